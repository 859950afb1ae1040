import { openDb } from '@setiket/db';
import { pino } from 'pino';
import { loadEnv } from '../src/env.ts';
import type { Deps } from '../src/kernel/context.ts';
import { type AnyJob, openQueue, prepareJobs } from '../src/kernel/jobs.ts';
import { openMailer } from '../src/kernel/mailer.ts';
import { openObjectStore } from '../src/kernel/object-store.ts';
import { systemClock } from '../src/kernel/time.ts';

type Options = { database_url: string; smtp_url?: string; jobs?: readonly AnyJob[] };

/** What a process has, on a test's own database. The object store is there but nobody answers. */
export async function openTestDeps({
  database_url,
  smtp_url = 'smtp://127.0.0.1:1',
  jobs = [],
}: Options): Promise<Deps & { close(): Promise<void> }> {
  const env = loadEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database_url,
    SMTP_URL: smtp_url,
    S3_ENDPOINT: 'http://127.0.0.1:1',
    S3_ACCESS_KEY_ID: 'test',
    S3_SECRET_ACCESS_KEY: 'test',
    PUBLIC_URL: 'https://setiket.test',
    LOG_LEVEL: 'silent',
  });
  const log = pino({ level: 'silent' });
  await prepareJobs(database_url, jobs);
  const db = openDb({ url: database_url, pool_size: 8, strict: true });
  const queue = await openQueue({ url: database_url, log });
  const mailer = openMailer(env);
  const store = openObjectStore(env);
  return {
    env,
    db,
    log,
    clock: systemClock,
    store,
    jobs: queue,
    mailer,
    async close() {
      await mailer.close();
      store.close();
      await queue.close();
      await db.$disconnect();
    },
  };
}
