import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { defineJob, enqueue } from '../../kernel/jobs.ts';
import { addSeconds } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { countFailedJobs } from '../jobs/index.ts';
import { operatorAlertMail } from './operator-mails.ts';

const WINDOW_SECONDS = 3600;

/** Every five minutes: jobs that failed for good become a line in the log and a mail to the operator, once an hour. */
export const watchFailedJobs = defineJob({
  name: 'job.watch_failed',
  payload: z.object({}),
  schedule: '*/5 * * * *',
  concurrency: 1,
  async run(deps) {
    const now = deps.clock.now();
    const count = await countFailedJobs(deps, addSeconds(now, -WINDOW_SECONDS));
    if (count === 0) return;
    deps.log.error({ count }, 'jobs failed for good within the last hour');
    const reference = now.toISOString().slice(0, 13);
    await withTransaction(systemContext(deps, 'job.watch_failed'), (tx) =>
      enqueue(tx, operatorAlertMail, { alert: 'failed_jobs', reference, count }),
    );
  },
});
