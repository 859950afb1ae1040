import { z } from 'zod';
import { defineJob } from '../../kernel/jobs.ts';
import { invoicePdf, ticketsPdf } from './documents.service.ts';

/** A booking is confirmed: its invoice is issued, and everything is drawn before somebody asks for it. */
export const prepareDocuments = defineJob({
  name: 'document.prepare',
  payload: z.object({ booking_id: z.uuid() }),
  concurrency: 2,
  async run(deps, { booking_id }) {
    await invoicePdf(deps, booking_id);
    await ticketsPdf(deps, booking_id);
  },
});
