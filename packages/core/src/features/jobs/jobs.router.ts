import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router } from '../../kernel/trpc.ts';
import { failedJobOutput, listFailedJobsInput, retriedJobOutput, retryJobInput } from './jobs.schema.ts';
import { listFailedJobs, retryJob } from './jobs.service.ts';

export const jobsRouter = router({
  listFailed: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/jobs/failed',
        tags: ['Administration'],
        summary: 'List failed jobs',
        description:
          'Work that was given up after all its attempts, such as mails that no server would take. The latest first.',
      },
      rest: { page: true },
    })
    .input(listFailedJobsInput)
    .output(pageOf(failedJobOutput))
    .query(({ ctx, input }) => listFailedJobs(ctx, input)),

  retry: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'POST',
        path: '/admin/jobs/{id}/retry',
        tags: ['Administration'],
        summary: 'Retry a failed job',
        description: 'Puts it back into its own queue, once. It leaves the list of failed jobs.',
      },
    })
    .input(retryJobInput)
    .output(retriedJobOutput)
    .mutation(command(retryJob)),
});
