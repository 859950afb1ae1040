import { z } from 'zod';
import { defineJob } from '../../kernel/jobs.ts';
import { issueCreditNote } from './invoices.service.ts';

/** Every refund of what was invoiced gets its credit note. Run twice, it finds the one that is there. */
export const issueCreditNoteOf = defineJob({
  name: 'invoice.issue_credit_note',
  payload: z.object({ refund_id: z.uuid() }),
  concurrency: 2,
  async run(deps, { refund_id }) {
    const note = await issueCreditNote(deps, refund_id);
    if (!note) deps.log.debug({ refund_id }, 'refund of what was never invoiced; no credit note');
  },
});
