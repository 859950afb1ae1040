import { audit } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { bookingErrors } from './bookings.errors.ts';
import { type BookingAction, bookingTransitions } from './bookings.state.ts';
import type { BookingRow } from './bookings.view.ts';

/** The one place in which a booking changes its state: compare-and-set, with its audit entry. */
export async function transition(
  tx: Tx,
  ctx: Ctx,
  booking: { id: string; status: BookingRow['status'] },
  action: BookingAction,
  reason = '',
): Promise<void> {
  const { from, to } = bookingTransitions[action];
  const now = ctx.clock.now();
  const isClosed = to !== 'confirmed';
  const { count } = await tx.bookings.updateMany({
    // The state that was read decides what goes back, so it is this one that must still hold.
    where: { id: booking.id, status: booking.status, AND: { status: { in: [...from] } } },
    data: {
      status: to,
      expires_at: null,
      updated_at: now,
      reason,
      ...(isClosed ? { closed_at: now } : { confirmed_at: now, closed_at: null }),
    },
  });
  if (count === 0) throw bookingErrors.wrong_state();
  await audit(tx, {
    action: `booking.${to}`,
    subject_type: 'booking',
    subject_id: booking.id,
    data: { by: action, reason },
  });
}
