import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { openDeps } from '@setiket/core';
import type { Env } from '@setiket/core/env';
import { authenticate, sessionCookieName } from '@setiket/core/features/accounts';
import { finishSales } from '@setiket/core/features/bookings';
import { findPublicEvent } from '@setiket/core/features/catalogue';
import { receiveProviderEvent as receiveEvent } from '@setiket/core/features/checkout';
import { authenticateDevice, isDeviceToken } from '@setiket/core/features/gates';
import { openMedia } from '@setiket/core/features/media';
import { startWaitingRooms } from '@setiket/core/features/waiting-room';
import * as wallet from '@setiket/core/features/wallets';
import type { Logger } from '@setiket/core/kernel/log';
import { appRouter } from '@setiket/core/router';
import { createApp } from './app.ts';
import type { Authenticate } from './http/caller.ts';

export type Api = { url: string; port: number; stop(): Promise<void> };

type Options = { env: Env; log: Logger; port?: number; host?: string };

/**
 * Starts one process of the API. `stop` takes no new requests, lets those under way finish, and closes what was opened.
 */
export async function startApi({ env, log, port = env.PORT, host = env.HOST }: Options): Promise<Api> {
  let answer: RequestListener = startingUp;
  const server = createServer((req, res) => answer(req, res));
  const streams = eventStreamsOf(server);
  // The port first: when it is taken, nothing else has been opened yet, and when it is 0, the addresses depend on it.
  const bound = await listen(server, port, host);
  try {
    const deps = await openDeps(withAddress(env, bound), log, { cache: true });
    answer = createApp({
      deps,
      router: appRouter,
      log,
      authenticate: authenticateAny,
      session_cookie: sessionCookieName(deps.env),
      openMedia,
      receiveEvent,
      wallet,
      findPublicEvent,
    });
    const stopWaitingRooms = startWaitingRooms(deps);
    const url = `http://${addressOf(host)}:${bound}`;
    log.info({ url }, 'API is up');
    return {
      url,
      port: bound,
      async stop() {
        await drain(server, streams);
        await stopWaitingRooms();
        await finishSales(deps.db);
        await deps.close();
      },
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

/** People by token or cookie, gates by the token of their device. */
const authenticateAny: Authenticate = (deps, credentials) =>
  isDeviceToken(credentials.bearer) ? authenticateDevice(deps, credentials.bearer) : authenticate(deps, credentials);

const startingUp: RequestListener = (_req, res) => {
  res.writeHead(503, { 'Retry-After': '1' }).end();
};

/** How this machine reaches the API. The name of the default public address stands for every form of it: cookies go by the name. */
function addressOf(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

/** The public address follows the port where nobody said otherwise. */
function withAddress(env: Env, port: number): Env {
  return env.PUBLIC_URL === `http://localhost:${env.PORT}` ? { ...env, PUBLIC_URL: `http://localhost:${port}` } : env;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** How long a request may still take after a stop was asked for. */
const PATIENCE_MS = 15_000;

/** Answers that never end by themselves; whoever reads them connects again, to the next process. */
function eventStreamsOf(server: Server): Set<ServerResponse> {
  const streams = new Set<ServerResponse>();
  server.on('request', (req, res) => {
    if (!req.headers.accept?.includes('text/event-stream')) return;
    streams.add(res);
    res.once('close', () => streams.delete(res));
  });
  return streams;
}

async function drain(server: Server, streams: Set<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Kept-alive connections that wait for a next request would hold the stop up.
  server.closeIdleConnections();
  for (const stream of streams) stream.destroy();
  const giveUp = new AbortController();
  await Promise.race([closed, delay(PATIENCE_MS, undefined, { signal: giveUp.signal }).catch(() => {})]);
  giveUp.abort();
  server.closeAllConnections();
  await closed;
}
