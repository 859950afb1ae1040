import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Env, loadEnv } from '@setiket/core/env';
import type { Actor, Deps } from '@setiket/core/kernel/context';
import { commonErrors } from '@setiket/core/kernel/errors';
import { newId } from '@setiket/core/kernel/ids';
import { openDb } from '@setiket/db';
import { createTestDatabase } from '@setiket/testing/database';
import type { AnyTRPCRouter } from '@trpc/server';
import { pino } from 'pino';
import { type AppOptions, createApp } from '../src/app.ts';
import { toyRouter } from './toy-router.ts';

export const SETTINGS = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  S3_ENDPOINT: 'http://127.0.0.1:9',
  S3_ACCESS_KEY_ID: 'none',
  S3_SECRET_ACCESS_KEY: 'none',
  SMTP_URL: 'smtp://127.0.0.1:9',
  PUBLIC_URL: 'http://setiket.test',
} as const;

export type Ticking = { now(): Date; advance(seconds: number): void };

/** A clock that stands still until it is told to go on. */
export function stillClock(): Ticking {
  let now = Date.parse('2026-03-01T10:15:00Z');
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}

export const USER: Extract<Actor, { kind: 'user' }> = {
  kind: 'user',
  id: newId(),
  username: 'budi',
  email: 'budi@setiket.test',
  email_verified: true,
  role: 'customer',
  is_superuser: false,
  locale: 'id',
  session_id: 'session',
};

type Options = {
  settings?: Record<string, string>;
  router?: AnyTRPCRouter;
  openMedia?: AppOptions['openMedia'];
  receiveEvent?: AppOptions['receiveEvent'];
  /** Another database than a fresh one; for tests of its absence. */
  database_url?: string;
};

/** The app on a port of its own, with a database of its own and one user whose token is `good`, whose cookie too. */
export async function startToy({
  settings = {},
  router = toyRouter,
  openMedia,
  receiveEvent,
  database_url,
}: Options = {}) {
  const database = database_url === undefined ? await createTestDatabase() : undefined;
  const env: Env = loadEnv({ ...SETTINGS, DATABASE_URL: database_url ?? database!.url, ...settings });
  const db = openDb({ url: env.DATABASE_URL, pool_size: 4 });
  const clock = stillClock();
  const { log, lines } = recordingLog();
  const deps = { env, db, log, clock } as unknown as Deps;
  const app = createApp({
    deps,
    router,
    log,
    session_cookie: 'setiket_session',
    authenticate: async (_deps, { bearer, session_cookie }) => {
      if (bearer !== undefined && bearer !== 'good') throw commonErrors.token_invalid();
      return bearer === 'good' || session_cookie === 'good' ? USER : { kind: 'anonymous' };
    },
    ...(openMedia && { openMedia }),
    ...(receiveEvent && { receiveEvent }),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    deps,
    db,
    clock,
    lines,
    fetch: (path: string, init?: RequestInit) => fetch(url + path, init),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await db.$disconnect();
      await database?.drop();
    },
  };
}

/** Silent, but its lines can be read back. */
export function recordingLog() {
  const stream = new PassThrough();
  const log = pino({ level: 'info', base: null }, stream);
  const lines = async (): Promise<Record<string, unknown>[]> => {
    stream.end();
    const written = await text(stream);
    return written
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  return { log, lines };
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

export async function problemFrom(answer: Response): Promise<Record<string, unknown>> {
  if (answer.headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`no problem but ${answer.status} ${answer.headers.get('content-type')}: ${await answer.text()}`);
  }
  return (await answer.json()) as Record<string, unknown>;
}
