import type Stripe from 'stripe';
import { cardByToken } from '../cards.ts';
import { checkAmount, knownCurrency } from '../currencies.ts';
import { missing, refused, wrongState } from '../failures.ts';
import { mergeMetadata, type Reader } from '../form.ts';
import { newPaymentIntent } from '../objects.ts';
import { mustGet, type Work } from '../work.ts';
import { type Charged, cardOf, charge, fail, methodFor, succeed } from './charging.ts';

type Intent = Stripe.PaymentIntent;

/** Reads what an intent is made from and, on request, confirms it in the same breath. */
export function createIntent(work: Work, params: Reader): Charged {
  const currency = knownCurrency(params.required('currency'));
  const automatic = params.group('automatic_payment_methods');
  const types = params.texts('payment_method_types');
  const allow_redirects = automatic?.oneOf('allow_redirects', ['always', 'never']) ?? 'always';
  const is_automatic = automatic?.flag('enabled') ?? types.length === 0;
  params.required('amount');
  const intent = newPaymentIntent({
    now: work.now,
    amount: checkAmount(params.whole('amount') ?? 0, currency),
    currency,
    capture_method: captureMethod(params),
    automatic: is_automatic ? { allow_redirects } : null,
    payment_method_types: types.length > 0 ? types : ['card', 'us_bank_account'],
    description: params.text('description') ?? null,
    metadata: mergeMetadata(null, params.metadata()),
    receipt_email: params.text('receipt_email') ?? null,
    statement_descriptor: params.text('statement_descriptor') ?? null,
    statement_descriptor_suffix: params.text('statement_descriptor_suffix') ?? null,
  });
  const token = params.text('payment_method');
  if (token !== undefined) {
    intent.payment_method = methodByToken(work, token).id;
    intent.status = 'requires_confirmation';
  }
  const confirms = params.flag('confirm') ?? false;
  const options = confirmOptions(params);
  work.put('payment_intents', intent);
  work.emit('payment_intent.created', intent);
  return confirms ? confirm(work, intent, options) : { intent, failure: null };
}

function captureMethod(params: Reader): 'automatic' | 'manual' {
  const asked = params.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']);
  return asked === 'manual' ? 'manual' : 'automatic';
}

/** Changes what may change before the money moves. */
export function updateIntent(work: Work, id: string, params: Reader): Intent {
  const intent = mustGet(work, 'payment_intents', id, 'intent');
  const amount = params.whole('amount');
  if (amount !== undefined) {
    if (!OPEN.has(intent.status)) {
      throw wrongState(
        `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}.`,
        intent,
      );
    }
    intent.amount = checkAmount(amount, intent.currency);
  }
  intent.metadata = mergeMetadata(intent.metadata, params.metadata());
  if (params.has('description')) intent.description = params.text('description') ?? null;
  if (params.has('receipt_email')) intent.receipt_email = params.text('receipt_email') ?? null;
  const token = params.text('payment_method');
  if (token !== undefined) {
    intent.payment_method = methodByToken(work, token).id;
    intent.status = 'requires_confirmation';
  }
  work.put('payment_intents', intent);
  return intent;
}

/** States in which nothing has been taken yet and nothing is on its way. */
const OPEN = new Set<string>(['requires_payment_method', 'requires_confirmation', 'requires_action']);

export type ConfirmOptions = {
  token?: string | undefined;
  return_url?: string | undefined;
  is_off_session?: boolean | undefined;
  refuses_action?: boolean | undefined;
};

function confirmOptions(params: Reader): ConfirmOptions {
  return {
    return_url: params.url('return_url'),
    is_off_session: params.flag('off_session'),
    refuses_action: params.flag('error_on_requires_action'),
  };
}

export function confirmIntent(work: Work, id: string, params: Reader): Charged {
  const intent = mustGet(work, 'payment_intents', id, 'intent');
  const token = params.text('payment_method');
  return confirm(work, intent, { token, ...confirmOptions(params) });
}

/** Tries to take the money, or sends the buyer to the 3-D Secure page when the card asks for that. */
export function confirm(work: Work, intent: Intent, options: ConfirmOptions): Charged {
  if (!OPEN.has(intent.status)) {
    const message = `This PaymentIntent's status is ${intent.status}, which does not allow confirmation.`;
    throw wrongState(message, intent);
  }
  const { token, return_url } = options;
  const reference = token ?? (intent.payment_method as string | null);
  if (!reference) {
    const message = 'You cannot confirm this PaymentIntent because it is missing a payment method.';
    throw wrongState(message, intent);
  }
  const method = methodByToken(work, reference);
  const card = cardOf(method);
  if (intent.automatic_payment_methods?.allow_redirects === 'always' && return_url === undefined) {
    const message =
      'This PaymentIntent accepts payment methods that may redirect your customer, so a `return_url` must be provided.';
    throw refused(message, { payment_intent: intent });
  }
  intent.payment_method = method.id;
  if (!card.needs_authentication) return charge(work, intent, { method, card, is_authenticated: false });
  if (options.is_off_session || options.refuses_action) {
    const message = 'Your card was declined. This transaction requires authentication.';
    const code = options.is_off_session ? 'authentication_required' : 'payment_intent_authentication_failure';
    return fail(work, intent, method, { code, decline_code: 'authentication_required', message });
  }
  const url = `${work.base_url}/3ds/${intent.client_secret}`;
  intent.next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: return_url ?? null } };
  intent.status = 'requires_action';
  work.put('payment_intents', intent);
  work.emit('payment_intent.requires_action', intent);
  return { intent, failure: null };
}

/** The buyer has passed, or failed, the 3-D Secure step. */
export function authenticate(work: Work, intent: Intent, outcome: 'complete' | 'fail'): Charged {
  if (intent.status !== 'requires_action') {
    throw wrongState(`This PaymentIntent waits for no authentication; it has a status of ${intent.status}.`, intent);
  }
  const method = mustGet(work, 'payment_methods', String(intent.payment_method));
  if (outcome === 'complete') return charge(work, intent, { method, card: cardOf(method), is_authenticated: true });
  const message =
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.';
  return fail(work, intent, method, { code: 'payment_intent_authentication_failure', message });
}

/** Takes what was held, or a part of it; the rest is let go. */
export function captureIntent(work: Work, id: string, params: Reader): Intent {
  const intent = mustGet(work, 'payment_intents', id, 'intent');
  const amount = params.whole('amount_to_capture') ?? intent.amount_capturable;
  if (intent.status !== 'requires_capture') {
    const message = `This PaymentIntent could not be captured because it has a status of ${intent.status}.`;
    throw wrongState(message, intent);
  }
  if (amount < 1 || amount > intent.amount_capturable) {
    const message = `The amount (${amount}) is greater than what can be captured (${intent.amount_capturable}).`;
    throw refused(message, { code: 'amount_too_large', param: 'amount_to_capture' });
  }
  succeed(work, intent, mustGet(work, 'charges', String(intent.latest_charge)), 'charge.captured', amount);
  return intent;
}

const CANCELLABLE = new Set<string>([...OPEN, 'requires_capture']);
const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'] as const;

export function cancelIntent(work: Work, id: string, params: Reader): Intent {
  const intent = mustGet(work, 'payment_intents', id, 'intent');
  return cancel(work, intent, params.oneOf('cancellation_reason', REASONS) ?? null);
}

/** Ends an intent; what was held for it is let go. */
export function cancel(work: Work, intent: Intent, reason: Intent['cancellation_reason']): Intent {
  if (!CANCELLABLE.has(intent.status)) {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`;
    throw wrongState(message, intent);
  }
  Object.assign(intent, {
    status: 'canceled',
    canceled_at: work.now,
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  });
  work.put('payment_intents', intent);
  work.emit('payment_intent.canceled', intent);
  return intent;
}

/** Whether somebody may still pay it, or end it. */
export function isCancellable(intent: Intent): boolean {
  return CANCELLABLE.has(intent.status);
}

/** A payment method that exists, or the one that a test token stands for. */
function methodByToken(work: Work, token: string): Stripe.PaymentMethod {
  const existing = work.get('payment_methods', token);
  if (existing) return existing;
  if (!/^pm_[a-z]/.test(token)) throw missing('PaymentMethod', token, 'payment_method');
  return methodFor(work, cardByToken(token));
}
