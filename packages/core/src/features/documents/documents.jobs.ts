import { z } from 'zod';
import { type AnyJob, defineBatchJob, defineJob } from '../../kernel/jobs.ts';
import { addSeconds } from '../../kernel/time.ts';
import { issueInvoices } from '../invoices/index.ts';

/**
 * A booking is confirmed: its invoice is issued, whether or not a mail goes out. Papers are drawn, and kept, by the mail
 * that carries them or by whoever asks first: drawing them here as well would be the same work twice.
 */
export const prepareDocuments = defineBatchJob({
  name: 'document.prepare',
  payload: z.object({ booking_id: z.uuid() }),
  async runMany(deps, bookings) {
    await issueInvoices(
      deps,
      bookings.map(({ booking_id }) => booking_id),
    );
  },
});

/** A ticket that has changed hands or moved leaves its old paper behind, which nobody can ask for any more. */
const KEPT_SECONDS = 60 * 24 * 3600;

/** Every night: tickets that were drawn long ago. Whoever asks for one again has it drawn again. Invoices stay. */
const sweepTickets = defineJob({
  name: 'document.sweep_tickets',
  payload: z.object({}),
  schedule: '40 19 * * *',
  async run({ store, clock, log }) {
    const before = addSeconds(clock.now(), -KEPT_SECONDS);
    let removed = 0;
    for await (const page of store.list('document/tickets/')) {
      for (const { key } of page.filter(({ stored_at }) => stored_at < before)) {
        await store.remove(key);
        removed += 1;
      }
    }
    log.info({ removed }, 'old tickets on paper removed');
  },
});

export const documentJobs: readonly AnyJob[] = [prepareDocuments, sweepTickets];
