import type { Deps } from '@setiket/core/kernel/context';
import type { Logger } from '@setiket/core/kernel/log';
import type { AnyTRPCRouter } from '@trpc/server';
import express from 'express';
import { limitBodies } from './http/body-limits.ts';
import { honourConditions, startCall } from './http/call.ts';
import { type Authenticate, admit } from './http/caller.ts';
import { health } from './http/health.ts';
import { media, type OpenMedia } from './http/media.ts';
import { nativeRouter } from './http/native.ts';
import { pages } from './http/pages.ts';
import { notFound, sendProblem } from './http/problem.ts';
import { crossOrigin, securityHeaders } from './http/security.ts';
import { limitStreams, limitVisitors } from './http/visitors.ts';
import { appleWallet, type WalletService } from './http/wallet.ts';
import { type FindPublicEvent, WEB_FOLDER, web } from './http/web.ts';
import { type ReceiveEvent, webhooks } from './http/webhooks.ts';
import { refuseMethod, restRouter } from './rest/adapter.ts';
import { readyAnswers, sendReady } from './rest/ready.ts';

export type AppOptions = {
  deps: Deps;
  router: AnyTRPCRouter;
  log: Logger;
  authenticate: Authenticate;
  /** Name of the session cookie. */
  session_cookie: string;
  openMedia?: OpenMedia;
  receiveEvent?: ReceiveEvent;
  wallet?: WalletService;
  /** With it, the web app is served. */
  findPublicEvent?: FindPublicEvent;
};

const HEALTH_PATHS = ['/health', '/api/health', '/api/v1/health'];

/** All doors of Setiket as one Express app; it opens nothing and closes nothing. */
export function createApp({
  deps,
  router,
  log,
  authenticate,
  session_cookie,
  openMedia,
  receiveEvent,
  wallet,
  findPublicEvent,
}: AppOptions): express.Express {
  const { env } = deps;
  const caller = { deps, authenticate, session_cookie };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', env.TRUST_PROXY);
  // Queries are read by the schemas, not by Express.
  app.set('query parser', 'simple');

  app.use(startCall(log), honourConditions, securityHeaders(env), crossOrigin(env), limitBodies());
  app.use(limitStreams(), limitVisitors(deps));
  const limit = {
    door: 'rest',
    anonymous: env.RATE_LIMIT_ANONYMOUS,
    signed_in: env.RATE_LIMIT_SIGNED_IN,
    gate: env.RATE_LIMIT_GATE,
  };
  const ready = deps.cache && readyAnswers(deps.cache, deps.clock);
  const admitted = (req: express.Request, res: express.Response, cost = 1) => admit(caller, req, res, limit, cost);
  // Before REST, whose paths begin alike: a provider sends thousands of messages from a few addresses, and signs each.
  if (receiveEvent) app.use(webhooks(deps, receiveEvent));
  // What is asked for most comes first; what it does not know goes on.
  if (ready) app.use(sendReady(ready, admitted));
  app.use(['/api/v1', '/api'], restRouter({ router, deps, ready, admit: admitted }));
  app.use('/trpc', nativeRouter(router, caller));
  app.route(HEALTH_PATHS).get(health(deps)).all(refuseMethod('GET, HEAD, OPTIONS'));
  if (findPublicEvent) app.use(web(deps, WEB_FOLDER, findPublicEvent));
  app.use(pages(env));
  if (openMedia) app.get('/media/*key', media(deps, openMedia));
  if (wallet) app.use(appleWallet(deps, wallet));
  app.use(['/api/v1', '/api'], async (req, res, next) => {
    // Whoever tries addresses that lead nowhere is counted as well.
    if (!res.hasHeader('RateLimit-Limit')) await admitted(req, res);
    next();
  });
  app.use(notFound);
  app.use(sendProblem);
  return app;
}
