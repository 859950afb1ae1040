import type { Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { amount } from '../../kernel/money.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { post } from '../ledger/index.ts';
import { payerOf, withPayer } from './payer.ts';
import { noteOnTimeline } from './timeline.ts';

/** A refund with who it is for. */
export const withPayment = {
  payment: { include: withPayer },
} as const satisfies Prisma.refundsInclude;

type Refund = Prisma.refundsGetPayload<{ include: typeof withPayment }>;

/** The provider has taken a refund: the money is on its way. Nothing happens to one that is over. */
export async function completeRefund(tx: Tx, refund: Refund, provider_ref: string): Promise<void> {
  const { count } = await tx.refunds.updateMany({
    where: { id: refund.id, status: 'pending' },
    data: { status: 'succeeded', provider_ref, completed_at: contextOf(tx).clock.now() },
  });
  if (count === 0) return;
  await post(tx, { kind: 'payout', from: dueTo(refund), to: { kind: 'provider_clearing' }, ...sumOf(refund) });
  await noteOnTimeline(tx, { payment_id: refund.payment_id, kind: 'refunded', amount: refund.amount });
  await audit(tx, { action: 'refund.completed', subject_type: 'refund', subject_id: refund.id });
}

/**
 * The provider could not return the money (a closed card, say), at once or days later: the buyer has it in the balance
 * instead. Nothing happens when it is there already.
 */
export async function refundToBalance(tx: Tx, refund: Refund, reason: string): Promise<void> {
  const { count } = await tx.refunds.updateMany({
    where: { id: refund.id, status: refund.status, provider: { not: 'balance' } },
    data: { status: 'succeeded', provider: 'balance', completed_at: contextOf(tx).clock.now() },
  });
  if (count === 0) return;
  const from = refund.status === 'pending' ? dueTo(refund) : { kind: 'provider_clearing' as const };
  const owner_id = payerOf(refund.payment);
  await post(tx, { kind: 'fallback', from, to: { kind: 'user_balance', owner_id }, ...sumOf(refund) });
  const { payment_id } = refund;
  await noteOnTimeline(tx, { payment_id, kind: 'refunded_to_balance', amount: refund.amount, detail: reason });
  await audit(tx, {
    action: 'refund.paid_to_balance',
    subject_type: 'refund',
    subject_id: refund.id,
    data: { reason },
  });
}

function dueTo(refund: Refund) {
  return { kind: 'refunds_due' as const, owner_id: payerOf(refund.payment) };
}

function sumOf({ amount: value, currency, payment, ticket_id }: Refund) {
  return {
    amount: amount(value),
    currency,
    booking_id: payment.booking_id,
    ...(ticket_id !== null && { ticket_id }),
  };
}
