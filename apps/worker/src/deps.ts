import type { Env } from '@setiket/core/env';
import { notificationJobs } from '@setiket/core/features/notifications';
import type { Deps } from '@setiket/core/kernel/context';
import { type AnyJob, openQueue } from '@setiket/core/kernel/jobs';
import type { Logger } from '@setiket/core/kernel/log';
import { openMailer } from '@setiket/core/kernel/mailer';
import { openObjectStore } from '@setiket/core/kernel/object-store';
import { systemClock } from '@setiket/core/kernel/time';
import { openDb } from '@setiket/db';

/** Every job of the product. */
export const allJobs: readonly AnyJob[] = notificationJobs;

/** Everything that one process has once; `close` finishes running jobs first, so that they still have a database. */
export async function openDeps(env: Env, log: Logger, { worker }: { worker: boolean }): Promise<Deps & { close(): Promise<void> }> {
  const db = openDb({ url: env.DATABASE_URL, pool_size: env.DATABASE_POOL_SIZE });
  const store = openObjectStore(env);
  const mailer = openMailer(env);
  const jobs = await openQueue({ url: env.DATABASE_URL, log, worker });
  return {
    env,
    log,
    db,
    store,
    mailer,
    jobs,
    clock: systemClock,
    async close() {
      await jobs.close();
      mailer.close();
      store.close();
      await db.$disconnect();
    },
  };
}
