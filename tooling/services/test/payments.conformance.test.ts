import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Payments, startPayments } from '../src/index.ts';
import { clientOf, refusalOf } from './payments-client.ts';

/**
 * What holds of Stripe, and so has to hold of its stand-in. It is run against the stand-in, and against Stripe itself, in
 * test mode, where STRIPE_SECRET_KEY is a test key of theirs and no STRIPE_API_BASE says that it is another stand-in's.
 */
const KEY = process.env.STRIPE_SECRET_KEY ?? '';
const HAS_STRIPE = KEY.startsWith('sk_test_') && !process.env.STRIPE_API_BASE;

const RETURN_URL = 'https://shop.setiket.test/back';
const paid = { payment_method: 'pm_card_visa', confirm: true, return_url: RETURN_URL } as const;
const session = (): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  client_reference_id: 'order-9',
  customer_email: 'ana@setiket.test',
  line_items: [
    { price_data: { currency: 'idr', unit_amount: 15_000_000, product_data: { name: 'Kursi' } }, quantity: 2 },
    { price_data: { currency: 'idr', unit_amount: 5_000_000, product_data: { name: 'Berdiri' } }, quantity: 1 },
  ],
  success_url: 'https://shop.setiket.test/paid?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://shop.setiket.test/cancelled',
  expires_at: Math.floor(Date.now() / 1000) + 31 * 60,
  metadata: { booking: 'b-9' },
  payment_intent_data: { metadata: { booking: 'b-9' }, description: 'Two chairs' },
});

function conformance(connect: () => Stripe): void {
  let stripe: Stripe;
  beforeAll(() => {
    stripe = connect();
  });

  test('a payment that waits for a card, and one that is paid at once', async () => {
    const waiting = await stripe.paymentIntents.create({ amount: 1099, currency: 'EUR', metadata: { order: 'o1' } });
    expect(waiting).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: 1099,
      currency: 'eur',
      metadata: { order: 'o1' },
      livemode: false,
      latest_charge: null,
    });
    expect(waiting.client_secret).toContain(`${waiting.id}_secret_`);
    const done = await stripe.paymentIntents.confirm(waiting.id, {
      payment_method: 'pm_card_visa',
      return_url: RETURN_URL,
    });
    expect(done).toMatchObject({ status: 'succeeded', amount_received: 1099, last_payment_error: null });
    expect(await stripe.charges.retrieve(String(done.latest_charge))).toMatchObject({
      paid: true,
      captured: true,
      status: 'succeeded',
      amount: 1099,
      payment_intent: done.id,
      payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
    });
  });

  test.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
  ])('%s is declined, and the attempt is on record', async (payment_method, code, decline_code) => {
    const refusal = await refusalOf(
      stripe.paymentIntents.create({ amount: 2000, currency: 'usd', ...paid, payment_method }),
    );
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(refusal).toMatchObject({ code, statusCode: 402, ...(decline_code && { decline_code }) });
    const intent = refusal.payment_intent;
    if (!intent) throw new Error('The refusal names no payment.');
    const kept = await stripe.paymentIntents.retrieve(intent.id);
    expect(kept).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code, type: 'card_error' } });
    const again = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      return_url: RETURN_URL,
    });
    expect(again.status).toBe('succeeded');
  });

  test('a card that asks for 3-D Secure leads to a page', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      ...paid,
      payment_method: 'pm_card_authenticationRequired',
    });
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: RETURN_URL } },
    });
    expect(intent.next_action?.redirect_to_url?.url).toMatch(/^https?:/);
  });

  test('manual capture takes a part and lets go of the rest', async () => {
    const held = await stripe.paymentIntents.create({
      amount: 3000,
      currency: 'eur',
      capture_method: 'manual',
      ...paid,
    });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 3000, amount_received: 0 });
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 2000 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_received: 2000, amount_capturable: 0 });
  });

  test('a cancelled payment cannot be confirmed, nor a paid one cancelled', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const cancelled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' });
    expect(cancelled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const confirm = stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      return_url: RETURN_URL,
    });
    expect(await refusalOf(confirm)).toMatchObject({ code: 'payment_intent_unexpected_state', statusCode: 400 });
    const done = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', ...paid });
    expect(await refusalOf(stripe.paymentIntents.cancel(done.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  test('changing a payment: its amount while it is open, its metadata key by key', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', metadata: { a: '1', b: '2' } });
    const changed = await stripe.paymentIntents.update(intent.id, { amount: 700, metadata: { b: '', c: '3' } });
    expect(changed).toMatchObject({ amount: 700, metadata: { a: '1', c: '3' } });
    expect(changed.metadata).not.toHaveProperty('b');
  });

  test('refunds: a part, the rest, and never more than was paid', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...paid });
    const part = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 400,
      reason: 'requested_by_customer',
      metadata: { ticket: 't1' },
    });
    expect(part).toMatchObject({ amount: 400, status: 'succeeded', currency: 'eur', metadata: { ticket: 't1' } });
    const too_much = await refusalOf(stripe.refunds.create({ payment_intent: intent.id, amount: 700 }));
    expect(too_much).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(too_much.message).toMatch(/greater than unrefunded amount/);
    expect((await stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(600);
    expect(await refusalOf(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      code: 'charge_already_refunded',
    });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true });
    const list = await stripe.refunds.list({ payment_intent: intent.id });
    expect(list.data.map((refund) => refund.amount)).toEqual([600, 400]);
    expect(await stripe.refunds.retrieve(part.id)).toMatchObject({ id: part.id, charge: charge.id });
  });

  test('a payment that was never made cannot be refunded', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
    const refusal = await refusalOf(stripe.refunds.create({ payment_intent: intent.id }));
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  });

  test('the same idempotency key: the same answer, and a refusal for another request', async () => {
    const idempotencyKey = `conformance-${Date.now()}-${Math.random()}`;
    const first = await stripe.paymentIntents.create({ amount: 700, currency: 'eur' }, { idempotencyKey });
    const second = await stripe.paymentIntents.create({ currency: 'eur', amount: 700 }, { idempotencyKey });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    const other = await refusalOf(stripe.paymentIntents.create({ amount: 800, currency: 'eur' }, { idempotencyKey }));
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  test('a decline is replayed too, without a second attempt', async () => {
    const idempotencyKey = `conformance-${Date.now()}-${Math.random()}`;
    const create = () =>
      refusalOf(
        stripe.paymentIntents.create(
          { amount: 700, currency: 'eur', ...paid, payment_method: 'pm_card_visa_chargeDeclined' },
          { idempotencyKey },
        ),
      );
    const [first, second] = [await create(), await create()];
    expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
    expect(second.code).toBe('card_declined');
  });

  test('what does not exist, what is missing, what is wrong', async () => {
    expect(await refusalOf(stripe.paymentIntents.retrieve('pi_nothing'))).toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
      type: 'StripeInvalidRequestError',
    });
    const create = (params: object) =>
      refusalOf(stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams));
    expect(await create({ currency: 'eur' })).toMatchObject({ code: 'parameter_missing', param: 'amount' });
    expect(await create({ amount: 0, currency: 'eur' })).toMatchObject({ type: 'StripeInvalidRequestError' });
    expect(await create({ amount: 1, currency: 'usd' })).toMatchObject({ code: 'amount_too_small' });
    expect(await create({ amount: 100_000_000, currency: 'usd' })).toMatchObject({ code: 'amount_too_large' });
    expect(await create({ amount: 1000, currency: 'xyz' })).toMatchObject({ param: 'currency' });
    expect(await create({ amount: 1000, currency: 'eur', colour: 'red' })).toMatchObject({ code: 'parameter_unknown' });
    expect(await create({ amount: 1000, currency: 'eur', payment_method: 'pm_nothing', confirm: true })).toMatchObject({
      code: 'resource_missing',
    });
  });

  test('currencies with none, two and three decimals', async () => {
    for (const [currency, amount] of [
      ['jpy', 1500],
      ['idr', 150_000_00],
      ['kwd', 1250],
    ] as const) {
      const intent = await stripe.paymentIntents.create({ amount, currency, ...paid });
      expect(intent).toMatchObject({ amount_received: amount, currency, status: 'succeeded' });
    }
    const odd = await refusalOf(stripe.paymentIntents.create({ amount: 1255, currency: 'kwd' }));
    expect(odd).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  });

  test('a checkout session: its lines, its sum, its page, and its end', async () => {
    const made = await stripe.checkout.sessions.create(session());
    expect(made).toMatchObject({
      amount_total: 35_000_000,
      currency: 'idr',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      client_reference_id: 'order-9',
      metadata: { booking: 'b-9' },
      mode: 'payment',
    });
    expect(made.url).toMatch(/^https?:/);
    const lines = await stripe.checkout.sessions.listLineItems(made.id);
    expect(lines.data.map((line) => [line.description, line.quantity, line.amount_total])).toEqual([
      ['Kursi', 2, 30_000_000],
      ['Berdiri', 1, 5_000_000],
    ]);
    const expanded = await stripe.checkout.sessions.retrieve(made.id, { expand: ['line_items'] });
    expect(expanded.line_items?.data).toHaveLength(2);
    expect(await stripe.checkout.sessions.expire(made.id)).toMatchObject({ status: 'expired', url: null });
    expect(await refusalOf(stripe.checkout.sessions.expire(made.id))).toMatchObject({ statusCode: 400 });
  });

  test('a session lives for half an hour to a day', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const expires_at of [now + 10 * 60, now + 25 * 3600]) {
      const refusal = await refusalOf(stripe.checkout.sessions.create({ ...session(), expires_at }));
      expect(refusal).toMatchObject({ param: 'expires_at' });
    }
  });

  test('expanding what an answer only names', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      ...paid,
      expand: ['latest_charge.balance_transaction', 'payment_method'],
    });
    expect(intent.latest_charge).toMatchObject({
      object: 'charge',
      balance_transaction: { object: 'balance_transaction' },
    });
    expect(intent.payment_method).toMatchObject({ object: 'payment_method', card: { last4: '4242' } });
    const refusal = await refusalOf(stripe.paymentIntents.retrieve(intent.id, { expand: ['nonsense'] }));
    expect(refusal.message).toContain('cannot be expanded');
  });

  test('events tell what happened, in pages, newest first', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...paid });
    const { data } = await stripe.events.list({ limit: 10 });
    const about = data.filter((event) => (event.data.object as { id?: string }).id === intent.id);
    expect(about.map((event) => event.type)).toContain('payment_intent.succeeded');
    expect(data.map((event) => event.created)).toEqual([...data.map((event) => event.created)].sort((a, b) => b - a));
    const [first] = data;
    expect(await stripe.events.retrieve(first?.id ?? '')).toMatchObject({
      id: first?.id,
      object: 'event',
      livemode: false,
    });
    const next = await stripe.events.list({ limit: 1, starting_after: first?.id ?? '' });
    expect(next.data[0]?.id).toBe(data[1]?.id);
  });

  test('a disputed payment: evidence decides it', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 5000,
      currency: 'usd',
      ...paid,
      payment_method: 'pm_card_createDispute',
    });
    expect(intent.status).toBe('succeeded');
    const [dispute] = await eventually(async () => (await stripe.disputes.list({ payment_intent: intent.id })).data);
    expect(dispute).toMatchObject({ amount: 5000, reason: 'fraudulent', status: 'needs_response' });
    expect(await refusalOf(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      code: 'charge_disputed',
    });
    await stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
      submit: true,
    });
    const [won] = await eventually(async () => {
      const found = await stripe.disputes.retrieve(dispute?.id ?? '');
      return found.status === 'won' ? [found] : [];
    });
    expect(won?.status).toBe('won');
  });

  test('the balance knows the currency of what was paid', async () => {
    await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...paid });
    const balance = await stripe.balance.retrieve();
    expect(balance.object).toBe('balance');
    expect([...balance.available, ...balance.pending].map((entry) => entry.currency)).toContain('usd');
  });
}

/** Asks again until there is something: what happens elsewhere happens a moment later. */
async function eventually<Found>(ask: () => Promise<Found[]>): Promise<Found[]> {
  for (let round = 0; round < 40; round += 1) {
    const found = await ask();
    if (found.length > 0) return found;
    await new Promise((done) => setTimeout(done, 500));
  }
  return [];
}

describe('the stand-in', () => {
  const data_dir = mkdtempSync(join(tmpdir(), 'setiket-payments-'));
  let payments: Payments;
  beforeAll(async () => {
    payments = await startPayments({ data_dir, log: () => {} });
  });
  afterAll(async () => {
    await payments.close();
    rmSync(data_dir, { recursive: true });
  });
  conformance(() => clientOf(payments));
});

describe.skipIf(!HAS_STRIPE)('Stripe in test mode', () => {
  conformance(() => new Stripe(KEY, { telemetry: false }));
});
