import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { countRefund } from '../events/index.ts';
import { drawsOf, movePlaces, withEventPool } from '../inventory/index.ts';
import { ticketRefundedMail } from '../notifications/index.ts';
import { refundTicketPrice } from '../payments/index.ts';
import { cancelTicket, countLiveTickets, ticketErrors } from '../tickets/index.ts';
import { dropTransfersOf } from '../transfers/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import type { refundInput } from './bookings.schema.ts';
import { transition } from './transition.ts';

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

/** The first is the sentence of `setiket.md`. */
const REFUNDED = {
  balance: 'Ticket refunded successfully. The amount has been added to your balance.',
  provider: 'Ticket refunded successfully. The amount is on its way back the way it was paid.',
} as const;

async function wayBack(tx: Tx, ticket_id: string): Promise<keyof typeof REFUNDED> {
  const onItsWay = await tx.refunds.count({ where: { ticket_id, provider: { not: 'balance' } } });
  return onItsWay > 0 ? 'provider' : 'balance';
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
    await touchPasses(tx, { ticket_ids: [ticket.id], change: 'cancelled' });
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
    return { message: REFUNDED[await wayBack(tx, ticket.id)] };
  });
}
