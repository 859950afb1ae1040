import { audit } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { countRefund } from '../events/index.ts';
import { type Draw, drawsOf, movePlaces, withEventPool } from '../inventory/index.ts';
import { eventCancelledMail } from '../notifications/index.ts';
import { refundTicketPrice, voidOpenPayments } from '../payments/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { isPossible } from './bookings.state.ts';
import { type BookingRow, withParts } from './bookings.view.ts';
import { endTickets } from './end-tickets.ts';
import { transition } from './transition.ts';

/** A booking is closed in steps of this many tickets, so that a transaction does not grow with the booking. */
const TICKETS_PER_STEP = 20;

type Closing = {
  booking: BookingRow;
  action: 'cancel' | 'refund';
  reason: string;
  requested_by: string;
};

/** Booking, tickets, money, places and figures together; of two that close at once, one is too late. */
export async function closeInTransaction(
  tx: Tx,
  ctx: Ctx,
  { booking, action, reason, requested_by }: Closing,
): Promise<void> {
  await transition(tx, ctx, booking, action, reason);
  if (booking.status === 'pending') return releasePlaces(tx, booking);
  const live = await tx.tickets.findMany({ where: { booking_id: booking.id, status: { not: 'cancelled' } } });
  if (live.some((ticket) => ticket.status === 'used')) throw bookingErrors.has_used_tickets();
  // A buyer who has transferred a ticket can't take it back by cancelling the booking.
  if (requested_by === booking.user_id && live.some((ticket) => ticket.owner_id !== booking.user_id))
    throw bookingErrors.has_transferred_tickets();
  const ticket_ids = live.map((ticket) => ticket.id);
  await endTickets(tx, { booking, ticket_ids, reason, requested_by, mail: 'ticket' });
  // A gate may have scanned one between the read above and its lock.
  if ((await tx.tickets.count({ where: { booking_id: booking.id, status: 'used' } })) > 0)
    throw bookingErrors.has_used_tickets();
  await countRefund(tx, { event_id: booking.event_id, tickets: 0, revenue: amount(0), bookings: 1 });
}

async function releasePlaces(tx: Tx, booking: BookingRow): Promise<void> {
  await voidOpenPayments(tx, { booking_ids: [booking.id] });
  await movePlaces(tx, 'release', await drawsOfBooking(tx, booking));
}

type Cancelling = { booking_id: string; reason: string; requested_by: string; refund_used_tickets: boolean };

/**
 * Closes a booking of a cancelled event, one step a transaction: unused tickets end and their money goes back, used ones
 * stay used, and are paid back if the organizer chose so. The last step informs the buyer.
 * @returns `more` while tickets are left for another step, `closed` when the booking had ended before
 * @throws payment.disputed while the buyer's bank has not decided
 */
export async function closeForCancelledEvent(
  tx: Tx,
  ctx: Ctx,
  { booking_id, reason, requested_by, refund_used_tickets }: Cancelling,
): Promise<'more' | 'done' | 'closed'> {
  const booking = await lockBooking(tx, booking_id);
  if (!booking || !isPossible('cancel', booking.status)) return 'closed';
  if (booking.status === 'pending') {
    await transition(tx, ctx, booking, 'cancel', reason);
    await enqueue(tx, eventCancelledMail, { booking_id });
    await releasePlaces(tx, booking);
    return 'done';
  }
  const active = booking.tickets.filter(({ status }) => status === 'active').map(({ id }) => id);
  const ticket_ids = active.slice(0, TICKETS_PER_STEP);
  await endTickets(tx, { booking, ticket_ids, reason, requested_by, mail: 'event' });
  if (active.length > TICKETS_PER_STEP) return 'more';
  const used = await tx.tickets.findMany({ where: { booking_id, status: 'used' }, orderBy: { id: 'asc' } });
  if (refund_used_tickets) await refundUsedTickets(tx, booking, { tickets: used, reason, requested_by });
  await endOrKeep(tx, ctx, booking, reason);
  await enqueue(tx, eventCancelledMail, { booking_id });
  return 'done';
}

/** The tickets stay used, so this is a partial refund; what was returned for them before is not returned twice. */
async function refundUsedTickets(
  tx: Tx,
  booking: BookingRow,
  { tickets, reason, requested_by }: { tickets: BookingTicket[]; reason: string; requested_by: string },
): Promise<void> {
  let refunded: Amount = amount(0);
  for (const { id, price } of tickets) {
    const { _sum } = await tx.refunds.aggregate({ where: { ticket_id: id }, _sum: { amount: true } });
    const returned = await refundTicketPrice(tx, {
      booking_id: booking.id,
      ticket_id: id,
      organization_id: booking.event.organization_id,
      amount: amount(price).minus(amount(_sum.amount ?? 0)),
      reason,
      requested_by,
      kind: 'partial',
    });
    refunded = refunded.plus(returned);
  }
  await countRefund(tx, { event_id: booking.event_id, tickets: 0, revenue: refunded, bookings: 0 });
}

type BookingTicket = { id: string; price: { toFixed(): string } };

/** A booking lives as long as one of its tickets was used. */
async function endOrKeep(tx: Tx, ctx: Ctx, booking: BookingRow, reason: string): Promise<void> {
  const used = await tx.tickets.count({ where: { booking_id: booking.id, status: 'used' } });
  if (used === 0) {
    await transition(tx, ctx, booking, 'cancel', reason);
    await countRefund(tx, { event_id: booking.event_id, tickets: 0, revenue: amount(0), bookings: 1 });
    return;
  }
  await audit(tx, {
    action: 'booking.partly_cancelled',
    subject_type: 'booking',
    subject_id: booking.id,
    data: { reason, used_tickets: used },
  });
}

/**
 * Ends what can still be used of a booking whose money is gone without us: given back at the provider, or taken back by
 * the buyer's bank. Used tickets stay used.
 */
export async function closeUnpaidBooking(tx: Tx, ctx: Ctx, booking_id: string, reason: string): Promise<void> {
  const booking = await lockBooking(tx, booking_id);
  if (booking?.status !== 'confirmed') return;
  const ticket_ids = booking.tickets.filter(({ status }) => status === 'active').map(({ id }) => id);
  if (ticket_ids.length === 0) return;
  await endTickets(tx, { booking, ticket_ids, reason, requested_by: null, mail: 'ticket', while_disputed: 'skip' });
  await endOrKeep(tx, ctx, booking, reason);
}

async function lockBooking(tx: Tx, id: string): Promise<BookingRow | null> {
  await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.bookings.findUnique({ where: { id }, include: withParts });
}

export async function drawsOfBooking(tx: Tx, booking: BookingRow): Promise<Draw[]> {
  const types = await tx.ticket_types.findMany({
    where: { id: { in: booking.lines.map((line) => line.ticket_type_id) } },
    include: withEventPool,
  });
  return booking.lines.flatMap((line) =>
    drawsOf(types.find((type) => type.id === line.ticket_type_id)!, line.quantity),
  );
}
