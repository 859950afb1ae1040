import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { countRefund, countSale } from '../events/index.ts';
import { type Draw, drawsOf, movePlaces, withEventPool } from '../inventory/index.ts';
import { eventCancelledMail, ticketRefundedMail } from '../notifications/index.ts';
import { payFromBalance, refundTicketPrice } from '../payments/index.ts';
import { cancelTicket, countLiveTickets, ticketErrors } from '../tickets/index.ts';
import { dropTransfersOf } from '../transfers/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { requireAction } from './bookings.policy.ts';
import type { bookingActionInput, bookingStatusInput, refundInput } from './bookings.schema.ts';
import { type BookingAction, bookingTransitions, isPossible } from './bookings.state.ts';
import { type BookingRow, type BookingView, bookingView, withParts } from './bookings.view.ts';
import { expireOverdue } from './expiry.ts';
import { issueTickets } from './sale.ts';

type ActionInput = z.output<typeof bookingActionInput>;

/** Pays a pending booking from its owner's balance. */
export function payBooking(ctx: UserCtx, input: ActionInput): Promise<BookingView> {
  return confirm(ctx, input, 'pay');
}

/** `btick.md` 7.5: support confirms without payment; the booking does not expire any more. */
export function confirmBooking(ctx: UserCtx, input: ActionInput): Promise<BookingView> {
  return confirm(ctx, input, 'confirm');
}

/** `btick.md` 7.4: places go back, and money where it was paid. */
export function cancelBooking(ctx: UserCtx, input: ActionInput): Promise<BookingView> {
  return close(ctx, input, 'cancel');
}

/** `btick.md` 7.6: a confirmed booking is cancelled; what was paid goes back the way it came. */
export function refundBooking(ctx: UserCtx, input: ActionInput): Promise<BookingView> {
  return close(ctx, input, 'refund');
}

/** `event-ticketing.md`, Update Booking Status: its owner pays or cancels, the house confirms or cancels. */
export async function setBookingStatus(
  ctx: UserCtx,
  { status, ...input }: z.output<typeof bookingStatusInput>,
): Promise<BookingView> {
  if (status === 'cancelled') return cancelBooking(ctx, input);
  const booking = await ctx.db.bookings.findUnique({ where: { id: input.id }, select: { user_id: true } });
  return booking?.user_id === ctx.actor.id ? payBooking(ctx, input) : confirmBooking(ctx, input);
}

async function confirm(ctx: UserCtx, { id }: ActionInput, action: 'pay' | 'confirm'): Promise<BookingView> {
  const booking = await loadFor(ctx, id, action);
  const now = ctx.clock.now();
  if (booking.expires_at !== null && booking.expires_at <= now) {
    await expireOverdue(ctx, booking.event_id);
    throw bookingErrors.expired();
  }
  if (booking.event.ends_at <= now) throw bookingErrors.event_over();
  return withTransaction(ctx, async (tx) => {
    await transition(tx, ctx, booking, action);
    const revenue = action === 'pay' ? amount(booking.total_amount) : amount(0);
    const { user_id, currency } = booking;
    await payFromBalance(tx, {
      booking_id: id,
      user_id,
      organization_id: booking.event.organization_id,
      amount: revenue,
      currency,
    });
    const event = await tx.events.findUniqueOrThrow({
      where: { id: booking.event_id },
      select: { timezone: true, pool_id: true },
    });
    await issueTickets(tx, { booking, lines: booking.lines, timezone: event.timezone });
    await movePlaces(tx, 'sell_held', await drawsOfBooking(tx, booking));
    const counted = await countSale(tx, {
      event_id: booking.event_id,
      event_pool_id: event.pool_id,
      tickets: booking.quantity,
      revenue,
      bookings: 1,
    });
    if (!counted) throw bookingErrors.event_closed();
    return reread(tx, ctx, id);
  });
}

async function close(
  ctx: UserCtx,
  { id, reason = '' }: ActionInput,
  action: 'cancel' | 'refund',
): Promise<BookingView> {
  const booking = await loadFor(ctx, id, action);
  if (booking.event.ends_at <= ctx.clock.now()) throw bookingErrors.event_over();
  return withTransaction(ctx, async (tx) => {
    await closeInTransaction(tx, ctx, { booking, action, reason, requested_by: ctx.actor.id });
    return reread(tx, ctx, id);
  });
}

type Closing = {
  booking: BookingRow;
  action: 'cancel' | 'refund';
  reason: string;
  requested_by: string;
  /** Who tells the guest: a mail a ticket, or one that the event is cancelled. */
  mail?: 'ticket' | 'event';
};

/** Booking, tickets, money, places and figures together; of two that close at once, one is too late. */
async function closeInTransaction(
  tx: Tx,
  ctx: Ctx,
  { booking, action, reason, requested_by, mail = 'ticket' }: Closing,
): Promise<void> {
  await transition(tx, ctx, booking, action, reason);
  if (mail === 'event') await enqueue(tx, eventCancelledMail, { booking_id: booking.id });
  if (booking.status === 'pending') {
    await movePlaces(tx, 'release', await drawsOfBooking(tx, booking));
    return;
  }
  const live = await tx.tickets.findMany({
    where: { booking_id: booking.id, status: { not: 'cancelled' } },
    include: { ticket_type: { include: withEventPool } },
  });
  if (live.some((ticket) => ticket.status === 'used')) throw bookingErrors.has_used_tickets();
  // Whoever gave a ticket away can't take it back by cancelling what it came with.
  if (
    requested_by === booking.user_id &&
    mail === 'ticket' &&
    live.some((ticket) => ticket.owner_id !== booking.user_id)
  )
    throw bookingErrors.has_transferred_tickets();
  let refunded: Amount = amount(0);
  for (const ticket of live) {
    await cancelTicket(tx, { id: ticket.id });
    const refund = {
      booking_id: booking.id,
      ticket_id: ticket.id,
      organization_id: booking.event.organization_id,
      amount: amount(ticket.price),
      reason,
      requested_by,
    };
    refunded = refunded.plus(await refundTicketPrice(tx, refund));
    if (mail === 'ticket') await enqueue(tx, ticketRefundedMail, { ticket_id: ticket.id });
  }
  await dropTransfersOf(
    tx,
    live.map((ticket) => ticket.id),
    'cancelled',
  );
  await movePlaces(
    tx,
    'give_back',
    live.flatMap((ticket) => drawsOf(ticket.ticket_type, 1)),
  );
  await countRefund(tx, { event_id: booking.event_id, tickets: live.length, revenue: refunded, bookings: 1 });
}

type Cancelling = { booking_id: string; reason: string; requested_by: string };

/**
 * Closes one booking of an event that was cancelled; tickets that were used stay used. Everybody is told once for the
 * event, not once a ticket.
 * @returns false when it was closed already
 */
export async function closeForCancelledEvent(
  tx: Tx,
  ctx: Ctx,
  { booking_id, reason, requested_by }: Cancelling,
): Promise<boolean> {
  const booking = await tx.bookings.findUnique({ where: { id: booking_id }, include: withParts });
  if (!booking || !isPossible('cancel', booking.status)) return false;
  const used = booking.tickets.filter((ticket) => ticket.status === 'used').length;
  if (used > 0) return false;
  try {
    await closeInTransaction(tx, ctx, { booking, action: 'cancel', reason, requested_by, mail: 'event' });
    return true;
  } catch (error) {
    // Another worker, or the guest, was first: there is nothing left to do.
    if (error instanceof DomainError && error.code === 'booking.wrong_state') return false;
    throw error;
  }
}

/** The one place in which a booking changes its state: compare-and-set, with its audit entry. */
async function transition(
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
      ...(isClosed ? { closed_at: now } : { confirmed_at: now }),
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

/** The booking, for somebody who may take this action, in a state that allows it. */
async function loadFor(ctx: UserCtx, id: string, action: BookingAction): Promise<BookingRow> {
  const booking = await ctx.db.bookings.findUnique({ where: { id }, include: withParts });
  if (!booking) throw bookingErrors.not_found();
  await requireAction(ctx.db, ctx.actor, booking, action);
  if (!isPossible(action, booking.status))
    throw bookingErrors.wrong_state(`A booking that is ${booking.status} can’t do that.`);
  return booking;
}

async function reread(tx: Tx, ctx: Ctx, id: string): Promise<BookingView> {
  return bookingView(await tx.bookings.findUniqueOrThrow({ where: { id }, include: withParts }), ctx.clock.now());
}

async function drawsOfBooking(tx: Tx, booking: BookingRow): Promise<Draw[]> {
  const types = await tx.ticket_types.findMany({
    where: { id: { in: booking.lines.map((line) => line.ticket_type_id) } },
    include: withEventPool,
  });
  return booking.lines.flatMap((line) =>
    drawsOf(types.find((type) => type.id === line.ticket_type_id)!, line.quantity),
  );
}

type RefundInput = z.output<typeof refundInput>;
type Result = { message: string };

/** `setiket.md`, Refund Ticket: by its owner. To everybody else the ticket does not exist. */
export function refundOwnTicket(ctx: UserCtx, input: RefundInput): Promise<Result> {
  return refundTicket(ctx, input, { id: input.id, owner_id: ctx.actor.id });
}

/** `setiket.md`, refund by an administrator: any ticket. */
export function refundAnyTicket(ctx: UserCtx, input: RefundInput): Promise<Result> {
  return refundTicket(ctx, input, { id: input.id });
}

/** Ticket, money, place and figures go back together, once, whoever asks at the same moment. */
async function refundTicket(
  ctx: UserCtx,
  { reason = '' }: RefundInput,
  where: { id: string; owner_id?: string },
): Promise<Result> {
  return withTransaction(ctx, async (tx) => {
    const ticket = await tx.tickets.findFirst({
      where,
      include: { event: true, ticket_type: { include: withEventPool } },
    });
    if (!ticket) throw ticketErrors.not_found();
    const { event, booking_id } = ticket;
    if (ticket.status === 'active' && event.ends_at <= ctx.clock.now()) throw bookingErrors.refund_of_past_event();
    await cancelTicket(tx, where);
    await dropTransfersOf(tx, [ticket.id], 'refunded');
    const refund = {
      booking_id,
      ticket_id: ticket.id,
      organization_id: event.organization_id,
      amount: amount(ticket.price),
      reason,
      requested_by: ctx.actor.id,
    };
    const refunded = await refundTicketPrice(tx, refund);
    const isLast = (await countLiveTickets(tx, booking_id)) === 0;
    // A booking without a ticket that admits anybody is over.
    if (isLast) await transition(tx, ctx, { id: booking_id, status: 'confirmed' }, 'cancel', reason);
    await audit(tx, {
      action: 'ticket.refunded',
      subject_type: 'ticket',
      subject_id: ticket.id,
      data: { reason, amount: refunded.toFixed() },
    });
    await enqueue(tx, ticketRefundedMail, { ticket_id: ticket.id });
    await movePlaces(tx, 'give_back', drawsOf(ticket.ticket_type, 1));
    await countRefund(tx, { event_id: event.id, tickets: 1, revenue: refunded, bookings: isLast ? 1 : 0 });
    return { message: 'Ticket refunded successfully. The amount has been added to your balance.' };
  });
}
