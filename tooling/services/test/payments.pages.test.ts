import { request } from 'node:http';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import type { Payments } from '../src/index.ts';
import { clientOf, openPayments, openShop } from './payments-client.ts';

type Page = { status: number; text: string; location: string | null; policy: string };

/** A browser without scripts, which these pages do not need. */
async function visit(url: string, form?: Record<string, string>): Promise<Page> {
  const response = await fetch(url, {
    redirect: 'manual',
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  return {
    status: response.status,
    text: await response.text(),
    location: response.headers.get('location'),
    policy: response.headers.get('content-security-policy') ?? '',
  };
}

async function openSession(payments: Payments, name = 'Kursi'): Promise<Stripe.Checkout.Session & { url: string }> {
  const session = await clientOf(payments).checkout.sessions.create({
    mode: 'payment',
    customer_email: 'ana@setiket.test',
    line_items: [
      { price_data: { currency: 'idr', unit_amount: 15_000_000, product_data: { name } }, quantity: 2 },
      { price_data: { currency: 'idr', unit_amount: 500_000, product_data: { name: 'Fee' } }, quantity: 1 },
    ],
    success_url: 'https://shop.setiket.test/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.setiket.test/cart',
  });
  return { ...session, url: session.url ?? '' };
}

test('the page lists what is bought, pays with a card, and goes back to the shop', async () => {
  const payments = await openPayments();
  const session = await openSession(payments, '<b>Kursi</b> & meja');
  const page = await visit(session.url);
  expect(page.status).toBe(200);
  expect(page.text).toContain('LOCAL TEST MODE');
  expect(page.text).toContain('No money moves');
  expect(page.text).toContain('&lt;b&gt;Kursi&lt;/b&gt; &amp; meja');
  expect(page.text).toMatch(/305,000\.00/);
  expect(page.text).toContain('https://shop.setiket.test/cart');
  expect(page.text).toContain('ana@setiket.test');
  expect(page.text).not.toContain('<script');
  expect(page.policy).toContain("default-src 'none'");
  expect(page.policy).toContain("form-action 'self' https://shop.setiket.test;");
  const paid = await visit(session.url, { number: '4242 4242 4242 4242', expiry: '12 / 34', cvc: '123' });
  expect(paid.location).toBe(`https://shop.setiket.test/paid?session=${session.id}`);
  const stripe = clientOf(payments);
  const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
  expect(after).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    payment_intent: { amount_received: 30_500_000 },
  });
  // Back, and once more: nothing is paid twice.
  expect((await visit(session.url, { number: '4242424242424242' })).location).toContain('shop.setiket.test/paid');
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
});

test('a decline is a sentence, and the next card may do', async () => {
  const payments = await openPayments();
  const session = await openSession(payments);
  const declined = await visit(session.url, { number: '4000000000009995' });
  expect(declined.location).toBe(`/c/pay/${session.id}`);
  expect((await visit(session.url)).text).toContain('Your card has insufficient funds.');
  const real = await visit(session.url, { number: '4111111111111111' });
  expect(real).toMatchObject({ status: 402 });
  expect(real.text).toContain('Never type in a real card');
  expect((await visit(session.url, { number: '4242424242424242' })).location).toContain('/paid');
});

test('3-D Secure in a checkout: failing leads back to the page, completing to the shop', async () => {
  const payments = await openPayments();
  const session = await openSession(payments);
  const challenge = (await visit(session.url, { number: '4000002760003184' })).location ?? '';
  expect((await visit(challenge)).text).toContain('LOCAL TEST MODE');
  expect((await visit(challenge)).policy).toContain('https://shop.setiket.test');
  expect((await visit(challenge, { outcome: 'fail' })).location).toBe(`/c/pay/${session.id}`);
  expect((await visit(session.url)).text).toContain('unable to authenticate');
  const again = (await visit(session.url, { number: '4000002760003184' })).location ?? '';
  await visit(again, { outcome: 'complete' });
  expect((await visit(session.url)).location).toContain(`paid?session=${session.id}`);
});

test('3-D Secure of a payment without a checkout goes back with how it ended', async () => {
  const payments = await openPayments();
  const stripe = clientOf(payments);
  const challenge = async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
      return_url: 'https://shop.setiket.test/back?order=1',
    });
    return { id: intent.id, url: intent.next_action?.redirect_to_url?.url ?? '' };
  };
  const failing = await challenge();
  const failed = new URL((await visit(failing.url, { outcome: 'fail' })).location ?? '');
  expect(Object.fromEntries(failed.searchParams)).toMatchObject({
    order: '1',
    payment_intent: failing.id,
    redirect_status: 'failed',
  });
  const passing = await challenge();
  const passed = new URL((await visit(passing.url, { outcome: 'complete' })).location ?? '');
  expect(passed.searchParams.get('redirect_status')).toBe('succeeded');
  expect(await stripe.paymentIntents.retrieve(passing.id)).toMatchObject({ status: 'succeeded' });
  expect((await visit(`${payments.url}/3ds/${passing.id}_secret_guess`)).status).toBe(404);
});

test('an intent has a card form too, for whoever knows its secret', async () => {
  const payments = await openPayments();
  const stripe = clientOf(payments);
  const intent = await stripe.paymentIntents.create({ amount: 1250, currency: 'kwd', description: 'Two chairs' });
  const url = `${payments.url}/pay/${intent.client_secret}?return_url=${encodeURIComponent('https://shop.setiket.test/back')}`;
  const page = await visit(url);
  expect(page.text).toContain('Two chairs');
  expect(page.text).toMatch(/1\.250/);
  await visit(url, { number: '4000000000000002' });
  expect((await visit(url)).text).toContain('Your card was declined.');
  const paid = await visit(url, { number: '4242424242424242' });
  expect(paid.location).toMatch(/^https:\/\/shop\.setiket\.test\/back\?payment_intent=pi_/);
  const bad = await visit(`${payments.url}/pay/${intent.client_secret}?return_url=javascript:alert(1)`);
  expect(bad.text).not.toContain('javascript:');
});

test('an expired session says so, and no longer takes a card', async () => {
  const payments = await openPayments();
  const session = await openSession(payments);
  await clientOf(payments).checkout.sessions.expire(session.id);
  const page = await visit(session.url, { number: '4242424242424242' });
  expect(page.status).toBe(410);
  expect(page.text).toContain('https://shop.setiket.test/cart');
});

test('the overview shows what happened, and its buttons act', async () => {
  const shop = await openShop();
  const payments = await openPayments({ webhook_url: shop.url });
  const stripe = clientOf(payments);
  expect((await visit(payments.url)).text).toContain('No payment yet');
  await visit(`${payments.url}/_test/deliveries/pause`, {});
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method: 'pm_usBankAccount_success',
    confirm: true,
    return_url: 'https://shop.setiket.test/',
  });
  const before = await visit(payments.url);
  expect(before.text).toContain(intent.id);
  expect(before.text).toContain('Deliveries are paused');
  expect(
    (await visit(`${payments.url}/_test/payment_intents/${intent.id}/settle`, { outcome: 'succeeded' })).location,
  ).toBe('/');
  const event = payments.desk.events({ type: 'payment_intent.succeeded' })[0];
  await visit(`${payments.url}/_test/events/${event?.id}/deliver`, { times: '2' });
  expect(shop.types()).toEqual(['payment_intent.succeeded', 'payment_intent.succeeded']);
  await visit(`${payments.url}/_test/deliveries/resume`, {});
  await payments.desk.idle();
  expect(shop.received.length).toBeGreaterThan(4);
});

test('nobody else comes in: no other host name, and no other site', async () => {
  const payments = await openPayments();
  const ask = (headers: Record<string, string>, method = 'GET', path = '/') =>
    new Promise<number>((done, fail) => {
      const options = { host: '127.0.0.1', port: payments.port, method, path, headers };
      request(options, (response) => {
        response.resume();
        done(response.statusCode ?? 0);
      })
        .once('error', fail)
        .end();
    });
  expect(await ask({ host: 'evil.example' })).toBe(403);
  expect(await ask({ 'sec-fetch-site': 'cross-site' }, 'POST', '/_test/deliveries/pause')).toBe(403);
  expect(await ask({ 'sec-fetch-site': 'same-origin' }, 'POST', '/_test/deliveries/pause')).toBe(200);
  expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe(200);
});
