import { Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import type { Amount } from '../../kernel/money.ts';
import { type Part, rowsOf } from '../../kernel/rows.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { post } from '../ledger/index.ts';
import { cancelAtProvider } from './payments.jobs.ts';
import { noteOnTimeline } from './timeline.ts';

type Payment = {
  booking_id: string;
  /** What it pays for, where that is not the booking itself. */
  upgrade_id?: string;
  user_id: string;
  organization_id: string;
  amount: Amount;
  currency: string;
};

/**
 * Pays a booking, or the upgrade of one of its tickets, from somebody's balance. What is free is not paid.
 * @throws payment.insufficient_balance
 */
export async function payFromBalance(tx: Tx, payment: Payment): Promise<void> {
  if (payment.amount.isZero()) return;
  const now = contextOf(tx).clock.now();
  const { booking_id, currency } = payment;
  await post(tx, {
    kind: 'sale',
    from: { kind: 'user_balance', owner_id: payment.user_id },
    to: { kind: 'organization_revenue', owner_id: payment.organization_id },
    amount: payment.amount,
    currency,
    booking_id,
  });
  await tx.payments.create({
    data: {
      id: newId(now.getTime()),
      booking_id,
      upgrade_id: payment.upgrade_id ?? null,
      provider: 'balance',
      status: 'succeeded',
      amount: payment.amount.toFixed(),
      currency,
      succeeded_at: now,
      created_at: now,
      updated_at: now,
    },
  });
}

type BalancePayment = { booking_id: string; amount: Amount; currency: string };

const COLUMNS = {
  id: 'uuid',
  booking_id: 'uuid',
  provider: 'payment_provider',
  status: 'payment_status',
  amount: 'numeric',
  refunded_amount: 'numeric',
  disputed_amount: 'numeric',
  currency: 'text',
  succeeded_at: 'timestamptz',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const;

/** What was paid from balances, for many bookings at once; the ledger moves the money in the same statement. */
export function insertBalancePayments(payments: readonly BalancePayment[], now: Date): Part {
  const at = now.toISOString();
  const rows = payments.map(({ booking_id, amount, currency }) => ({
    id: newId(now.getTime()),
    booking_id,
    provider: 'balance',
    status: 'succeeded',
    amount: amount.toFixed(),
    refunded_amount: 0,
    disputed_amount: 0,
    currency,
    succeeded_at: at,
    created_at: at,
    updated_at: at,
  }));
  return { name: 'new_payments', sql: Prisma.sql`INSERT INTO payments ${rowsOf(COLUMNS, rows)}` };
}

/** Ends a payment of which nothing was captured, here and at its provider; false when it is in any other state. */
export async function voidPayment(tx: Tx, id: string, status: 'voided' | 'failed'): Promise<boolean> {
  const { count } = await tx.payments.updateMany({
    where: { id, status: { in: ['pending', 'failed'] } },
    data: { status, updated_at: contextOf(tx).clock.now() },
  });
  if (count === 0) return false;
  await audit(tx, { action: `payment.${status}`, subject_type: 'payment', subject_id: id });
  if (status === 'voided') {
    await noteOnTimeline(tx, { payment_id: id, kind: 'voided' });
    await enqueue(tx, cancelAtProvider, { payment_id: id });
  }
  return true;
}

/** Says of a booking that it was given away: a payment of nothing, so that every list tells a comp from a free ticket. */
export async function recordComp(tx: Tx, { booking_id, currency }: Pick<Payment, 'booking_id' | 'currency'>) {
  const now = contextOf(tx).clock.now();
  await tx.payments.create({
    data: {
      id: newId(now.getTime()),
      booking_id,
      provider: 'comp',
      status: 'succeeded',
      amount: '0',
      currency,
      succeeded_at: now,
      created_at: now,
      updated_at: now,
    },
  });
}
