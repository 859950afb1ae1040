import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { defineJob } from '../../kernel/jobs.ts';
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
