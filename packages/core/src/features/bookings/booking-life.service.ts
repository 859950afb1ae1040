import type { z } from 'zod';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { countSale } from '../events/index.ts';
import { inventoryErrors, movePlaces } from '../inventory/index.ts';
import { payFromBalance, refuseWhileInProgress, voidOpenPayments } from '../payments/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { requireAction } from './bookings.policy.ts';
import type { bookingActionInput, bookingStatusInput } from './bookings.schema.ts';
import { type BookingAction, isPossible } from './bookings.state.ts';
import { type BookingRow, type BookingView, bookingView, withParts } from './bookings.view.ts';
import { closeInTransaction, drawsOfBooking } from './closing.ts';
import { expireOverdue } from './expiry.ts';
import { issueTickets } from './sale.ts';
import { transition } from './transition.ts';

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
  if (action === 'pay') await refuseWhileInProgress(ctx, { booking_id: id });
  return withTransaction(ctx, async (tx) => {
    const { user_id, currency } = booking;
    const revenue = action === 'pay' ? amount(booking.total_amount) : amount(0);
    await confirmInTransaction(tx, ctx, { booking, action, revenue }, () =>
      payFromBalance(tx, {
        booking_id: id,
        user_id,
        organization_id: booking.event.organization_id,
        amount: revenue,
        currency,
      }),
    );
    await voidOpenPayments(tx, { booking_ids: [id] });
    return reread(tx, ctx, id);
  });
}

/**
 * Confirms a booking that a provider has taken the money for. One whose time was over gets its places again, if they are
 * still there.
 * @throws booking.wrong_state, booking.event_over, booking.event_closed, ticket_type.sold_out: then the money goes back
 */
export async function confirmPaidBooking(tx: Tx, ctx: Ctx, booking_id: string): Promise<void> {
  // Under lock, so that it does not expire between being read and being confirmed.
  await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${booking_id}::uuid FOR UPDATE`;
  const booking = await tx.bookings.findUnique({ where: { id: booking_id }, include: withParts });
  if (!booking) throw bookingErrors.not_found();
  if (!isPossible('settle', booking.status)) throw bookingErrors.wrong_state();
  if (booking.event.ends_at <= ctx.clock.now()) throw bookingErrors.event_over();
  await confirmInTransaction(tx, ctx, { booking, action: 'settle', revenue: amount(booking.total_amount) });
}

type Confirming = { booking: BookingRow; action: 'pay' | 'confirm' | 'settle'; revenue: Amount };

/** Booking, money, tickets, places and figures together. */
async function confirmInTransaction(
  tx: Tx,
  ctx: Ctx,
  { booking, action, revenue }: Confirming,
  pay: () => Promise<void> = async () => {},
): Promise<void> {
  await transition(tx, ctx, booking, action);
  await pay();
  const event = await tx.events.findUniqueOrThrow({
    where: { id: booking.event_id },
    select: { timezone: true, pool_id: true },
  });
  await issueTickets(tx, { booking, lines: booking.lines, timezone: event.timezone });
  const change = booking.status === 'expired' ? 'sell' : 'sell_held';
  if (!(await movePlaces(tx, change, await drawsOfBooking(tx, booking)))) throw inventoryErrors.sold_out();
  const counted = await countSale(tx, {
    event_id: booking.event_id,
    event_pool_id: event.pool_id,
    tickets: booking.quantity,
    revenue,
    bookings: 1,
  });
  if (!counted) throw bookingErrors.event_closed();
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
