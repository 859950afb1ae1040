import { openDb } from '@setiket/db';
import type { Env } from './env.ts';
import { openCache } from './kernel/cache.ts';
import type { Deps } from './kernel/context.ts';
import { openQueue } from './kernel/jobs.ts';
import type { Logger } from './kernel/log.ts';
import { openMailer } from './kernel/mailer.ts';
import { openObjectStore } from './kernel/object-store.ts';
import { type Clock, systemClock } from './kernel/time.ts';

type Options = {
  /** A worker's queue also supervises and keeps the schedules. */
  worker?: boolean;
  /** Keeps public reads, and a connection that hears of changes. */
  cache?: boolean;
  clock?: Clock;
};

/** Opens what a process needs once: database, queue, object store, mail server. */
export async function openDeps(
  env: Env,
  log: Logger,
  { worker = false, cache = false, clock = systemClock }: Options = {},
): Promise<Deps & { close(): Promise<void> }> {
  const db = openDb({
    url: env.DATABASE_URL,
    pool_size: env.DATABASE_POOL_SIZE,
    strict: env.NODE_ENV === 'test',
  });
  const queue = await openQueue({ url: env.DATABASE_URL, log, worker });
  const store = openObjectStore(env);
  const mailer = openMailer(env);
  const kept = cache ? openCache({ url: env.DATABASE_URL, log, clock }) : undefined;
  return {
    env,
    db,
    log,
    clock,
    store,
    mailer,
    jobs: queue,
    ...(kept && { cache: kept }),
    async close() {
      await kept?.close();
      await queue.close();
      await db.$disconnect();
      store.close();
      await mailer.close();
    },
  };
}
