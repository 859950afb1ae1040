import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { allJobs, openDeps } from '@setiket/core';
import { type Env, loadEnv } from '@setiket/core/env';
import type { Deps } from '@setiket/core/kernel/context';
import { prepareJobs } from '@setiket/core/kernel/jobs';
import { createLogger } from '@setiket/core/kernel/log';
import { migrate } from '@setiket/db/migrate';
import { findFreePort, isAlive, removePostgresData, startPostgres } from '@setiket/services';
import { dataDir } from '@setiket/stack/data-folder';

const API = join(import.meta.dirname, 'api.ts');
/** As `npm start` and the containers start it. */
const SMALL_HEAP = ['--max-semi-space-size=12', '--heap-growing-percent=20'];
const START_TIMEOUT_MS = 30_000;

/** A PostgreSQL that keeps its promises, an API process in front of it, and the product's own hands for preparing. */
export type Lab = {
  url: string;
  api_pid: number | undefined;
  database_pid: number | undefined;
  env: Env;
  deps: Deps;
  /** Ends the API once it has finished what it was asked for, so that the audit sees a state at rest. */
  stopApi(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Rich enough for every purchase of a long run. */
const BALANCE = '1000000000000';

type LabOptions = {
  /** Off where only reads are measured, which lets much data be made quickly. */
  durable?: boolean;
};

export async function openLab(signal: AbortSignal, { durable = true }: LabOptions = {}): Promise<Lab> {
  const cleanups = new AsyncDisposableStack();
  try {
    const folder = join(benchFolder(), `postgres-${process.pid}`);
    await removeLeftovers();
    cleanups.defer(() => removePostgresData(folder));
    const password = randomBytes(12).toString('hex');
    // A disk of the machine, not memory, and every commit flushed: that is what a sale costs in production too.
    const postgres = await startPostgres({ data_dir: folder, password, durable, signal, log: () => {} });
    cleanups.defer(postgres.stop);
    const settings = settingsFor(postgres.url, await findFreePort());
    const env = loadEnv(settings);
    await migrate({ url: env.DATABASE_URL });
    await prepareJobs(env.DATABASE_URL, allJobs);
    const deps = await openDeps(env, await createLogger(env));
    cleanups.defer(deps.close);
    // A process that has to compile keeps the compiler in memory; `npm start` leaves that to another one.
    const first = await startApi(settings, env.PUBLIC_URL, signal);
    await first.stop();
    const api = await startApi(settings, env.PUBLIC_URL, signal);
    cleanups.defer(api.stop);
    const stack = cleanups.move();
    return {
      url: env.PUBLIC_URL,
      api_pid: api.pid,
      database_pid: postgres.pid,
      env,
      deps,
      stopApi: api.stop,
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } finally {
    await cleanups.disposeAsync();
  }
}

/** Where figures are kept, and a database for as long as it is measured. */
export function benchFolder(): string {
  const folder = join(dataDir(), 'bench');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A run that was killed could not take its server with it. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(benchFolder())) {
    const [, pid] = /^postgres-(\d+)$/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) await removePostgresData(join(benchFolder(), name));
  }
}

function settingsFor(database_url: string, port: number): Record<string, string> {
  return {
    NODE_ENV: 'development',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database_url,
    // Nothing listens there, as nothing that is measured stores files or sends mail.
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_ACCESS_KEY_ID: 'bench',
    S3_SECRET_ACCESS_KEY: 'bench',
    SMTP_URL: 'smtp://127.0.0.1:9',
    SIGNUP_BALANCE: BALANCE,
    // Tokens have to outlive the longest run that can be asked for.
    ACCESS_TOKEN_TTL_SECONDS: '86400',
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'warn',
  };
}

type ApiProcess = { pid: number | undefined; isGone(): boolean; said(): string; stop(): Promise<void> };

function startApiProcess(settings: Record<string, string>): ApiProcess {
  const { PATH = '', NODE_COMPILE_CACHE = '', MALLOC_ARENA_MAX = '' } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...SMALL_HEAP, API], {
    env: { PATH, NODE_COMPILE_CACHE, MALLOC_ARENA_MAX, ...settings },
    // The channel closes with this process, however that ends, and the API ends with the channel.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const channel of [child.stdout, child.stderr]) {
    channel?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4000);
    });
  }
  const exited = new Promise<void>((done) => child.once('close', () => done()));
  let gone = false;
  void exited.then(() => {
    gone = true;
  });
  const stop = async () => {
    if (!gone) child.kill('SIGTERM');
    await exited;
  };
  return { pid: child.pid, isGone: () => gone, said: () => said, stop };
}

/** Starts it and waits until it is healthy. */
async function startApi(settings: Record<string, string>, url: string, signal: AbortSignal): Promise<ApiProcess> {
  const api = startApiProcess(settings);
  const deadline = Date.now() + START_TIMEOUT_MS;
  try {
    while (!api.isGone() && Date.now() < deadline) {
      const answer = await fetch(`${url}/health`, { signal }).catch(() => undefined);
      if (answer?.ok) return api;
      signal.throwIfAborted();
      await sleep(50);
    }
  } catch (error) {
    await api.stop();
    throw error;
  }
  await api.stop();
  throw new Error(`The API did not start:\n${api.said()}`);
}
