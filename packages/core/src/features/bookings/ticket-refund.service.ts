import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { countRefund } from '../events/index.ts';
import { drawsOf, movePlaces, withEventPool } from '../inventory/index.ts';
import { ticketRefundedMail } from '../notifications/index.ts';
import { refundTicketPrice } from '../payments/index.ts';
import { cancelTicket, countLiveTickets, ticketErrors } from '../tickets/index.ts';
import { dropTransfersOf } from '../transfers/index.ts';
import { dropUpgradesOf } from '../upgrades/index.ts';
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

/** What ending a ticket needs beside the row itself. */
const withPlaces = { event: true, ticket_type: { include: withEventPool } } as const satisfies Prisma.ticketsInclude;

type Ticket = Prisma.ticketsGetPayload<{ include: typeof withPlaces }>;

async function refundTicket(
  ctx: UserCtx,
  { reason = '' }: RefundInput,
  where: { id: string; owner_id?: string },
): Promise<Result> {
  return withTransaction(ctx, async (tx) => {
    const ticket = await lockWithBooking(tx, where);
    if (!ticket) throw ticketErrors.not_found();
    if (ticket.status === 'active' && ticket.event.ends_at <= ctx.clock.now())
      throw bookingErrors.refund_of_past_event();
    await endTicket(tx, ctx, ticket, { where, reason, requested_by: ctx.actor.id });
    return { message: REFUNDED[await wayBack(tx, ticket.id)] };
  });
}

/**
 * Ends a ticket whose upgrade's money is gone without us: given back at the provider, or taken back by the payer's bank.
 * What else was paid for it goes back. One that was used stays used.
 */
export async function closeUnpaidTicket(tx: Tx, ctx: Ctx, id: string, reason: string): Promise<void> {
  const ticket = await lockWithBooking(tx, { id });
  if (ticket?.status !== 'active') return;
  await endTicket(tx, ctx, ticket, { where: { id }, reason, requested_by: null, while_disputed: 'skip' });
}

/** Of two refunds in one booking the second waits here: only then does one of them see that it ends the last ticket. */
async function lockWithBooking(tx: Tx, where: { id: string; owner_id?: string }): Promise<Ticket | null> {
  await tx.$queryRaw`
    SELECT id FROM bookings WHERE id = (SELECT booking_id FROM tickets WHERE id = ${where.id}::uuid) FOR UPDATE`;
  return tx.tickets.findFirst({ where, include: withPlaces });
}

type Ending = {
  where: { id: string; owner_id?: string };
  reason: string;
  requested_by: string | null;
  while_disputed?: 'skip';
};

/** Ticket, money, place and figures go back together, once, whoever asks at the same moment. */
async function endTicket(tx: Tx, ctx: Ctx, ticket: Ticket, { where, ...order }: Ending): Promise<void> {
  const { reason } = order;
  const { id, event, booking_id } = ticket;
  await cancelTicket(tx, where);
  // An upgrade may have come between reading the ticket and locking it: what it costs and where its place is are read again.
  const { price, ticket_type } = await tx.tickets.findUniqueOrThrow({ where: { id }, include: withPlaces });
  await dropTransfersOf(tx, [id], 'refunded');
  await dropUpgradesOf(tx, [id], 'refunded');
  await touchPasses(tx, { ticket_ids: [id], change: 'cancelled' });
  const refunded = await refundTicketPrice(tx, {
    booking_id,
    ticket_id: id,
    organization_id: event.organization_id,
    amount: amount(price),
    ...order,
  });
  const isLast = (await countLiveTickets(tx, booking_id)) === 0;
  // A booking without a ticket that admits anybody is over.
  if (isLast) await transition(tx, ctx, { id: booking_id, status: 'confirmed' }, 'cancel', reason);
  await audit(tx, {
    action: 'ticket.refunded',
    subject_type: 'ticket',
    subject_id: id,
    data: { reason, amount: refunded.toFixed() },
  });
  await enqueue(tx, ticketRefundedMail, { ticket_id: id });
  await movePlaces(tx, 'give_back', drawsOf(ticket_type, 1));
  await countRefund(tx, { event_id: event.id, tickets: 1, revenue: refunded, bookings: isLast ? 1 : 0 });
}
