import { refusal } from '@setiket/testing/refusal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTill, type Till } from '../../../test/till.ts';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { runAudit } from '../audit/index.ts';

let till: Till;

beforeAll(async () => {
  till = await openTill();
});

afterAll(async () => {
  // Whatever was paid, declined, late or disputed: in the end everything adds up.
  expect(await runAudit(till.world.deps.db)).toEqual([]);
  await till[Symbol.asyncDispose]();
});

type Order = Awaited<ReturnType<typeof pendingOrder>>;

async function pendingOrder({ quantity = 2, price = '150000', quota = 10 } = {}) {
  const { world } = till;
  const { type, event, organizer } = await world.make.sale({ price, quota });
  const buyer = await world.make.user();
  const booking = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity });
  return { buyer, type, event, organizer, booking_id: booking.id, api: world.as(buyer) };
}

async function intentFor({ api, booking_id }: Order) {
  till.news();
  return api.checkout.createIntent({ booking_id });
}

async function kindsOf({ api, booking_id }: Order): Promise<string[]> {
  return (await api.checkout.timeline({ id: booking_id })).events.map((event) => event.kind);
}

const statusOf = async ({ api, booking_id }: Order) => (await api.bookings.get({ id: booking_id })).status;
const balanceOf = async (buyer: UserActor) => (await till.world.as(buyer).account.get({})).balance;
const paid = (id: string, card = '4242424242424242') => till.payments.desk.pay(id, { card });

describe('an attempt', () => {
  test('is of the booking’s sum, and the same one when asked again', async () => {
    const order = await pendingOrder();
    const intent = await intentFor(order);
    expect(intent).toMatchObject({
      amount: '300000.00',
      currency: 'IDR',
      status: 'pending',
      order_id: order.booking_id,
    });
    expect(intent.client_secret).toContain(intent.payment_intent_id);
    expect(await order.api.checkout.createIntent({ order_id: order.booking_id })).toEqual(intent);
    expect((await till.stripe.paymentIntents.retrieve(intent.payment_intent_id)).amount).toBe(30_000_000);
  });

  test('two that begin at once are one', async () => {
    const order = await pendingOrder();
    const both = await Promise.all([1, 2].map(() => order.api.checkout.createIntent({ booking_id: order.booking_id })));
    expect(both[0]!.payment_intent_id).toBe(both[1]!.payment_intent_id);
  });

  test.each(['IDR', 'JPY', 'KWD'])('counts in the units of %s', async (currency) => {
    const order = await pendingOrder({ quantity: 1 });
    const price = { IDR: '150000', JPY: '1500', KWD: '1.250' }[currency]!;
    await till.world.deps.db.bookings.update({
      where: { id: order.booking_id },
      data: { currency, total_amount: price },
    });
    const intent = await intentFor(order);
    const units = { IDR: 15_000_000, JPY: 1500, KWD: 1250 }[currency];
    expect((await till.stripe.paymentIntents.retrieve(intent.payment_intent_id)).amount).toBe(units);
    // Put back, so that the books add up.
    await order.api.bookings.cancel({ id: order.booking_id });
    await till.world.deps.db.bookings.update({
      where: { id: order.booking_id },
      data: { currency: 'IDR', total_amount: '150000' },
    });
  });

  test('is refused for what is not the caller’s, not pending, or costs nothing', async () => {
    const order = await pendingOrder();
    const stranger = till.world.as(await till.world.make.user());
    const { booking_id } = order;
    expect(await refusal(stranger.checkout.createIntent({ booking_id }))).toBe('booking.not_found');
    expect(await refusal(till.world.as().checkout.createIntent({ booking_id }))).toBe('request.unauthenticated');
    expect(await refusal(order.api.checkout.createIntent({}))).toBe('booking_id: This field is required.');
    await order.api.bookings.cancel({ id: booking_id });
    expect(await refusal(order.api.checkout.createIntent({ booking_id }))).toBe('booking.wrong_state');
    const late = await pendingOrder();
    till.world.clock.advance(3600);
    expect(await refusal(intentFor(late))).toBe('booking.expired');
  });

  test('cannot be made where no provider is set up, or while it is away', async () => {
    const order = await pendingOrder();
    till.payments.desk.disturb('error', 3);
    expect(await refusal(intentFor(order))).toBe('payment.provider_unavailable');
    expect((await intentFor(order)).status).toBe('pending');
  });
});

describe('a payment by card', () => {
  test('confirms the booking once, whatever is heard twice', async () => {
    const order = await pendingOrder();
    const before = await balanceOf(order.buyer);
    const intent = await intentFor(order);
    expect(paid(intent.payment_intent_id).status).toBe('succeeded');
    const news = till.news();
    expect(await till.deliver(news)).toContain('applied');
    expect(new Set(await till.deliver(news))).toEqual(new Set(['repeated']));
    const { booking, status } = await order.api.checkout.confirm({ payment_intent_id: intent.payment_intent_id });
    expect([status, booking.status, booking.tickets.length]).toEqual(['succeeded', 'confirmed', 2]);
    expect(await kindsOf(order)).toEqual(['started', 'succeeded']);
    expect(await balanceOf(order.buyer)).toBe(before);
    expect(await refusal(intentFor(order))).toBe('booking.wrong_state');
  });

  test('is confirmed by who comes back before the message does', async () => {
    const order = await pendingOrder();
    const intent = await intentFor(order);
    expect(await refusal(order.api.checkout.confirm({ booking_id: order.booking_id }))).toBe('payment.not_completed');
    paid(intent.payment_intent_id);
    await order.api.checkout.confirm({ booking_id: order.booking_id });
    expect(await statusOf(order)).toBe('confirmed');
    expect(await till.deliver(till.news())).not.toContain('applied');
    expect(await kindsOf(order)).toEqual(['started', 'succeeded']);
  });

  test('declined, is told with the bank’s reason and may be tried again', async () => {
    const order = await pendingOrder();
    const { payment_intent_id } = await intentFor(order);
    const decline = { payment_intent_id, payment_method: 'pm_card_chargeDeclined' };
    expect(await refusal(order.api.checkout.confirm(decline))).toBe('payment.declined');
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('pending');
    expect(await kindsOf(order)).toEqual(['started', 'declined']);
    await order.api.checkout.confirm({ payment_intent_id, payment_method: 'pm_card_visa' });
    expect(await statusOf(order)).toBe('confirmed');
    // Old news: what was paid is not unpaid by it.
    expect(await till.deliver(till.news().reverse())).not.toContain('applied');
    expect(await statusOf(order)).toBe('confirmed');
  });

  test('waits for 3-D Secure, and goes on after it', async () => {
    const order = await pendingOrder();
    const { payment_intent_id } = await intentFor(order);
    const method = 'pm_card_threeDSecure2Required';
    const asked = await order.api.checkout.confirm({ payment_intent_id, payment_method: method });
    expect(asked).toMatchObject({ status: 'action_required', booking: { status: 'pending' } });
    expect(asked.next_action?.url).toMatch(/^http/);
    till.payments.desk.authenticate(payment_intent_id, 'complete');
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('confirmed');
    expect(await kindsOf(order)).toEqual(['started', 'action_required', 'succeeded']);
  });

  test('on the provider’s page confirms as well', async () => {
    const order = await pendingOrder();
    till.news();
    const page = await order.api.checkout.createSession({ booking_id: order.booking_id });
    expect(page.url).toContain(page.session_id);
    expect(await order.api.checkout.createSession({ booking_id: order.booking_id })).toMatchObject({ url: page.url });
    expect(paid(page.session_id, '4000000000000002').message).toMatch(/declined/i);
    paid(page.session_id);
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('confirmed');
    expect(await kindsOf(order)).toEqual(['started', 'declined', 'succeeded']);
  });
});

describe('money that comes when nothing can be given for it', () => {
  test('takes the places again when they are still there', async () => {
    const order = await pendingOrder();
    const intent = await intentFor(order);
    till.world.clock.advance(3600);
    await till.runJobs('booking.expire');
    expect(await statusOf(order)).toBe('expired');
    paid(intent.payment_intent_id);
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('confirmed');
    expect(await kindsOf(order)).toEqual(['started', 'voided', 'succeeded']);
  });

  test('goes back by itself when they are gone', async () => {
    const order = await pendingOrder({ quota: 2 });
    const intent = await intentFor(order);
    till.world.clock.advance(3600);
    const other = till.world.as(await till.world.make.user());
    await other.tickets.purchase({ ticket_id: order.type.id });
    paid(intent.payment_intent_id);
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('expired');
    await till.runJobs('payment.refund');
    expect(await kindsOf(order)).toEqual(['started', 'voided', 'came_too_late', 'refund_requested', 'refunded']);
    expect(await refundedAt(intent.payment_intent_id)).toBe(30_000_000);
    await till.deliver(till.news());
    expect(await refundedAt(intent.payment_intent_id)).toBe(30_000_000);
  });

  test('goes back when the booking was paid from the balance meanwhile', async () => {
    const order = await pendingOrder();
    const intent = await intentFor(order);
    await order.api.bookings.pay({ id: order.booking_id });
    paid(intent.payment_intent_id);
    await till.deliver(till.news());
    await till.runJobs('payment.refund');
    expect(await statusOf(order)).toBe('confirmed');
    expect(await kindsOf(order)).toContain('came_twice');
    expect(await refundedAt(intent.payment_intent_id)).toBe(30_000_000);
  });

  test('is prevented where it can be: what is closed is cancelled at the provider', async () => {
    const order = await pendingOrder();
    const intent = await intentFor(order);
    await order.api.bookings.cancel({ id: order.booking_id });
    await till.runJobs('payment.cancel');
    expect((await till.stripe.paymentIntents.retrieve(intent.payment_intent_id)).status).toBe('canceled');
  });

  test('is asked for before a booking expires', async () => {
    const order = await pendingOrder();
    const intent = await intentFor(order);
    paid(intent.payment_intent_id);
    await till.runJobs('payment.ask');
    expect(await statusOf(order)).toBe('confirmed');
  });
});

async function refundedAt(payment_intent: string): Promise<number> {
  const { data } = await till.stripe.refunds.list({ payment_intent });
  return data.reduce((sum, refund) => sum + refund.amount, 0);
}

async function paidOrder(options: Parameters<typeof pendingOrder>[0] = {}) {
  const order = await pendingOrder(options);
  const intent = await intentFor(order);
  paid(intent.payment_intent_id);
  await till.deliver(till.news());
  const { tickets } = await order.api.bookings.get({ id: order.booking_id });
  return { ...order, tickets, intent: intent.payment_intent_id };
}

describe('a refund', () => {
  test('of one ticket goes back to the card, and is complete when the provider says so', async () => {
    const order = await paidOrder();
    const before = await balanceOf(order.buyer);
    const { message } = await order.api.tickets.refund({ id: order.tickets[0]!.id });
    expect(message).toBe('Ticket refunded successfully. The amount is on its way back the way it was paid.');
    expect(await kindsOf(order)).toEqual(['started', 'succeeded', 'refund_requested']);
    await till.runJobs('payment.refund');
    expect(await refundedAt(order.intent)).toBe(15_000_000);
    expect(await kindsOf(order)).toEqual(['started', 'succeeded', 'refund_requested', 'refunded']);
    expect(await till.deliver(till.news())).not.toContain('applied');
    expect(await balanceOf(order.buyer)).toBe(before);
    expect(await statusOf(order)).toBe('confirmed');
  });

  test('whose answer was lost is made once', async () => {
    const order = await paidOrder();
    await order.api.tickets.refund({ id: order.tickets[0]!.id });
    till.payments.desk.disturb('lost_answer', 1);
    await till.runJobs('payment.refund');
    expect(await refundedAt(order.intent)).toBe(15_000_000);
  });

  test('that the bank sends back ends in the balance', async () => {
    const order = await paidOrder({ quantity: 1 });
    const before = await balanceOf(order.buyer);
    await order.api.tickets.refund({ id: order.tickets[0]!.id });
    await till.runJobs('payment.refund');
    const [refund] = (await till.stripe.refunds.list({ payment_intent: order.intent })).data;
    till.news();
    till.payments.desk.settleRefund(refund!.id, 'failed');
    await till.deliver(till.news());
    expect(await balanceOf(order.buyer)).toBe(before + 150_000);
    expect((await kindsOf(order)).at(-1)).toBe('refunded_to_balance');
  });

  test('made at the provider of a part changes the money alone, of all ends the tickets', async () => {
    const order = await paidOrder();
    await till.stripe.refunds.create({ payment_intent: order.intent, amount: 10_000_000 });
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('confirmed');
    await till.stripe.refunds.create({ payment_intent: order.intent });
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('cancelled');
  });
});

describe('a dispute', () => {
  test('lost, ends the tickets and returns nothing a second time', async () => {
    const order = await paidOrder();
    const dispute = till.payments.desk.dispute(order.intent);
    await till.deliver(till.news());
    expect((await kindsOf(order)).at(-1)).toBe('disputed');
    till.payments.desk.closeDispute(dispute, 'lost');
    await till.deliver(till.news());
    expect(await statusOf(order)).toBe('cancelled');
    expect(await refundedAt(order.intent)).toBe(0);
  });

  test('won, leaves everything as it was, also when the messages come in the wrong order', async () => {
    const order = await paidOrder();
    till.payments.desk.closeDispute(till.payments.desk.dispute(order.intent), 'won');
    await till.deliver(till.news().reverse());
    expect(await statusOf(order)).toBe('confirmed');
  });
});

describe('the reconciliation', () => {
  test('mends what no message told, says so, and finds nothing the second time', async () => {
    const administrator = till.world.as(await till.world.make.administrator());
    await administrator.reconciliations.run({});
    const lost = await pendingOrder();
    const intent = await intentFor(lost);
    paid(intent.payment_intent_id);
    const refunded = await paidOrder();
    await till.stripe.refunds.create({ payment_intent: refunded.intent, amount: 5_000_000 });
    till.news();
    const first = await administrator.reconciliations.run({});
    expect(first.differences.map(({ kind, mended }) => ({ kind, mended }))).toEqual(
      expect.arrayContaining([
        { kind: 'not_recorded', mended: true },
        { kind: 'refund', mended: true },
      ]),
    );
    expect(await statusOf(lost)).toBe('confirmed');
    const second = await administrator.reconciliations.run({});
    expect(second.differences).toEqual([]);
    expect((await administrator.reconciliations.list({})).items[0]).toEqual(second);
  });

  test('names what the provider does not know', async () => {
    const administrator = till.world.as(await till.world.make.administrator());
    const { booking_id } = await pendingOrder();
    const now = till.world.clock.now();
    const ghost = { booking_id, provider: 'stripe', status: 'surplus', amount: '1000', currency: 'IDR' } as const;
    const times = { created_at: now, updated_at: now, succeeded_at: now };
    const { id } = await till.world.deps.db.payments.create({
      data: { id: newId(), ...ghost, provider_ref: 'pi_that_never_was', ...times },
    });
    till.world.clock.advance(600);
    const { differences } = await administrator.reconciliations.run({});
    expect(differences).toMatchObject([{ kind: 'unknown_there', payment_id: id, ours: '1000 IDR', mended: false }]);
    await till.world.deps.db.payments.update({ where: { id }, data: { status: 'voided' } });
  });
});
