import { z } from 'zod';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { issueCreditNote, issueUpgradeInvoice } from './invoices.service.ts';

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

/** An upgrade has cost something: it is invoiced, whether or not its mail goes out. */
export const issueInvoiceOfUpgrade = defineJob({
  name: 'invoice.issue_for_upgrade',
  payload: z.object({ upgrade_id: z.uuid() }),
  concurrency: 2,
  async run(deps, { upgrade_id }) {
    await issueUpgradeInvoice(deps, upgrade_id);
  },
});

export const invoiceJobs: readonly AnyJob[] = [issueCreditNoteOf, issueInvoiceOfUpgrade];
