import { z } from 'zod';
import type { Deps } from './context.ts';
import { type AnyJob, defineJob } from './jobs.ts';
import { addSeconds } from './time.ts';

/** Rows that only help for a while. Each feature names its own; one nightly job deletes them. */
export type Purge = {
  table: string;
  /** How long a row stays after the moment that `remove` compares. */
  keep_days: number;
  /** Deletes at most `limit` rows that are older than `before`. @returns how many it deleted */
  remove(deps: Deps, before: Date, limit: number): Promise<number>;
};

/** Rows a statement: few enough that nobody waits for its locks. */
const BATCH_SIZE = 5_000;
const DAY_SECONDS = 24 * 3600;

/** Deletes what is too old of every table; one that fails does not stop the others. */
export async function runPurges(deps: Deps, purges: readonly Purge[]): Promise<void> {
  const failures: unknown[] = [];
  for (const { table, keep_days, remove } of purges) {
    const before = addSeconds(deps.clock.now(), -keep_days * DAY_SECONDS);
    let removed = 0;
    try {
      for (let count = BATCH_SIZE; count >= BATCH_SIZE; removed += count)
        count = await remove(deps, before, BATCH_SIZE);
      deps.log.info({ table, removed }, 'old rows deleted');
    } catch (error) {
      failures.push(error);
      deps.log.error({ err: error, table }, 'old rows could not be deleted');
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} tables could not be purged.`);
}

export function purgeJob(purges: readonly Purge[]): AnyJob {
  return defineJob({
    name: 'maintenance.purge',
    payload: z.object({}),
    // 02:10 in Jakarta.
    schedule: '10 19 * * *',
    concurrency: 1,
    expire_seconds: 3600,
    run: (deps) => runPurges(deps, purges),
  });
}

export const kernelPurges: readonly Purge[] = [
  {
    // An answer is replayed for a day.
    table: 'idempotency_keys',
    keep_days: 0,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM idempotency_keys WHERE (scope, key) IN
        (SELECT scope, key FROM idempotency_keys WHERE expires_at < ${before} LIMIT ${limit})`,
  },
  {
    // The longest window is a day. Keys of windows may hold addresses.
    table: 'rate_windows',
    keep_days: 2,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM rate_windows WHERE (key, started_at) IN
        (SELECT key, started_at FROM rate_windows WHERE started_at < ${before} LIMIT ${limit})`,
  },
];
