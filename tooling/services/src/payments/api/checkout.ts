import type Stripe from 'stripe';
import type { SessionDetails } from '../book.ts';
import { cardByNumber } from '../cards.ts';
import { checkAmount } from '../currencies.ts';
import { refused } from '../failures.ts';
import { mergeMetadata, type Reader } from '../form.ts';
import { newPaymentIntent } from '../objects.ts';
import { idOf, mustGet, newId, type Work } from '../work.ts';
import { type Charged, methodFor, settlePayment } from './charging.ts';
import { authenticate, cancel, confirm, isCancellable } from './payment-intents.ts';
import { customerDetails, newSession, readLine } from './session-objects.ts';

type Session = Stripe.Checkout.Session;

const MINUTE = 60;
const DAY = 24 * 3600;

/** A page on which somebody can pay, for half an hour to a day. */
export function createSession(work: Work, params: Reader): Session {
  params.required('mode');
  params.oneOf('mode', ['payment']);
  params.oneOf('ui_mode', ['hosted', 'hosted_page']);
  const lines = params.list('line_items').map((line) => readLine(work, line));
  const [first] = lines;
  if (!first) throw refused('Missing required param: line_items.', { code: 'parameter_missing', param: 'line_items' });
  if (lines.some((line) => line.currency !== first.currency)) throw refused('All prices must be in one currency.');
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0);
  checkAmount(total, first.currency, 'line_items');
  const intent = params.group('payment_intent_data');
  const types = params.texts('payment_method_types');
  params.required('success_url');
  const id = newId('cs_test');
  const session = newSession({
    id,
    now: work.now,
    total,
    currency: first.currency,
    expires_at: readExpiry(params, work.now),
    success_url: params.url('success_url') ?? '',
    cancel_url: params.url('cancel_url') ?? null,
    client_reference_id: params.text('client_reference_id') ?? null,
    customer_email: params.text('customer_email') ?? null,
    metadata: mergeMetadata(null, params.metadata()),
    locale: params.text('locale') ?? null,
    submit_type: params.oneOf('submit_type', ['auto', 'book', 'donate', 'pay']) ?? null,
    payment_method_types: types.length > 0 ? types : ['card', 'us_bank_account'],
    url: `${work.base_url}/c/pay/${id}`,
  });
  const details: SessionDetails = {
    id,
    line_items: lines,
    intent: {
      metadata: mergeMetadata(null, intent?.metadata()),
      description: intent?.text('description') ?? null,
      receipt_email: intent?.text('receipt_email') ?? session.customer_email,
      statement_descriptor: intent?.text('statement_descriptor') ?? null,
      statement_descriptor_suffix: intent?.text('statement_descriptor_suffix') ?? null,
      capture_method: intent?.oneOf('capture_method', ['automatic', 'manual']) ?? 'automatic',
    },
  };
  work.put('sessions', session);
  work.put('session_details', details);
  return session;
}

function readExpiry(params: Reader, now: number): number {
  const at = params.whole('expires_at') ?? now + DAY;
  // Half a minute of grace, because the caller's clock and this one are two clocks.
  if (at >= now + 30 * MINUTE - 30 && at <= now + DAY + 30) return at;
  const message =
    'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.';
  throw refused(message, { param: 'expires_at' });
}

export function expireSession(work: Work, id: string): Session {
  const session = mustGet(work, 'sessions', id);
  if (session.status !== 'open') {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`;
    throw refused(message);
  }
  return expire(work, session);
}

function expire(work: Work, session: Session): Session {
  session.status = 'expired';
  session.url = null;
  work.put('sessions', session);
  const intent = work.get('payment_intents', idOf(session.payment_intent) ?? '');
  if (intent && isCancellable(intent)) cancel(work, intent, 'automatic');
  work.emit('checkout.session.expired', session);
  return session;
}

/** Ends the sessions whose time is over. */
export function expireDueSessions(work: Work): void {
  for (const { id, status, expires_at } of work.all('sessions')) {
    if (status === 'open' && expires_at <= work.now) expire(work, mustGet(work, 'sessions', id));
  }
}

/** Pays a session with a card number, as its page does. A card that wants 3-D Secure leaves it open for that step. */
export function paySession(work: Work, id: string, number: string, email?: string): Charged & { session: Session } {
  const session = mustGet(work, 'sessions', id);
  mustBeOpen(session);
  const card = cardByNumber(number);
  const intent = work.get('payment_intents', idOf(session.payment_intent) ?? '') ?? intentOf(work, session);
  session.payment_intent = intent.id;
  session.customer_details ??= customerDetails(email?.trim() || null);
  work.put('sessions', session);
  const return_url = session.url ?? '';
  const charged = confirm(work, intent, { token: methodFor(work, card).id, return_url });
  return { ...charged, session: complete(work, session, charged.intent) };
}

/** The buyer comes back from the 3-D Secure step of a session. */
export function authenticateSession(
  work: Work,
  id: string,
  outcome: 'complete' | 'fail',
): Charged & { session: Session } {
  const session = mustGet(work, 'sessions', id);
  mustBeOpen(session);
  const intent = mustGet(work, 'payment_intents', idOf(session.payment_intent) ?? '');
  const charged = authenticate(work, intent, outcome);
  return { ...charged, session: complete(work, session, charged.intent) };
}

function mustBeOpen(session: Session): void {
  if (session.status !== 'open') throw refused(`This Checkout Session is ${session.status} and cannot be paid.`);
}

function intentOf(work: Work, session: Session): Stripe.PaymentIntent {
  const { intent: data } = mustGet(work, 'session_details', session.id);
  const intent = newPaymentIntent({
    ...data,
    now: work.now,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    automatic: null,
    payment_method_types: session.payment_method_types,
  });
  work.put('payment_intents', intent);
  work.emit('payment_intent.created', intent);
  return intent;
}

/** A session is complete once its payment is made or on its way; a failed one leaves it open for another card. */
function complete(work: Work, session: Session, intent: Stripe.PaymentIntent): Session {
  const is_paid = intent.status === 'succeeded' || intent.status === 'requires_capture';
  if (!is_paid && intent.status !== 'processing') return session;
  session.status = 'complete';
  session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
  session.url = null;
  work.put('sessions', session);
  work.emit('checkout.session.completed', session);
  return session;
}

/** A debit that was on its way is settled; the session it belongs to, if any, is told too. */
export function settleIntent(work: Work, id: string, outcome: 'succeeded' | 'failed'): Stripe.PaymentIntent {
  const intent = mustGet(work, 'payment_intents', id, 'intent');
  if (intent.status !== 'processing')
    throw refused(`This PaymentIntent is ${intent.status}, so nothing is on its way.`);
  settlePayment(work, intent, outcome);
  const found = work.all('sessions').find((session) => session.payment_intent === id);
  if (!found) return intent;
  const session = mustGet(work, 'sessions', found.id);
  session.payment_status = outcome === 'succeeded' ? 'paid' : 'unpaid';
  work.put('sessions', session);
  if (outcome === 'succeeded') work.emit('checkout.session.async_payment_succeeded', session);
  else work.emit('checkout.session.async_payment_failed', session);
  return intent;
}
