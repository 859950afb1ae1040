import { Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { issueCreditNoteOf } from '../invoices/index.ts';
import { post } from '../ledger/index.ts';
import { payerOf, withPayer } from './payer.ts';
import { checkoutErrors } from './payments.errors.ts';
import { refundAtProvider } from './payments.jobs.ts';
import { noteOnTimeline } from './timeline.ts';

type Payment = Prisma.paymentsGetPayload<{ include: typeof withPayer }>;

type TicketRefund = {
  booking_id: string;
  /** Null for a part of a booking that is no ticket's; always `partial`. */
  ticket_id: string | null;
  organization_id: string;
  amount: Amount;
  reason: string;
  requested_by: string | null;
  /** `ticket` when the ticket ends with it, `partial` when it stays good. */
  kind?: 'ticket' | 'partial';
  /** `skip` leaves out what the buyer's bank holds, for refunds that the bank or the provider has begun. */
  while_disputed?: 'refuse' | 'skip';
};

/**
 * Gives back what was paid for one ticket, to who paid, the way it came: to the balance at once, to a card by a job.
 * What was returned before, or was lost to the buyer's bank, is not returned twice.
 * @returns what goes back; zero when the booking was not paid
 * @throws payment.disputed while the bank has not decided: it may return the same money
 */
export async function refundTicketPrice(tx: Tx, refund: TicketRefund): Promise<Amount> {
  const { booking_id, ticket_id, kind = 'ticket', while_disputed = 'refuse' } = refund;
  const payments = await lockPayments(tx, booking_id, ticket_id);
  const before = kind === 'ticket' && ticket_id !== null ? await returnedFor(tx, ticket_id) : amount(0);
  let due = amount(0);
  for (const payment of payments) {
    const open = refund.amount.minus(before).minus(due);
    if (open.lessThanOrEqualTo(0)) break;
    if (payment.dispute_status === 'open' && while_disputed === 'refuse') throw checkoutErrors.disputed();
    const part = least(open, remainingOf(payment));
    if (part.lessThanOrEqualTo(0)) continue;
    await giveBack(tx, payment, { ...refund, kind, amount: part });
    due = due.plus(part);
  }
  return due;
}

async function returnedFor(tx: Tx, ticket_id: string): Promise<Amount> {
  const { _sum } = await tx.refunds.aggregate({ where: { ticket_id }, _sum: { amount: true } });
  return amount(_sum.amount ?? 0);
}

function least(a: Amount, b: Amount): Amount {
  return a.lessThan(b) ? a : b;
}

/** What a payment can still give back. */
function remainingOf(payment: Payment): Amount {
  const isTaken = payment.dispute_status === 'open' || payment.dispute_status === 'lost';
  const taken = isTaken ? amount(payment.disputed_amount) : amount(0);
  return amount(payment.amount).minus(amount(payment.refunded_amount)).minus(taken);
}

/**
 * The payments that a ticket's price came from, under lock: two refunds at once can't both see the same money. Those of
 * its upgrades first, the latest first: they paid for this ticket alone, the booking's own for all of its tickets.
 */
async function lockPayments(tx: Tx, booking_id: string, ticket_id: string | null): Promise<Payment[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT id FROM payments WHERE booking_id = ${booking_id}::uuid AND status = 'succeeded'
      AND (upgrade_id IS NULL OR upgrade_id IN (SELECT id FROM ticket_upgrades WHERE ticket_id = ${ticket_id}::uuid))
    ORDER BY id FOR UPDATE`);
  const payments = await tx.payments.findMany({
    where: { id: { in: rows.map((row) => row.id) } },
    include: withPayer,
    orderBy: { id: 'desc' },
  });
  return [
    ...payments.filter(({ upgrade_id }) => upgrade_id !== null),
    ...payments.filter(({ upgrade_id }) => upgrade_id === null),
  ];
}

type Return = Pick<TicketRefund, 'amount' | 'reason' | 'requested_by' | 'organization_id'> & {
  ticket_id: string | null;
  kind: 'ticket' | 'partial';
};

async function giveBack(tx: Tx, payment: Payment, order: Return): Promise<void> {
  const isAtOnce = payment.provider !== 'stripe';
  await insertRefund(tx, payment, { ...order, isAtOnce });
  await post(tx, {
    kind: 'refund',
    from: { kind: 'organization_revenue', owner_id: order.organization_id },
    to: { kind: isAtOnce ? 'user_balance' : 'refunds_due', owner_id: payerOf(payment) },
    amount: order.amount,
    currency: payment.currency,
    booking_id: payment.booking_id,
    ...(order.ticket_id !== null && { ticket_id: order.ticket_id }),
  });
}

type NewRefund = Pick<Return, 'amount' | 'reason' | 'requested_by' | 'ticket_id'> & {
  kind: 'ticket' | 'partial' | 'surplus';
  isAtOnce: boolean;
};

async function insertRefund(
  tx: Tx,
  payment: Pick<Payment, 'id' | 'provider' | 'currency'>,
  { isAtOnce, ...order }: NewRefund,
): Promise<void> {
  const now = contextOf(tx).clock.now();
  const id = newId(now.getTime());
  await tx.refunds.create({
    data: {
      id,
      payment_id: payment.id,
      ticket_id: order.ticket_id,
      kind: order.kind,
      provider: payment.provider,
      amount: order.amount.toFixed(),
      currency: payment.currency,
      status: isAtOnce ? 'succeeded' : 'pending',
      reason: order.reason,
      requested_by: order.requested_by,
      created_at: now,
      completed_at: isAtOnce ? now : null,
    },
  });
  await tx.payments.update({
    where: { id: payment.id },
    data: { refunded_amount: { increment: order.amount.toFixed() }, updated_at: now },
  });
  const kind = isAtOnce ? 'refunded' : 'refund_requested';
  await noteOnTimeline(tx, { payment_id: payment.id, kind, amount: order.amount });
  if (!isAtOnce) await enqueue(tx, refundAtProvider, { refund_id: id });
  if (order.kind !== 'surplus') await enqueue(tx, issueCreditNoteOf, { refund_id: id });
}

/**
 * Takes back refunds that were asked for, and not made, of a payment that the buyer's bank has returned: else the buyer
 * would be owed the same money twice.
 * @returns by how much the revenue grows again
 */
export async function dropPendingRefunds(tx: Tx, payment: Payment, organization_id: string): Promise<Amount> {
  const pending = await tx.refunds.findMany({ where: { payment_id: payment.id, status: 'pending' } });
  let dropped = amount(0);
  for (const { id, amount: value, ticket_id } of pending) {
    const { count } = await tx.refunds.updateMany({ where: { id, status: 'pending' }, data: { status: 'failed' } });
    if (count === 0) continue;
    const sum = amount(value);
    await tx.payments.update({
      where: { id: payment.id },
      data: { refunded_amount: { decrement: sum.toFixed() }, updated_at: contextOf(tx).clock.now() },
    });
    await post(tx, {
      kind: 'refund',
      from: { kind: 'refunds_due', owner_id: payerOf(payment) },
      to: { kind: 'organization_revenue', owner_id: organization_id },
      amount: sum,
      currency: payment.currency,
      booking_id: payment.booking_id,
      ...(ticket_id !== null && { ticket_id }),
    });
    await audit(tx, {
      action: 'refund.dropped',
      subject_type: 'refund',
      subject_id: id,
      data: { reason: 'dispute lost' },
    });
    dropped = dropped.plus(sum);
  }
  return dropped;
}

type Surplus = { payment: Payment; reason: 'came_too_late' | 'came_twice' | 'wrong_amount' };

/** All of a payment for which there is nothing to give goes back to who paid. Its row is `surplus` already. */
export async function returnSurplus(tx: Tx, { payment, reason }: Surplus): Promise<void> {
  const { id, booking_id, currency } = payment;
  const sum = amount(payment.amount);
  await post(tx, {
    kind: 'surplus',
    from: { kind: 'provider_clearing' },
    to: { kind: 'refunds_due', owner_id: payerOf(payment) },
    amount: sum,
    currency,
    booking_id,
  });
  await noteOnTimeline(tx, { payment_id: id, kind: reason, amount: sum });
  await insertRefund(tx, payment, {
    kind: 'surplus',
    amount: sum,
    reason,
    requested_by: null,
    ticket_id: null,
    isAtOnce: false,
  });
  await audit(tx, { action: 'payment.returned', subject_type: 'payment', subject_id: id, data: { reason } });
}

type External = { payment: Payment; organization_id: string; total: Amount };

/**
 * What was given back at the provider, by somebody there, without us: told apart from our own refunds by the total.
 * @returns how much that was
 */
export async function recordExternalRefund(tx: Tx, { payment, organization_id, total }: External): Promise<Amount> {
  const [row] = await tx.$queryRaw<{ refunded_amount: Prisma.Decimal }[]>(Prisma.sql`
    SELECT refunded_amount FROM payments WHERE id = ${payment.id}::uuid FOR UPDATE`);
  const sum = total.minus(amount(row!.refunded_amount));
  if (sum.lessThanOrEqualTo(0) || payment.status !== 'succeeded') return amount(0);
  const now = contextOf(tx).clock.now();
  const id = newId(now.getTime());
  await tx.refunds.create({
    data: {
      id,
      payment_id: payment.id,
      kind: 'external',
      provider: payment.provider,
      amount: sum.toFixed(),
      currency: payment.currency,
      status: 'succeeded',
      created_at: now,
      completed_at: now,
    },
  });
  await tx.payments.update({
    where: { id: payment.id },
    data: { refunded_amount: { increment: sum.toFixed() }, updated_at: now },
  });
  await post(tx, {
    kind: 'refund',
    from: { kind: 'organization_revenue', owner_id: organization_id },
    to: { kind: 'provider_clearing' },
    amount: sum,
    currency: payment.currency,
    booking_id: payment.booking_id,
  });
  await noteOnTimeline(tx, { payment_id: payment.id, kind: 'refunded', amount: sum });
  await enqueue(tx, issueCreditNoteOf, { refund_id: id });
  await audit(tx, { action: 'payment.refunded_elsewhere', subject_type: 'payment', subject_id: payment.id });
  return sum;
}
