import { audit } from '../../kernel/audit.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import type { Amount } from '../../kernel/money.ts';
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
