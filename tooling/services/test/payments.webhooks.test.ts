import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { clientOf, openPayments, openShop, temporaryFolder } from './payments-client.ts';

const SECRET = 'whsec_of_this_test';
const CARD = { payment_method: 'pm_card_visa', confirm: true, return_url: 'https://shop.setiket.test/' } as const;

test('events are signed, in order, and sent until the shop takes them', async () => {
  const shop = await openShop();
  shop.answers.push(500, 'hang_up');
  const options = { webhook_secret: SECRET, webhook_url: shop.url, retry_delays_ms: [10, 10, 10] };
  const payments = await openPayments(options);
  const stripe = clientOf(payments);
  const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...CARD });
  await expect.poll(() => shop.received.length).toBe(3);
  expect(shop.types().sort()).toEqual(['charge.succeeded', 'payment_intent.created', 'payment_intent.succeeded']);
  for (const { body, signature } of shop.received) {
    const event = stripe.webhooks.constructEvent(body, signature, SECRET);
    expect(event).toMatchObject({ object: 'event', livemode: false, api_version: Stripe.API_VERSION });
    expect(() => stripe.webhooks.constructEvent(`${body} `, signature, SECRET)).toThrow();
  }
  const succeeded = shop.received.find(({ event }) => event.type === 'payment_intent.succeeded');
  expect(succeeded?.event.data.object).toMatchObject({ id: intent.id, status: 'succeeded' });
  const [created] = payments.desk.events({ type: 'payment_intent.created' });
  expect(created?.attempts.map((attempt) => attempt.status)).toContain(500);
  expect(payments.desk.events().every((event) => event.state === 'delivered')).toBe(true);
});

test('an event that nobody takes is given up after the last pause, and can be sent by hand', async () => {
  const shop = await openShop();
  shop.answers.push(404, 404);
  const payments = await openPayments({ webhook_url: shop.url, retry_delays_ms: [5] });
  await clientOf(payments).paymentIntents.create({ amount: 1000, currency: 'eur' });
  await expect.poll(() => payments.desk.events()[0]?.state).toBe('given_up');
  await payments.desk.deliver([payments.desk.events()[0]?.id ?? '']);
  expect(payments.desk.events()[0]?.state).toBe('delivered');
  expect(shop.types()).toEqual(['payment_intent.created']);
});

test('deliveries can be paused, sent twice and in another order, and resumed', async () => {
  const shop = await openShop();
  const { desk, ...payments } = await openPayments({ webhook_url: shop.url });
  desk.pause();
  await clientOf({ desk, ...payments }).paymentIntents.create({ amount: 1000, currency: 'eur', ...CARD });
  await desk.idle();
  expect(shop.received).toEqual([]);
  const [succeeded, charged] = desk.events();
  await desk.deliver([succeeded?.id ?? '', charged?.id ?? '', succeeded?.id ?? '']);
  expect(shop.types()).toEqual(['payment_intent.succeeded', 'charge.succeeded', 'payment_intent.succeeded']);
  desk.resume();
  await desk.idle();
  expect(shop.types().at(-1)).toBe('payment_intent.created');
  expect(shop.received).toHaveLength(4);
});

test('the same over HTTP, for tests that run elsewhere', async () => {
  const shop = await openShop();
  const payments = await openPayments();
  const post = async (path: string, body: object = {}) => {
    const response = await fetch(`${payments.url}/_test/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  await post('webhook', { url: shop.url });
  await post('deliveries/pause');
  const stripe = clientOf(payments);
  const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
  expect((await post(`payment_intents/${intent.id}/pay`, { card: '4242424242424242' })).body).toEqual({
    status: 'succeeded',
    message: null,
  });
  const answer = await fetch(`${payments.url}/_test/events?type=payment_intent.succeeded`);
  const listed = (await answer.json()) as { events: { id: string }[] };
  expect(listed.events).toMatchObject([{ object_id: intent.id, state: 'waiting', attempts: [] }]);
  const id = listed.events[0]?.id;
  await post('deliver', { events: [id, id] });
  expect(shop.types()).toEqual(['payment_intent.succeeded', 'payment_intent.succeeded']);
  await post('deliveries/resume');
  await expect.poll(() => shop.received.length).toBe(4);
  expect(await post('nothing')).toMatchObject({ status: 404 });
  expect(await post(`events/evt_nothing/deliver`)).toMatchObject({
    status: 404,
    body: { error: { code: 'resource_missing' } },
  });
});

test('what was paid, answered and not yet delivered is still there after a restart', async () => {
  const data_dir = temporaryFolder();
  const shop = await openShop();
  const first = await openPayments({ data_dir });
  const key = { idempotencyKey: 'order-1' };
  const create = (stripe: Stripe) => stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...CARD }, key);
  const before = await create(clientOf(first));
  await first.close();
  // Half a line, as a crash in the middle of a write leaves it.
  appendFileSync(join(data_dir, 'journal.jsonl'), '[["payment_intents","pi_half",{"id":"pi_ha');
  const second = await openPayments({ data_dir, webhook_url: shop.url });
  const stripe = clientOf(second);
  expect((await create(stripe)).id).toBe(before.id);
  expect(await stripe.paymentIntents.retrieve(before.id)).toMatchObject({ status: 'succeeded' });
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  await expect.poll(() => shop.received.length).toBe(3);
  expect(readFileSync(join(data_dir, 'journal.jsonl'), 'utf8')).not.toContain('pi_half');
});

test('a journal that was damaged in the middle is a sentence, not a loss', async () => {
  const data_dir = temporaryFolder();
  const payments = await openPayments({ data_dir });
  await clientOf(payments).paymentIntents.create({ amount: 1000, currency: 'eur' });
  await payments.close();
  appendFileSync(join(data_dir, 'journal.jsonl'), 'damage\n[]\n');
  await expect(openPayments({ data_dir })).rejects.toThrow(/Line \d+ of .* cannot be read/);
});
