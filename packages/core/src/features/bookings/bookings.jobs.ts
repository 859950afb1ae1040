import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { defineBatchJob, defineJob, enqueueAll } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { prepareDocuments } from '../documents/index.ts';
import { bookingConfirmedMail } from '../notifications/index.ts';
import { expireOverdue } from './expiry.ts';

/** Waits for the end of a hold. Whoever needs the places earlier takes them without it. */
export const expireBooking = defineJob({
  name: 'booking.expire',
  payload: z.object({ booking_id: z.uuid() }),
  concurrency: 5,
  async run(deps, { booking_id }) {
    const booking = await deps.db.bookings.findUnique({
      where: { id: booking_id },
      select: { event_id: true, status: true },
    });
    if (booking?.status === 'pending') await expireOverdue(systemContext(deps, 'booking.expire'), booking.event_id);
  },
});

/**
 * What follows a sale: a job for the papers and one for the mail of each booking. Those who buy wait for one commit of
 * all, which writes only this one; each booking's own jobs are made, and if need be repeated, behind their backs.
 */
export const followUp = defineBatchJob({
  name: 'booking.follow_up',
  payload: z.object({ booking_ids: z.array(z.uuid()) }),
  async runMany(deps, commits) {
    const bookings = commits.flatMap(({ booking_ids }) => booking_ids.map((booking_id) => ({ booking_id })));
    await withTransaction(systemContext(deps, 'booking.follow_up'), async (tx) => {
      await enqueueAll(tx, prepareDocuments, bookings);
      await enqueueAll(tx, bookingConfirmedMail, bookings);
    });
  },
});
