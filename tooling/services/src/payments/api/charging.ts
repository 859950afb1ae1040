import type Stripe from 'stripe';
import { cardByLastFour, type Decline, type TestCard } from '../cards.ts';
import { PaymentsFailure } from '../failures.ts';
import { newBalanceTransaction, newCharge, newPaymentMethod } from '../objects.ts';
import { mustGet, type Work } from '../work.ts';
import { openDispute } from './disputes.ts';

type Attempt = { method: Stripe.PaymentMethod; card: TestCard; is_authenticated: boolean };

/** What came of an attempt to charge: the intent, or the refusal that the caller gets though the attempt is on record. */
export type Charged = { intent: Stripe.PaymentIntent; failure: PaymentsFailure | null };

/** Makes the payment method that a test token stands for. */
export function methodFor(work: Work, card: TestCard): Stripe.PaymentMethod {
  const method = newPaymentMethod(card, work);
  work.put('payment_methods', method);
  return method;
}

/** The test card that a payment method was made from. */
export function cardOf(method: Stripe.PaymentMethod): TestCard {
  const card = cardByLastFour(method.card?.last4 ?? method.us_bank_account?.last4 ?? '');
  if (!card) throw new Error(`${method.id} was made from no known card`);
  return card;
}

/** Asks the card for the money; with a failure, the attempt stays on record all the same. */
export function charge(work: Work, intent: Stripe.PaymentIntent, attempt: Attempt): Charged {
  const { method, card } = attempt;
  if (card.decline) return decline(work, intent, attempt, card.decline);
  const status = card.settles ? 'pending' : 'succeeded';
  const receipt_url = `${work.base_url}/receipts/${intent.id}`;
  const made = newCharge({ ...attempt, now: work.now, intent, status, receipt_url });
  work.put('charges', made);
  Object.assign(intent, {
    payment_method: method.id,
    latest_charge: made.id,
    next_action: null,
    last_payment_error: null,
  });
  if (card.settles) {
    intent.status = 'processing';
    work.put('payment_intents', intent);
    work.emit('charge.pending', made);
    work.emit('payment_intent.processing', intent);
  } else if (intent.capture_method === 'manual') {
    intent.status = 'requires_capture';
    intent.amount_capturable = intent.amount;
    work.put('payment_intents', intent);
    work.emit('charge.succeeded', made);
    work.emit('payment_intent.amount_capturable_updated', intent);
  } else {
    succeed(work, intent, made, 'charge.succeeded');
    if (card.dispute) openDispute(work, made, { reason: card.dispute });
  }
  return { intent, failure: null };
}

/** The money is there. */
export function succeed(
  work: Work,
  intent: Stripe.PaymentIntent,
  paid: Stripe.Charge,
  event: 'charge.succeeded' | 'charge.captured',
  amount = intent.amount,
): void {
  const movement = newBalanceTransaction({
    now: work.now,
    amount,
    currency: intent.currency,
    source: paid.id,
    type: paid.id.startsWith('py_') ? 'payment' : 'charge',
  });
  work.put('balance_transactions', movement);
  Object.assign(paid, {
    balance_transaction: movement.id,
    amount_captured: amount,
    captured: true,
    paid: true,
    status: 'succeeded',
  });
  work.put('charges', paid);
  Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
  work.put('payment_intents', intent);
  work.emit(event, paid);
  work.emit('payment_intent.succeeded', intent);
}

function decline(work: Work, intent: Stripe.PaymentIntent, attempt: Attempt, reason: Decline): Charged {
  const made = newCharge({ ...attempt, now: work.now, intent, status: 'failed', receipt_url: '' });
  work.put('charges', made);
  work.emit('charge.failed', made);
  return fail(work, intent, attempt.method, { ...reason, charge: made.id });
}

type Failing = Decline & { charge?: string };

/** The payment did not come about; the intent waits for another payment method. */
export function fail(
  work: Work,
  intent: Stripe.PaymentIntent,
  payment_method: Stripe.PaymentMethod,
  failing: Failing,
): Charged {
  const doc_url = `https://docs.stripe.com/error-codes/${failing.code.replaceAll('_', '-')}`;
  const error = { ...failing, doc_url, payment_method, type: 'card_error' as const };
  Object.assign(intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: error,
    ...(failing.charge !== undefined && { latest_charge: failing.charge }),
  });
  work.put('payment_intents', intent);
  work.emit('payment_intent.payment_failed', intent);
  return { intent, failure: new PaymentsFailure(402, { ...error, payment_intent: intent }) };
}

/** A debit that was on its way arrives, or does not. Nothing happens when it has been settled before. */
export function settlePayment(work: Work, intent: Stripe.PaymentIntent, outcome: 'succeeded' | 'failed'): Charged {
  const paid = mustGet(work, 'charges', String(intent.latest_charge));
  if (outcome === 'succeeded') {
    succeed(work, intent, paid, 'charge.succeeded');
    return { intent, failure: null };
  }
  const reason = { code: 'payment_method_provider_decline', message: 'The bank returned the debit.' };
  Object.assign(paid, { status: 'failed', failure_code: reason.code, failure_message: reason.message });
  work.put('charges', paid);
  work.emit('charge.failed', paid);
  const method = mustGet(work, 'payment_methods', String(intent.payment_method));
  return fail(work, intent, method, { ...reason, charge: paid.id });
}
