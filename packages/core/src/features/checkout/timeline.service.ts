import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { moneyString } from '../../kernel/money.ts';
import { iso } from '../../kernel/time.ts';
import { bookingErrors, seesAllBookings } from '../bookings/index.ts';
import { type PaymentEventKind, timelineOf } from '../payments/index.ts';
import type { timelineOutput } from './checkout.schema.ts';

/** What became of the payments of a booking: for who booked, and for staff. Organizers do not see how it was paid. */
export async function bookingTimeline(
  ctx: UserCtx,
  { id }: { id: string },
): Promise<{ events: z.output<typeof timelineOutput>[] }> {
  const booking = await ctx.db.bookings.findFirst({
    where: { id, ...(seesAllBookings(ctx.actor) ? {} : { user_id: ctx.actor.id }) },
    select: { id: true },
  });
  if (!booking) throw bookingErrors.not_found();
  const rows = await timelineOf(ctx.db, id, seesAllBookings(ctx.actor) ? undefined : ctx.actor.id);
  return {
    events: rows.map((row) => ({
      payment_id: row.payment_id,
      provider: row.payment.provider,
      kind: row.kind as PaymentEventKind,
      amount: row.amount === null ? null : moneyString(row.amount, row.payment.currency),
      currency: row.payment.currency,
      detail: row.detail,
      at: iso(row.occurred_at),
    })),
  };
}
