import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount, digitsProblem, moneyString } from '../../kernel/money.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { bookingErrors, cancelBooking, getBooking, refundAnyTicket } from '../bookings/index.ts';
import { countRefund } from '../events/index.ts';
import { invoiceMail, partialRefundMail, ticketsAgainMail } from '../notifications/index.ts';
import { refundTicketPrice } from '../payments/index.ts';
import { lockTickets, ticketErrors } from '../tickets/index.ts';
import { boxOfficeErrors } from './box-office.errors.ts';
import type { resendInput, resendOutput, staffRefundInput, staffRefundOutput } from './box-office.schema.ts';

type RefundInput = z.output<typeof staffRefundInput>;
type ResendInput = z.output<typeof resendInput>;

/** What staff were asked about: a ticket of an order, or the order. */
type About = { booking_id: string; ticket_id: string | undefined };

async function findOrder(ctx: UserCtx, input: ResendInput): Promise<About> {
  const { ticket_id } = input;
  const booking_id = input.booking_id ?? input.order_id;
  if (ticket_id !== undefined) {
    const ticket = await ctx.db.tickets.findUnique({ where: { id: ticket_id }, select: { booking_id: true } });
    if (!ticket || (booking_id !== undefined && booking_id !== ticket.booking_id)) throw ticketErrors.not_found();
    return { booking_id: ticket.booking_id, ticket_id };
  }
  if (booking_id === undefined) throw fieldError('booking_id', 'This field is required.');
  const booking = await ctx.db.bookings.findUnique({ where: { id: booking_id }, select: { id: true } });
  if (!booking) throw bookingErrors.not_found();
  return { booking_id, ticket_id: undefined };
}

/**
 * `oc-mena.md`, Process refund: a ticket or a whole order ends, and what was paid goes back the way it came; with `amount` a
 * part of it goes back, and the tickets stay good.
 * @throws ticket.*, booking.*, box_office.refund_too_much, request.invalid
 */
export async function staffRefund(ctx: UserCtx, input: RefundInput): Promise<unknown> {
  const about = await findOrder(ctx, input);
  const { reason } = input;
  if (input.amount !== undefined) return refundPart(ctx, about, { amount: input.amount, reason });
  if (about.ticket_id !== undefined) return refundAnyTicket(ctx, { id: about.ticket_id, reason });
  const { status } = await ctx.db.bookings.findUniqueOrThrow({ where: { id: about.booking_id } });
  if (status !== 'confirmed') throw bookingErrors.wrong_state(`A booking that is ${status} can’t be refunded.`);
  return cancelBooking(ctx, { id: about.booking_id, reason });
}

type Part = { amount: string; reason: string };

async function refundPart(ctx: UserCtx, { booking_id, ticket_id }: About, wish: Part): Promise<{ booking_id: string }> {
  const booking = await ctx.db.bookings.findUniqueOrThrow({ where: { id: booking_id }, include: { event: true } });
  const { event, currency } = booking;
  const problem = digitsProblem(wish.amount, currency);
  if (problem) throw fieldError('amount', problem);
  const part = { amount: amount(wish.amount), reason: wish.reason };
  if (part.amount.lessThanOrEqualTo(0)) throw fieldError('amount', 'This value must be more than 0.');
  if (event.ends_at <= ctx.clock.now()) throw bookingErrors.refund_of_past_event();
  return withTransaction(ctx, async (tx) => {
    // Whoever cancels or uses a ticket at this moment either comes first, which is seen here, or waits.
    const live = await tx.tickets.findMany({
      where: { booking_id, ...(ticket_id !== undefined && { id: ticket_id }) },
    });
    await lockTickets(tx, { ids: live.map(({ id }) => id), codes: [] });
    if (ticket_id === undefined) await requireConfirmed(tx, booking_id);
    else await requirePartLeft(tx, ticket_id, part.amount);
    const returned = await refundTicketPrice(tx, {
      booking_id,
      ticket_id: ticket_id ?? null,
      organization_id: event.organization_id,
      amount: part.amount,
      reason: part.reason,
      requested_by: ctx.actor.id,
      kind: 'partial',
    });
    if (!returned.equals(part.amount)) throw boxOfficeErrors.refund_too_much();
    await audit(tx, {
      action: 'booking.partly_refunded',
      subject_type: 'booking',
      subject_id: booking_id,
      data: { amount: returned.toFixed(), reason: part.reason, ticket_id: ticket_id ?? null },
    });
    await enqueue(tx, partialRefundMail, { booking_id, amount: returned.toFixed(), reason: part.reason });
    await countRefund(tx, { event_id: event.id, tickets: 0, revenue: returned, bookings: 0 });
    return { booking_id };
  });
}

type Inside = Parameters<Parameters<typeof withTransaction>[1]>[0];

async function requireConfirmed(tx: Inside, id: string): Promise<void> {
  const { status } = await tx.bookings.findUniqueOrThrow({ where: { id } });
  if (status !== 'confirmed') throw bookingErrors.wrong_state(`A booking that is ${status} can’t be refunded.`);
}

/** A ticket gives back no more than it cost, however much there is of what was paid for the others. */
async function requirePartLeft(tx: Inside, id: string, part: Amount): Promise<void> {
  const ticket = await tx.tickets.findUniqueOrThrow({ where: { id } });
  if (ticket.status === 'used') throw ticketErrors.already_used();
  if (ticket.status === 'cancelled') throw ticketErrors.already_refunded();
  const { _sum } = await tx.refunds.aggregate({ where: { ticket_id: id }, _sum: { amount: true } });
  const left = amount(ticket.price).minus(amount(_sum.amount ?? 0));
  if (part.greaterThan(left)) throw boxOfficeErrors.refund_too_much();
}

export async function presentRefund(
  ctx: UserCtx,
  _answer: unknown,
  input: RefundInput,
): Promise<z.output<typeof staffRefundOutput>> {
  const { booking_id } = await findOrder(ctx, input);
  const booking = await getBooking(ctx, { id: booking_id });
  const { _sum } = await ctx.db.payments.aggregate({
    where: { booking_id, status: 'succeeded' },
    _sum: { refunded_amount: true },
  });
  return {
    message: 'Refunded successfully. The money goes back the way it was paid.',
    refunded_amount: moneyString(_sum.refunded_amount ?? 0, booking.currency),
    booking,
  };
}

/**
 * `oc-mena.md`, Resend tickets: each to who has it now, with the QR that is good now.
 * @throws box_office.nothing_to_send
 */
export async function resendTickets(ctx: UserCtx, input: ResendInput): Promise<z.output<typeof resendOutput>> {
  const { booking_id, ticket_id } = await findOrder(ctx, input);
  return withTransaction(ctx, async (tx) => {
    const owners = await tx.tickets.findMany({
      where: { booking_id, status: 'active', ...(ticket_id !== undefined && { id: ticket_id }) },
      select: { owner_id: true },
      distinct: ['owner_id'],
    });
    if (owners.length === 0) throw boxOfficeErrors.nothing_to_send();
    for (const { owner_id } of owners)
      await enqueue(tx, ticketsAgainMail, { booking_id, owner_id, ...(ticket_id !== undefined && { ticket_id }) });
    await audit(tx, {
      action: 'booking.tickets_resent',
      subject_type: 'booking',
      subject_id: booking_id,
      data: { ticket_id: ticket_id ?? null },
    });
    return { detail: 'The tickets are on their way.' };
  });
}

/**
 * `oc-mena.md`, Resend invoice: to who booked.
 * @throws box_office.not_confirmed
 */
export async function resendInvoice(ctx: UserCtx, input: ResendInput): Promise<z.output<typeof resendOutput>> {
  const { booking_id } = await findOrder(ctx, input);
  return withTransaction(ctx, async (tx) => {
    const { confirmed_at } = await tx.bookings.findUniqueOrThrow({ where: { id: booking_id } });
    if (confirmed_at === null) throw boxOfficeErrors.not_confirmed();
    await enqueue(tx, invoiceMail, { booking_id });
    await audit(tx, { action: 'booking.invoice_resent', subject_type: 'booking', subject_id: booking_id });
    return { detail: 'The invoice is on its way.' };
  });
}
