import { createServer } from 'node:http';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { PortTakenError, startPayments } from '../src/index.ts';
import { TEST_CARDS } from '../src/payments/cards.ts';
import { formatAmount } from '../src/payments/currencies.ts';
import { clientOf, openPayments, refusalOf, temporaryFolder } from './payments-client.ts';

const CARD = { payment_method: 'pm_card_visa', confirm: true, return_url: 'https://shop.setiket.test/' } as const;

test('live keys, and what is no test key, are refused', async () => {
  const payments = await openPayments();
  const ask = (key: string) => refusalOf(clientOf(payments, key).paymentIntents.list());
  for (const key of ['sk_live_abc', 'rk_live_abc', 'pk_test_abc', 'nonsense']) {
    expect(await ask(key)).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  }
  expect((await ask('sk_live_abc')).message).toContain('no money moves');
  expect((await ask('sk_something_secret')).message).not.toContain('secret');
  await clientOf(payments, 'rk_test_abc').paymentIntents.list();
});

test('a debit is on its way, and arrives or comes back later', async () => {
  const payments = await openPayments();
  const stripe = clientOf(payments);
  const debit = () =>
    stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      ...CARD,
      payment_method: 'pm_usBankAccount_success',
    });
  const arriving = await debit();
  expect(arriving.status).toBe('processing');
  expect(await refusalOf(stripe.refunds.create({ payment_intent: arriving.id }))).toMatchObject({
    code: 'charge_not_refundable',
  });
  expect(await refusalOf(stripe.paymentIntents.cancel(arriving.id))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  });
  payments.desk.settlePayment(arriving.id, 'succeeded');
  expect(await stripe.paymentIntents.retrieve(arriving.id)).toMatchObject({
    status: 'succeeded',
    amount_received: 1000,
  });
  const returning = await debit();
  payments.desk.settlePayment(returning.id, 'failed');
  expect(await stripe.paymentIntents.retrieve(returning.id)).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { message: 'The bank returned the debit.' },
  });
  expect(() => payments.desk.settlePayment(returning.id, 'succeeded')).toThrow(/nothing is on its way/);
});

test('a checkout that is paid by debit is complete first and paid later', async () => {
  const payments = await openPayments();
  const stripe = clientOf(payments);
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'Chair' } }, quantity: 1 }],
    success_url: 'https://shop.setiket.test/',
  });
  payments.desk.pay(session.id, { card: 'pm_usBankAccount_success' });
  const complete = await stripe.checkout.sessions.retrieve(session.id);
  expect(complete).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
  payments.desk.settlePayment(String(complete.payment_intent), 'succeeded');
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' });
  const about = payments.desk.events().filter((event) => event.object_id === session.id);
  expect(about.map((event) => event.type)).toEqual([
    'checkout.session.async_payment_succeeded',
    'checkout.session.completed',
  ]);
});

test('refunds that are pending, and refunds that come back', async () => {
  const payments = await openPayments();
  const stripe = clientOf(payments);
  const refundOf = async (payment_method: string) => {
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...CARD, payment_method });
    return stripe.refunds.create({ payment_intent: id });
  };
  const pending = await refundOf('pm_card_pendingRefund');
  expect(pending.status).toBe('pending');
  payments.desk.settleRefund(pending.id, 'succeeded');
  expect((await stripe.refunds.retrieve(pending.id)).status).toBe('succeeded');
  const failing = await refundOf('pm_card_refundFail');
  expect(failing.status).toBe('succeeded');
  payments.desk.settleRefund(failing.id, 'failed');
  expect(await stripe.refunds.retrieve(failing.id)).toMatchObject({ status: 'failed' });
  expect(await stripe.charges.retrieve(String(failing.charge))).toMatchObject({ amount_refunded: 0, refunded: false });
  expect(payments.desk.events({ type: 'refund.failed' })).toHaveLength(1);
});

test('disputes: won brings the money back, lost does not', async () => {
  const payments = await openPayments();
  const stripe = clientOf(payments);
  const balance = async () =>
    (await stripe.balance.retrieve()).available.find((entry) => entry.currency === 'eur')?.amount;
  const buy = () => stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...CARD });
  const [one, other] = [await buy(), await buy()];
  const won = payments.desk.dispute(one.id, { reason: 'product_not_received' });
  const lost = payments.desk.dispute(other.id, { amount: 400 });
  expect(await balance()).toBe(600);
  payments.desk.closeDispute(won, 'won');
  payments.desk.closeDispute(lost, 'lost');
  expect(await balance()).toBe(1600);
  expect(() => payments.desk.closeDispute(lost, 'won')).toThrow(/already closed/);
  expect(payments.desk.events({ type: 'charge.dispute.closed' })).toHaveLength(2);
  await stripe.refunds.create({ payment_intent: one.id });
});

test('an API that fails, and one whose answer gets lost', async () => {
  const payments = await openPayments();
  const patient = new Stripe('sk_test_local', {
    host: '127.0.0.1',
    port: payments.port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 2,
  });
  payments.desk.disturb('lost_answer');
  const key = { idempotencyKey: 'once' };
  const intent = await patient.paymentIntents.create({ amount: 1000, currency: 'eur', ...CARD }, key);
  expect(intent.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect((await patient.paymentIntents.list()).data).toHaveLength(1);
  payments.desk.disturb('error');
  const refusal = await refusalOf(clientOf(payments).paymentIntents.list());
  expect(refusal).toBeInstanceOf(Stripe.errors.StripeAPIError);
  payments.desk.disturb('rate_limit');
  expect(await refusalOf(clientOf(payments).paymentIntents.list())).toMatchObject({ statusCode: 429 });
});

test('a refusal for its parameters can be mended under the same key', async () => {
  const stripe = clientOf(await openPayments());
  const key = { idempotencyKey: 'mended' };
  await refusalOf(stripe.paymentIntents.create({ amount: 0, currency: 'eur' }, key));
  expect((await stripe.paymentIntents.create({ amount: 100, currency: 'eur' }, key)).amount).toBe(100);
});

test('a session ends by the clock, and takes its open payment with it', async () => {
  let instant = new Date('2026-03-02T02:00:00Z');
  const payments = await openPayments({ clock: { now: () => instant } });
  const stripe = clientOf(payments);
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'Chair' } }, quantity: 1 }],
    success_url: 'https://shop.setiket.test/',
    expires_at: instant.getTime() / 1000 + 1800,
  });
  expect(payments.desk.pay(session.id, { card: '4000000000000002' })).toEqual({
    status: 'requires_payment_method',
    message: 'Your card was declined.',
  });
  instant = new Date(instant.getTime() + 1_800_000);
  const expired = await stripe.checkout.sessions.retrieve(session.id);
  expect(expired).toMatchObject({ status: 'expired', url: null });
  expect(await stripe.paymentIntents.retrieve(String(expired.payment_intent))).toMatchObject({ status: 'canceled' });
  expect(() => payments.desk.pay(session.id, { card: '4242424242424242' })).toThrow(/is expired/);
});

test('a card is told by its last four digits', () => {
  const endings = TEST_CARDS.map((card) => card.number.slice(-4));
  expect(new Set(endings).size).toBe(endings.length);
});

test('amounts are written with the digits of their currency', () => {
  expect(formatAmount(15_000_000, 'idr')).toMatch(/^(Rp|IDR)\s?150,000\.00$/);
  expect(formatAmount(1500, 'jpy')).toBe('¥1,500');
  expect(formatAmount(1250, 'kwd')).toMatch(/1\.250$/);
  expect(formatAmount(999_999_999_999, 'idr')).toMatch(/9,999,999,999\.99$/);
  expect(formatAmount(5, 'usd')).toBe('$0.05');
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  const address = other.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const start = startPayments({ data_dir: temporaryFolder(), port, log: () => {} });
  await expect(start).rejects.toThrow(new PortTakenError(port));
  other.close();
});
