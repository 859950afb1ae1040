import type { Deps } from '@setiket/core/kernel/context';
import type { AnyJob } from '@setiket/core/kernel/jobs';

/**
 * Works off what waits for these jobs, and what they make for each other, as a worker would.
 * @returns how many ran
 */
export async function runJobs(deps: Deps, ...jobs: AnyJob[]): Promise<number> {
  const { boss } = deps.jobs;
  for (let ran = 0; ; ) {
    const before = ran;
    for (const job of jobs) {
      for (const { id, data } of await boss.fetch<object>(job.name, { batchSize: 200 })) {
        await job.run(deps, job.payload.parse(data), { id });
        await boss.complete(job.name, id);
        ran += 1;
      }
    }
    if (ran === before) return ran;
  }
}
