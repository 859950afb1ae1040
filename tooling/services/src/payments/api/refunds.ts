import type Stripe from 'stripe';
import { missing, refused } from '../failures.ts';
import { mergeMetadata, type Reader } from '../form.ts';
import { newBalanceTransaction, newRefund } from '../objects.ts';
import { idOf, mustGet, type Work } from '../work.ts';
import { cardOf } from './charging.ts';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

/** Gives back all that is left of a charge, or a part; never more than was taken. */
export function createRefund(work: Work, params: Reader): Stripe.Refund {
  const charge = chargeToRefund(work, params.text('charge'), params.text('payment_intent'));
  const left = charge.amount_captured - charge.amount_refunded;
  if (
    charge.disputed &&
    work.all('disputes').some((dispute) => dispute.charge === charge.id && dispute.status !== 'won')
  ) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
    throw refused(message, { code: 'charge_disputed' });
  }
  if (left <= 0) throw refused(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const amount = params.whole('amount') ?? left;
  if (amount < 1) throw refused('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`;
    throw refused(message, { param: 'amount' });
  }
  const { refund: manner } = cardOf(mustGet(work, 'payment_methods', String(charge.payment_method)));
  const refund = newRefund({
    now: work.now,
    charge,
    amount,
    status: manner === 'pending' ? 'pending' : 'succeeded',
    reason: params.oneOf('reason', REASONS) ?? null,
    metadata: mergeMetadata(null, params.metadata()),
  });
  const { id: source, currency } = refund;
  const movement = newBalanceTransaction({ now: work.now, amount: -amount, currency, source, type: 'refund' });
  work.put('balance_transactions', movement);
  refund.balance_transaction = movement.id;
  work.put('refunds', refund);
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  work.put('charges', charge);
  work.emit('refund.created', refund);
  work.emit('charge.refunded', charge);
  return refund;
}

function chargeToRefund(work: Work, charge_id: string | undefined, intent_id: string | undefined): Stripe.Charge {
  if (charge_id !== undefined) return mustGet(work, 'charges', charge_id, 'charge');
  if (intent_id === undefined) {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.';
    throw refused(message, { code: 'parameter_missing' });
  }
  const intent = work.get('payment_intents', intent_id);
  if (!intent) throw missing('payment_intent', intent_id, 'payment_intent');
  const charge = work.get('charges', idOf(intent.latest_charge) ?? '');
  if (charge?.captured) return charge;
  throw refused('This PaymentIntent does not have a successful charge to refund.', { code: 'charge_not_refundable' });
}

export function updateRefund(work: Work, id: string, params: Reader): Stripe.Refund {
  const refund = mustGet(work, 'refunds', id);
  refund.metadata = mergeMetadata(refund.metadata, params.metadata());
  work.put('refunds', refund);
  work.emit('refund.updated', refund);
  return refund;
}

/** A refund that was on its way arrives; or it, or one that seemed to have arrived, comes back. */
export function settleRefund(work: Work, id: string, outcome: 'succeeded' | 'failed'): Stripe.Refund {
  const refund = mustGet(work, 'refunds', id);
  const charge = mustGet(work, 'charges', idOf(refund.charge) ?? '');
  if (refund.status === outcome || refund.status === 'failed' || refund.status === 'canceled') return refund;
  refund.status = outcome;
  if (outcome === 'failed') {
    const { amount, currency } = refund;
    const back = newBalanceTransaction({ now: work.now, amount, currency, source: refund.id, type: 'refund_failure' });
    work.put('balance_transactions', back);
    Object.assign(refund, { failure_reason: 'lost_or_stolen_card', failure_balance_transaction: back.id });
    charge.amount_refunded -= amount;
    charge.refunded = false;
    work.put('charges', charge);
  }
  work.put('refunds', refund);
  if (outcome === 'failed') work.emit('refund.failed', refund);
  work.emit('refund.updated', refund);
  return refund;
}
