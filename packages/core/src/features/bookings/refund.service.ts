import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { countRefund } from '../events/index.ts';
import { giveBackSold } from '../inventory/index.ts';
import { ticketRefundedMail } from '../notifications/index.ts';
import { refundTicketPrice } from '../payments/index.ts';
import { cancelTicket, countLiveTickets, ticketErrors } from '../tickets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import type { refundInput } from './bookings.schema.ts';
import { bookingTransitions } from './bookings.state.ts';
import { drawsOf } from './purchase.service.ts';

type RefundInput = z.output<typeof refundInput>;
type Result = { message: string };

/** `setiket.md`, Refund Ticket: by its owner. To everybody else the ticket does not exist. */
export function refundOwnTicket(ctx: UserCtx, input: RefundInput): Promise<Result> {
  return refund(ctx, input, { id: input.id, owner_id: ctx.actor.id });
}

/** `setiket.md`, refund by an administrator: any ticket. */
export function refundAnyTicket(ctx: UserCtx, input: RefundInput): Promise<Result> {
  return refund(ctx, input, { id: input.id });
}

/** Ticket, money, place and figures go back together, once, whoever asks at the same moment. */
async function refund(
  ctx: UserCtx,
  { reason = '' }: RefundInput,
  where: { id: string; owner_id?: string },
): Promise<Result> {
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const ticket = await tx.tickets.findFirst({ where, include: { event: true, ticket_type: true } });
    if (!ticket) throw ticketErrors.not_found();
    const { event, booking_id } = ticket;
    if (ticket.status === 'active' && event.ends_at <= now) throw bookingErrors.refund_of_past_event();
    await cancelTicket(tx, where);
    const refunded = await refundTicketPrice(tx, {
      booking_id,
      ticket_id: ticket.id,
      organization_id: event.organization_id,
      amount: amount(ticket.price),
      reason,
      requested_by: ctx.actor.id,
    });
    const isLast = await closeEmptyBooking(tx, booking_id, now);
    await audit(tx, {
      action: 'ticket.refunded',
      subject_type: 'ticket',
      subject_id: ticket.id,
      data: { reason, amount: refunded.toFixed() },
    });
    await enqueue(tx, ticketRefundedMail, { ticket_id: ticket.id });
    await giveBackSold(tx, drawsOf({ pool_id: ticket.ticket_type.pool_id, event }));
    await countRefund(tx, { event_id: event.id, tickets: 1, revenue: refunded, bookings: isLast ? 1 : 0 });
    return { message: 'Ticket refunded successfully. The amount has been added to your balance.' };
  });
}

/** A booking without a ticket that admits anybody is over. */
async function closeEmptyBooking(tx: Tx, id: string, now: Date): Promise<boolean> {
  if ((await countLiveTickets(tx, id)) > 0) return false;
  const { from, to } = bookingTransitions.cancel;
  const { count } = await tx.bookings.updateMany({
    where: { id, status: { in: [...from] } },
    data: { status: to, expires_at: null, closed_at: now, updated_at: now },
  });
  return count > 0;
}
