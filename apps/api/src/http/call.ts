import { randomUUID } from 'node:crypto';
import { type Actor, accountOf } from '@setiket/core/kernel/context';
import type { Logger } from '@setiket/core/kernel/log';
import type { Request, RequestHandler, Response } from 'express';

/** What this process knows about one request; filled on its way in. */
export type Call = {
  id: string;
  log: Logger;
  actor: Actor;
  /** Code of the refusal, for the access line. */
  code?: string;
};

const calls = new WeakMap<object, Call>();

/** The call that belongs to a request; there from the first middleware on. */
export function callOf(req: object): Call {
  const call = calls.get(req);
  if (!call) throw new Error('This request did not pass through `startCall`.');
  return call;
}

/** A request id from outside is taken when it can't harm a log or a header. */
const SANE_ID = /^[A-Za-z0-9][A-Za-z0-9._:+/=-]{0,127}$/;

/** Gives each request its id and its logger, and writes one line when it is over. */
export function startCall(log: Logger): RequestHandler {
  return (req, res, next) => {
    const given = req.get('X-Request-Id');
    const id = given !== undefined && SANE_ID.test(given) ? given : randomUUID();
    const call: Call = { id, log: log.child({ request_id: id }), actor: { kind: 'anonymous' } };
    calls.set(req, call);
    res.setHeader('X-Request-Id', id);
    const started = performance.now();
    res.once('close', () =>
      writeAccessLine(req, call, { status: res.statusCode, started, aborted: !res.writableFinished }),
    );
    next();
  };
}

/**
 * `fetch` adds `Cache-Control: no-cache` to a conditional request. That speaks to caches on the way; Express would take
 * it as "send it all", and no program that uses `fetch` would ever see a 304.
 */
export const honourConditions: RequestHandler = (req, _res, next) => {
  if (req.headers['if-none-match'] !== undefined) delete req.headers['cache-control'];
  next();
};

type Outcome = { status: number; started: number; aborted: boolean };

/** Method, path, status, time, address and who. Never the query string: it may hold a token; never a body. */
function writeAccessLine(req: Request, call: Call, { status, started, aborted }: Outcome): void {
  call.log.info(
    {
      method: req.method,
      path: pathOf(req),
      status,
      ip: req.ip,
      duration_ms: Math.round((performance.now() - started) * 10) / 10,
      ...(call.actor.kind !== 'anonymous' && { actor: accountOf(call.actor) }),
      ...(call.code !== undefined && { code: call.code }),
      ...(aborted && { aborted }),
    },
    'request',
  );
}

/** What belongs to a caller, or was made for one, is kept nowhere; of what is public, browsers ask whether it has changed. */
export function cachingOf(req: Request): string {
  const isPublic = callOf(req).actor.kind === 'anonymous' && (req.method === 'GET' || req.method === 'HEAD');
  return isPublic ? 'private, no-cache' : 'private, no-store';
}

/** Aborted when the caller hangs up before the answer is out. */
export function signalOf(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Path and query, also of a target as proxies send it: `GET http://host/path` (RFC 9112, 3.2.2). */
export function targetOf({ originalUrl }: { originalUrl: string }): string {
  const [, target] = /^https?:\/\/[^/?#]*([^#]*)/i.exec(originalUrl) ?? [];
  if (target === undefined) return originalUrl;
  return target.startsWith('/') ? target : `/${target}`;
}

/** The path without its query. */
export function pathOf(req: { originalUrl: string }): string {
  const target = targetOf(req);
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}
