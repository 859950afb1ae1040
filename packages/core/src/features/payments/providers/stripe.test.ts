import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadEnv } from '../../../env.ts';
import { amount } from '../../../kernel/money.ts';
import type { PaymentProvider } from './provider.ts';
import { openStripe } from './stripe.ts';
import { fromMinorUnits, toMinorUnits } from './stripe-money.ts';

const API = 'https://api.stripe.com/v1';
const WEBHOOK_SECRET = 'whsec_for_tests_only';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const env = loadEnv({
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://localhost/none',
  S3_ENDPOINT: 'http://localhost:1',
  S3_ACCESS_KEY_ID: 'x',
  S3_SECRET_ACCESS_KEY: 'x',
  SMTP_URL: 'smtp://localhost:1',
  STRIPE_SECRET_KEY: 'sk_test_unit',
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
});
const stripe = openStripe(env) as PaymentProvider;

const intent = {
  id: 'pi_1',
  object: 'payment_intent',
  amount: 15_000_000,
  amount_received: 0,
  currency: 'idr',
  status: 'requires_payment_method',
  client_secret: 'pi_1_secret',
  metadata: { payment_id: 'p1' },
  latest_charge: null,
  last_payment_error: null,
  next_action: null,
};

const order = {
  payment_id: 'p1',
  booking_id: 'b1',
  amount: amount('150000'),
  currency: 'IDR',
  description: 'A concert',
  email: 'buyer@example.test',
};

test.each([
  ['150000', 'IDR', 15_000_000],
  ['12.5', 'USD', 1250],
  ['1500', 'JPY', 1500],
  ['1.25', 'KWD', 1250],
  ['100', 'ISK', 10_000],
  ['100', 'UGX', 10_000],
  ['5', 'MGA', 5],
])('%s %s is %i of Stripe’s units, and back', (value, currency, units) => {
  expect(toMinorUnits(amount(value), currency)).toBe(units);
  expect(fromMinorUnits(units, currency).equals(value)).toBe(true);
});

test('an amount that Stripe has no units for is refused, not rounded', () => {
  expect(() => toMinorUnits(amount('1.234'), 'USD')).toThrow(RangeError);
});

test('a payment is begun with our id as its key, in a pinned version, in minor units', async () => {
  let seen: { key: string | null; version: string | null; body: URLSearchParams } | undefined;
  server.use(
    http.post(`${API}/payment_intents`, async ({ request }) => {
      seen = {
        key: request.headers.get('idempotency-key'),
        version: request.headers.get('stripe-version'),
        body: new URLSearchParams(await request.text()),
      };
      return HttpResponse.json(intent);
    }),
  );
  const payment = await stripe.createPayment(order);
  expect(payment).toMatchObject({ ref: 'pi_1', payment_id: 'p1', status: 'open', client_secret: 'pi_1_secret' });
  expect(payment.amount.toFixed()).toBe('150000');
  expect(seen?.key).toBe('payment-p1');
  expect(seen?.version).toBe('2026-10-28.endive');
  expect(Object.fromEntries(seen!.body)).toMatchObject({
    amount: '15000000',
    currency: 'idr',
    'metadata[payment_id]': 'p1',
    'metadata[booking_id]': 'b1',
  });
});

test('a refund carries our id as its key, so that a retry returns nothing twice', async () => {
  let key: string | null = null;
  server.use(
    http.post(`${API}/refunds`, ({ request }) => {
      key = request.headers.get('idempotency-key');
      return HttpResponse.json({ id: 're_1', object: 'refund', status: 'succeeded' });
    }),
  );
  const refund = { refund_id: 'r1', payment_ref: 'pi_1', amount: amount('1.5'), currency: 'USD' };
  expect(await stripe.refund(refund)).toEqual({ ref: 're_1', status: 'succeeded' });
  expect(key).toBe('refund-r1');
});

describe('what goes wrong at the provider', () => {
  const answer = (status: number, error: object) =>
    server.use(http.post(`${API}/payment_intents`, () => HttpResponse.json({ error }, { status })));

  test('a declined card is a refusal with the provider’s sentence', async () => {
    answer(402, { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' });
    await expect(stripe.createPayment(order)).rejects.toMatchObject({
      code: 'payment.declined',
      kind: 'PAYMENT_REQUIRED',
      message: 'Your card was declined.',
    });
  });

  test('an outage says that it may be tried again', async () => {
    answer(503, { type: 'api_error', message: 'down' });
    await expect(stripe.createPayment(order)).rejects.toMatchObject({
      code: 'payment.provider_unavailable',
      retry_after_seconds: 5,
    });
  });

  test('an amount that it never takes is told as it tells it', async () => {
    answer(400, {
      type: 'invalid_request_error',
      code: 'amount_too_small',
      message: 'Amount must be at least Rp 6.000',
    });
    await expect(stripe.createPayment(order)).rejects.toMatchObject({ code: 'payment.refused' });
  });

  test('what it does not know is undefined, what is over is not cancelled twice', async () => {
    server.use(
      http.get(`${API}/payment_intents/pi_0`, () =>
        HttpResponse.json({ error: { type: 'invalid_request_error', code: 'resource_missing' } }, { status: 404 }),
      ),
      http.post(`${API}/payment_intents/pi_1/cancel`, () =>
        HttpResponse.json(
          { error: { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' } },
          { status: 400 },
        ),
      ),
    );
    expect(await stripe.fetchPayment('pi_0')).toBeUndefined();
    await expect(stripe.cancelPayment('pi_1')).resolves.toBeUndefined();
  });
});

describe('messages', () => {
  const library = new Stripe('sk_test_unit');
  const sign = (payload: string, at?: number) =>
    library.webhooks.generateTestHeaderString({
      payload,
      secret: WEBHOOK_SECRET,
      ...(at !== undefined && { timestamp: at }),
    });
  const event = (type: string, object: object) =>
    JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } });

  test.each([
    ['payment_intent.succeeded', { ...intent, status: 'succeeded', amount_received: 15_000_000 }, 'payment'],
    ['charge.refunded', { payment_intent: 'pi_1', amount_refunded: 100, currency: 'usd' }, 'refunded'],
    ['charge.dispute.closed', { payment_intent: 'pi_1', amount: 100, currency: 'usd', status: 'lost' }, 'dispute'],
    ['checkout.session.expired', { id: 'cs_1' }, 'page_expired'],
    ['customer.created', { id: 'cus_1' }, 'nothing'],
  ])('%s', (type, object, about) => {
    const body = event(type, object);
    expect(stripe.readEvent(Buffer.from(body), sign(body))).toMatchObject({ id: 'evt_1', type, about });
  });

  test('is refused when changed, unsigned, or older than five minutes', () => {
    const body = event('customer.created', { id: 'cus_1' });
    const refusal = expect.objectContaining({ code: 'payment.webhook_signature', kind: 'BAD_REQUEST' });
    const read = (text: string, signature: string | undefined) => () => stripe.readEvent(Buffer.from(text), signature);
    expect(read(body, undefined)).toThrow(refusal);
    expect(read(body, 'nonsense')).toThrow(refusal);
    expect(read(`${body} `, sign(body))).toThrow(refusal);
    expect(read(body, sign(body, Math.floor(Date.now() / 1000) - 400))).toThrow(refusal);
  });
});
