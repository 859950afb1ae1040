import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';

/** A job that failed for good. */
export const failedJobOutput = z.object({
  id: z.uuid(),
  job: z.string().describe('Which job, `mail.booking_confirmed`'),
  payload: z.record(z.string(), z.unknown()).describe('The ids that it was about'),
  error: z.string().describe('What went wrong at the last attempt, in one line'),
  attempts: z.int().describe('How often it was tried'),
  enqueued_at: z.iso.datetime().nullable().describe('When it was first asked for'),
  failed_at: z.iso.datetime().describe('When it was given up'),
});

export type FailedJob = z.output<typeof failedJobOutput>;

export const listFailedJobsInput = z.object(pageInput);

export const retryJobInput = z.object({ id: z.uuid() });

export const retriedJobOutput = z.object({
  id: z.uuid().describe('The new job'),
  job: z.string(),
});
