import { refusal } from '@setiket/testing/refusal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qrOf } from '../../../test/door.ts';
import { openTill, type Till } from '../../../test/till.ts';
import { runAudit } from '../audit/index.ts';
import { receiveProviderEvent } from './webhook.service.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill({ RETURN_ORIGINS: 'https://shop.example.test' });
});
afterAll(async () => {
  expect(await runAudit(till.world.deps.db)).toEqual([]);
  await till[Symbol.asyncDispose]();
});

type Order = Awaited<ReturnType<typeof pendingOrder>>;

async function pendingOrder({ quantity = 2 } = {}) {
  const { type, organizer, event } = await till.world.make.sale({ price: '75000' });
  const buyer = await till.world.make.user();
  const api = till.world.as(buyer);
  const { id: booking_id } = await api.bookings.create({ event_ticket: type.id, quantity });
  return { buyer, api, booking_id, type, organizer, event };
}

async function paidOrder() {
  const order = await pendingOrder();
  till.news();
  const { payment_intent_id: intent } = await order.api.checkout.createIntent({ booking_id: order.booking_id });
  till.payments.desk.pay(intent, { card: '4242424242424242' });
  await till.deliver(till.news());
  const { tickets } = await order.api.bookings.get({ id: order.booking_id });
  return { ...order, intent, tickets };
}

let counter = 0;

/** A message with the provider's signature and any content. */
async function send(message: unknown): Promise<string> {
  const payload = JSON.stringify(message);
  const secret = till.payments.webhook_secret;
  const signature = till.stripe.webhooks.generateTestHeaderString({ payload, secret });
  return receiveProviderEvent(till.world.deps, { provider: 'stripe', body: Buffer.from(payload), signature });
}

const event = (type: string, object: unknown) => ({ id: `evt_${++counter}`, object: 'event', type, data: { object } });
const disputeOf = (intent: string, status: string, amount = 15_000_000) => ({
  id: 'du_1',
  object: 'dispute',
  payment_intent: intent,
  amount,
  currency: 'idr',
  status,
});

const statusOf = async ({ api, booking_id }: Order) => (await api.bookings.get({ id: booking_id })).status;
const revenueOf = async ({ event: { id } }: Order) =>
  (await till.world.deps.db.event_statistics.findUniqueOrThrow({ where: { event_id: id } })).total_revenue.toNumber();
const refundedAt = async (payment_intent: string) =>
  (await till.stripe.refunds.list({ payment_intent })).data.reduce((sum, { amount }) => sum + amount, 0);

describe('payments.webhook', () => {
  test.each(['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed'])(
    'a dispute that arrives lost ends the tickets and takes the money once: %s',
    async (type) => {
      const order = await paidOrder();
      expect(await send(event(type, disputeOf(order.intent, 'lost')))).toBe('applied');
      expect([await statusOf(order), await revenueOf(order)]).toEqual(['cancelled', 0]);
      expect(await send(event('charge.dispute.closed', disputeOf(order.intent, 'lost')))).toBe('ignored');
      expect(await send(event('charge.dispute.created', disputeOf(order.intent, 'needs_response')))).toBe('ignored');
      expect(await revenueOf(order)).toBe(0);
    },
  );

  test('a dispute that arrives won changes nothing, before and after', async () => {
    const order = await paidOrder();
    await send(event('charge.dispute.created', disputeOf(order.intent, 'won')));
    expect([await statusOf(order), await revenueOf(order)]).toEqual(['confirmed', 150_000]);
    await send(event('charge.dispute.created', disputeOf(order.intent, 'needs_response')));
    expect([await statusOf(order), await revenueOf(order)]).toEqual(['confirmed', 150_000]);
  });

  test('an inquiry moves no money, and is no obstacle to a refund', async () => {
    const order = await paidOrder();
    const inquiry = till.payments.desk.dispute(order.intent, { is_inquiry: true });
    expect(await till.deliver(till.news())).toEqual(['ignored']);
    expect(await revenueOf(order)).toBe(150_000);
    till.payments.desk.closeInquiry(inquiry);
    expect(await till.deliver(till.news())).toEqual(['ignored']);
    expect([await statusOf(order), await revenueOf(order)]).toEqual(['confirmed', 150_000]);
    await order.api.tickets.refund({ id: order.tickets[0]!.id });
    await till.runJobs('payment.refund');
    expect(await refundedAt(order.intent)).toBe(7_500_000);
  });

  test('a dispute lost ends the unused tickets of a booking in which one was used', async () => {
    const order = await paidOrder();
    const { clock, as } = till.world;
    const before = clock.now();
    const qr = await qrOf(till.world, order.tickets[0]!.id);
    clock.set(new Date(new Date(order.event.starts_at).getTime() - 30 * 60_000));
    await as(order.organizer).scan.commit({ qr });
    clock.set(before);
    await send(event('charge.dispute.created', disputeOf(order.intent, 'lost')));
    const { tickets, status } = await order.api.bookings.get({ id: order.booking_id });
    expect([status, ...tickets.map((ticket) => ticket.status).sort()]).toEqual(['confirmed', 'cancelled', 'used']);
  });

  test('a dispute that comes before the message about its payment settles the payment first', async () => {
    const order = await pendingOrder();
    const { payment_intent_id: intent } = await order.api.checkout.createIntent({ booking_id: order.booking_id });
    till.payments.desk.pay(intent, { card: '4242424242424242' });
    expect(await send(event('charge.dispute.created', disputeOf(intent, 'lost')))).toBe('applied');
    expect([await statusOf(order), await revenueOf(order)]).toEqual(['cancelled', 0]);
  });

  test.each([
    ['no amount', event('payment_intent.succeeded', { id: 'pi_x', status: 'succeeded', currency: 'idr' })],
    [
      'no currency',
      event('payment_intent.succeeded', { id: 'pi_x', status: 'succeeded', amount: 1, amount_received: 1 }),
    ],
    ['no object', { id: 'evt_none', type: 'payment_intent.succeeded', data: {} }],
    ['no data', { id: 'evt_nothing', type: 'charge.refunded' }],
    ['an empty refund', event('refund.updated', {})],
    ['a dispute without amount', event('charge.dispute.created', { payment_intent: 'pi_x', status: 'lost' })],
    ['a page without id', event('checkout.session.expired', {})],
    ['an unknown kind', event('invoice.paid', { id: 'in_1' })],
  ])('ignores a message with %s', async (_what, message) => {
    expect(await send(message)).toBe('ignored');
  });

  test('knows nothing of a refund and a payment of another system on the same account', async () => {
    const refund = { id: 're_other', status: 'succeeded', metadata: { refund_id: 'order-17' } };
    expect(await send(event('refund.updated', refund))).toBe('unknown');
    const intent = { id: 'pi_other', status: 'succeeded', amount: 5, amount_received: 5, currency: 'usd' };
    const metadata = { payment_id: 'invoice 4' };
    expect(await send(event('payment_intent.succeeded', { ...intent, metadata }))).toBe('unknown');
    expect(await send(event('charge.dispute.created', disputeOf('pi_other', 'lost')))).toBe('unknown');
  });

  test('refuses what is signed and no message', async () => {
    expect(await refusal(send(null))).toBe('payment.webhook_unreadable');
    expect(await refusal(send({ id: 5 }))).toBe('payment.webhook_unreadable');
  });
});

describe('a refund while a dispute is open', () => {
  test('is refused on every door, and possible after the bank has decided', async () => {
    const order = await paidOrder();
    const { api, tickets, booking_id } = order;
    const dispute = till.payments.desk.dispute(order.intent);
    await till.deliver(till.news());
    const staff = till.world.as(await till.world.make.user({ role: 'staff' }));
    const administrator = till.world.as(await till.world.make.administrator());
    const organizer = till.world.as(order.organizer);
    const id = tickets[0]!.id;
    const attempts = [
      () => api.tickets.refund({ id }),
      () => api.bookings.cancel({ id: booking_id }),
      () => organizer.bookings.refund({ id: booking_id }),
      () => staff.boxOffice.refund({ ticket_id: id, reason: 'Asked' }),
      () => staff.boxOffice.refund({ booking_id, reason: 'Asked' }),
      () => staff.boxOffice.refund({ booking_id, amount: '1000', reason: 'Asked' }),
      () => administrator.tickets.refundAny({ id }),
    ];
    for (const attempt of attempts) expect(await refusal(attempt())).toBe('payment.disputed');
    expect((await api.bookings.get({ id: booking_id })).tickets.map(({ status }) => status)).toEqual([
      'active',
      'active',
    ]);
    expect(await runAudit(till.world.deps.db)).toEqual([]);
    till.payments.desk.closeDispute(dispute, 'won');
    await till.deliver(till.news());
    await api.tickets.refund({ id });
    await till.runJobs('payment.refund');
    expect(await refundedAt(order.intent)).toBe(7_500_000);
  });

  test('that was asked for just before is dropped when the dispute is lost: the bank has returned the money', async () => {
    const order = await paidOrder();
    await order.api.tickets.refund({ id: order.tickets[0]!.id });
    const dispute = till.payments.desk.dispute(order.intent);
    await till.runJobs('payment.refund');
    till.payments.desk.closeDispute(dispute, 'lost');
    await till.deliver(till.news());
    await till.runJobs('payment.refund');
    expect([await statusOf(order), await revenueOf(order)]).toEqual(['cancelled', 0]);
    expect(await refundedAt(order.intent)).toBe(0);
    expect(await runAudit(till.world.deps.db)).toEqual([]);
  });

  test('that was asked for just before is made when the dispute is won', async () => {
    const order = await paidOrder();
    await order.api.tickets.refund({ id: order.tickets[0]!.id });
    const dispute = till.payments.desk.dispute(order.intent);
    await till.runJobs('payment.refund');
    expect(await refundedAt(order.intent)).toBe(0);
    await till.deliver(till.news());
    till.payments.desk.closeDispute(dispute, 'won');
    await till.deliver(till.news());
    await till.runJobs('payment.refund');
    expect(await refundedAt(order.intent)).toBe(7_500_000);
  });
});

test('a dispute of all that was paid, after a part was refunded, leaves a negative revenue and clean books', async () => {
  const order = await paidOrder();
  await order.api.tickets.refund({ id: order.tickets[0]!.id });
  await till.runJobs('payment.refund');
  await till.deliver(till.news());
  await send(event('charge.dispute.created', disputeOf(order.intent, 'lost')));
  expect([await statusOf(order), await revenueOf(order)]).toEqual(['cancelled', -75_000]);
  expect(await runAudit(till.world.deps.db)).toEqual([]);
});

describe('checkout', () => {
  async function started() {
    const order = await pendingOrder();
    till.news();
    const { payment_intent_id } = await order.api.checkout.createIntent({ booking_id: order.booking_id });
    return { ...order, payment_intent_id };
  }

  test('confirm refuses a payment method that the provider does not know', async () => {
    const { api, payment_intent_id } = await started();
    const confirm = { payment_intent_id, payment_method: 'pm_nope' };
    expect(await refusal(api.checkout.confirm(confirm))).toBe('payment.method_refused');
  });

  test('confirm answers with success when it is paid already and the message is not there yet', async () => {
    const order = await started();
    const { payment_intent_id } = order;
    till.payments.desk.pay(payment_intent_id, { card: '4242424242424242' });
    const confirmed = await order.api.checkout.confirm({ payment_intent_id, payment_method: 'pm_card_visa' });
    expect([confirmed.status, confirmed.booking.status]).toEqual(['succeeded', 'confirmed']);
  });

  test('confirm refuses a payment that was ended at the provider', async () => {
    const { api, payment_intent_id } = await started();
    await till.stripe.paymentIntents.cancel(payment_intent_id);
    const confirm = { payment_intent_id, payment_method: 'pm_card_visa' };
    expect(await refusal(api.checkout.confirm(confirm))).toBe('payment.not_open');
  });

  test.each([
    ['success_url', 'HTTP://X.EXAMPLE'],
    ['success_url', 'https://elsewhere.example/done'],
    ['cancel_url', 'https://shop.example.test.elsewhere.example/'],
  ])('createSession refuses %s of another origin: %s', async (field, address) => {
    const { api, booking_id } = await pendingOrder();
    const sentence = 'Use an address of this site, or of an origin that its operator has allowed.';
    expect(await refusal(api.checkout.createSession({ booking_id, [field]: address }))).toBe(`${field}: ${sentence}`);
  });

  test('createSession takes addresses of our own origin and of those in the settings', async () => {
    const { api, booking_id } = await pendingOrder();
    const success_url = `${till.world.env.PUBLIC_URL}/orders/{CHECKOUT_SESSION_ID}`;
    const cancel_url = 'https://shop.example.test/back';
    expect((await api.checkout.createSession({ booking_id, success_url, cancel_url })).url).toMatch(/^http/);
  });

  test('createSession works after a form was begun minutes before, and after its page has run out', async () => {
    const order = await started();
    const { api, booking_id } = order;
    await till.world.deps.db.bookings.update({
      where: { id: booking_id },
      data: { expires_at: new Date(till.world.clock.now().getTime() + 86_400_000) },
    });
    till.world.clock.advance(300);
    const first = await api.checkout.createSession({ booking_id });
    till.world.clock.advance(2 * 3600);
    const second = await api.checkout.createSession({ booking_id });
    expect(second.session_id).not.toBe(first.session_id);
    till.payments.desk.pay(second.session_id, { card: '4242424242424242' });
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('confirmed');
  });

  test('what is paid at the provider, or on its way, is not paid another way', async () => {
    const order = await started();
    const { api, booking_id, payment_intent_id } = order;
    till.payments.desk.pay(payment_intent_id, { card: 'pm_usBankAccount' });
    expect(await refusal(api.bookings.pay({ id: booking_id }))).toBe('payment.in_progress');
    expect(await refusal(api.checkout.createSession({ booking_id }))).toBe('payment.in_progress');
    till.payments.desk.settlePayment(payment_intent_id, 'failed');
    await api.bookings.pay({ id: booking_id });
    expect(await statusOf(order)).toBe('confirmed');
  });
});
