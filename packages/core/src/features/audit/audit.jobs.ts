import { z } from 'zod';
import { defineJob } from '../../kernel/jobs.ts';
import { recordAudit } from './reports.service.ts';

/** Runs every check and keeps what was found. One at a time: each reads everything. */
export const runRequestedAudit = defineJob({
  name: 'audit.run',
  payload: z.object({ report_id: z.uuid() }),
  concurrency: 1,
  // Longer than the audit itself may take.
  expire_seconds: 35 * 60,
  run: recordAudit,
});
