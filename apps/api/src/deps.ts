import type { Env } from '@setiket/core/env';
import type { Deps } from '@setiket/core/kernel/context';
import { openQueue } from '@setiket/core/kernel/jobs';
import type { Logger } from '@setiket/core/kernel/log';
import { openMailer } from '@setiket/core/kernel/mailer';
import { openObjectStore } from '@setiket/core/kernel/object-store';
import { systemClock } from '@setiket/core/kernel/time';
import { openDb } from '@setiket/db';

/** Opens what a process of the API needs once. */
export async function openDeps(env: Env, log: Logger): Promise<Deps & { close(): Promise<void> }> {
  const db = openDb({ url: env.DATABASE_URL, pool_size: env.DATABASE_POOL_SIZE });
  const store = openObjectStore(env);
  const mailer = openMailer(env);
  const queue = await openQueue({ url: env.DATABASE_URL, log });
  return {
    env,
    db,
    log,
    store,
    mailer,
    clock: systemClock,
    jobs: queue,
    async close() {
      await queue.close();
      await db.$disconnect();
      store.close();
      mailer.close();
    },
  };
}
