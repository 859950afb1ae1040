import type { Deps } from '../../kernel/context.ts';
import { DEAD_LETTERS } from '../../kernel/jobs.ts';

/** Failures since `after` that still wait for an administrator. */
export async function countFailedJobs({ db }: Deps, after: Date): Promise<number> {
  const [row] = await db.$queryRaw<[{ total: number }]>`
    SELECT count(*)::int AS total FROM pgboss.job
    WHERE name = ${DEAD_LETTERS} AND state < 'active' AND created_on >= ${after}`;
  return row.total;
}
