import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qrOf } from '../../../test/door.ts';
import { openTill, type Till } from '../../../test/till.ts';
import { runAudit } from '../audit/index.ts';
import { cancelBookingsOfEvent, resumeCancellations } from './cancellation.jobs.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(async () => {
  expect(await runAudit(till.world.deps.db)).toEqual([]);
  await till[Symbol.asyncDispose]();
});

const ATTEMPT = { id: 'test' };
const PRICE = 100_000;

type Sale = Awaited<ReturnType<typeof sale>>;

const sale = () => till.world.make.sale({ price: String(PRICE), quota: 200, starts_in_days: 1 });

async function order({ type }: Sale, { quantity = 3 } = {}) {
  const { world } = till;
  const buyer = await world.make.user();
  const api = world.as(buyer);
  const { id } = await api.bookings.create({ event_ticket: type.id, quantity });
  return { buyer, api, booking_id: id };
}

type Order = Awaited<ReturnType<typeof order>>;

async function paidByBalance(on: Sale, quantity = 3) {
  const placed = await order(on, { quantity });
  const { tickets } = await placed.api.bookings.pay({ id: placed.booking_id });
  return { ...placed, tickets: tickets.map(({ id }) => id) };
}

async function paidByCard(on: Sale, quantity = 2) {
  const placed = await order(on, { quantity });
  till.news();
  const { payment_intent_id } = await placed.api.checkout.createIntent({ booking_id: placed.booking_id });
  till.payments.desk.pay(payment_intent_id, { card: '4242424242424242' });
  await till.deliver(till.news());
  const { tickets } = await placed.api.bookings.get({ id: placed.booking_id });
  return { ...placed, tickets: tickets.map(({ id }) => id), intent: payment_intent_id };
}

async function use({ organizer, event }: Sale, ticket_id: string) {
  const { clock, as } = till.world;
  const before = clock.now();
  clock.set(new Date(new Date(event.starts_at).getTime() - 30 * 60_000));
  const { result } = await as(organizer).scan.commit({ qr: await qrOf(till.world, ticket_id) });
  clock.set(before);
  return result;
}

async function cancel({ organizer, event }: Sale, more: { refund_used_tickets?: boolean } = {}) {
  await till.world.as(organizer).events.cancel({ id: event.id, reason: 'Storm', ...more });
  await runJob(event.id);
  return progressOf({ organizer, event });
}

const runJob = (event_id: string) => cancelBookingsOfEvent.run(till.world.deps, { event_id }, ATTEMPT);
const progressOf = ({ organizer, event }: Pick<Sale, 'organizer' | 'event'>) =>
  till.world.as(organizer).events.cancellation({ id: event.id });

const balanceOf = async ({ api }: Order) => (await api.account.get({})).balance;
const statesOf = async ({ api, booking_id }: Order) =>
  (await api.bookings.get({ id: booking_id })).tickets.map(({ status }) => status).sort();
const statusOf = async ({ api, booking_id }: Order) => (await api.bookings.get({ id: booking_id })).status;

describe('events.cancel', () => {
  test('ends and pays back the unused tickets of a booking in which one was used', async () => {
    const on = await sale();
    const mixed = await paidByBalance(on);
    const whole = await paidByBalance(on, 1);
    await use(on, mixed.tickets[0]!);
    const progress = await cancel(on);
    expect(await statesOf(mixed)).toEqual(['cancelled', 'cancelled', 'used']);
    expect([await statusOf(mixed), await statusOf(whole)]).toEqual(['confirmed', 'cancelled']);
    expect([await balanceOf(mixed), await balanceOf(whole)]).toEqual([1_000_000 - PRICE, 1_000_000]);
    expect(progress).toMatchObject({
      bookings_total: 2,
      bookings_done: 2,
      bookings_failed: 0,
      bookings_waiting: 0,
      tickets_cancelled: 3,
      tickets_used: 1,
      refund_used_tickets: false,
    });
    expect(progress.finished_at).not.toBeNull();
    // A job that runs again refunds and informs nobody twice.
    await till.world.deps.db.event_cancellations.update({
      where: { event_id: on.event.id },
      data: { finished_at: null },
    });
    await runJob(on.event.id);
    expect(await balanceOf(mixed)).toBe(1_000_000 - PRICE);
    expect((await progressOf(on)).bookings_done).toBe(2);
  });

  test('pays back used tickets too where the organizer chooses so; they stay used', async () => {
    const on = await sale();
    const mixed = await paidByBalance(on);
    const all = await paidByBalance(on, 1);
    for (const id of [mixed.tickets[0]!, all.tickets[0]!]) await use(on, id);
    await cancel(on, { refund_used_tickets: true });
    expect([await statesOf(mixed), await statesOf(all)]).toEqual([['cancelled', 'cancelled', 'used'], ['used']]);
    expect([await balanceOf(mixed), await balanceOf(all)]).toEqual([1_000_000, 1_000_000]);
  });

  test('cancellationPreview says before what is concerned, and changes nothing', async () => {
    const on = await sale();
    const mixed = await paidByBalance(on);
    await use(on, mixed.tickets[0]!);
    await order(on, { quantity: 1 });
    const preview = await till.world.as(on.organizer).events.cancellationPreview({ id: on.event.id });
    expect(preview).toEqual({
      event_id: on.event.id,
      bookings_confirmed: 1,
      bookings_pending: 1,
      bookings_disputed: 0,
      tickets_unused: 2,
      tickets_used: 1,
      refund_amount: '200000.00',
      refund_amount_used: '100000.00',
      currency: 'IDR',
    });
    expect(await statesOf(mixed)).toEqual(['active', 'active', 'used']);
  });

  test('closes a large booking in several transactions, the last of which informs the buyer', async () => {
    const on = await till.world.make.sale({ price: '1000', quota: 200, starts_in_days: 1 });
    const large = await paidByBalance(on, 50);
    await use(on, large.tickets[7]!);
    await cancel(on);
    expect((await statesOf(large)).filter((state) => state === 'cancelled')).toHaveLength(49);
    expect(await balanceOf(large)).toBe(1_000_000 - 1000);
  });

  test('goes on after a booking that fails, counts it, fails at the end, and closes it another time', async () => {
    const on = await sale();
    const { db } = till.world.deps;
    const type = await till.world.make.ticketType(on.organizer, on.event.id, { title: 'Balkon', price: '5000' });
    const broken = await paidByBalance({ ...on, type }, 1);
    const others = [await paidByBalance(on, 1), await paidByBalance(on, 1)];
    const orders = [broken, ...others];
    const { pool_id } = await db.ticket_types.findUniqueOrThrow({ where: { id: type.id } });
    const countSold = (sold: number) => db.pools.update({ where: { id: pool_id }, data: { sold } });
    // A place that was never counted as sold can't be given back.
    await countSold(0);
    await till.world.as(on.organizer).events.cancel({ id: on.event.id });
    await expect(runJob(on.event.id)).rejects.toThrow('1 bookings could not be closed');
    expect(await Promise.all(orders.map(statusOf))).toEqual(['confirmed', 'cancelled', 'cancelled']);
    expect(await progressOf(on)).toMatchObject({
      bookings_total: 3,
      bookings_done: 2,
      bookings_failed: 1,
      finished_at: null,
    });
    await countSold(1);
    await resumeCancellations.run(till.world.deps, {}, ATTEMPT);
    await till.runJobs('event.cancel_bookings');
    expect(await statusOf(broken)).toBe('cancelled');
    expect(await progressOf(on)).toMatchObject({ bookings_done: 3, bookings_failed: 0 });
  });

  test.each(['won', 'lost'] as const)('waits for a dispute, and closes the booking when it is %s', async (outcome) => {
    const on = await sale();
    const disputed = await paidByCard(on);
    const other = await paidByBalance(on, 1);
    const dispute = till.payments.desk.dispute(disputed.intent);
    await till.deliver(till.news());
    expect(await cancel(on)).toMatchObject({
      bookings_done: 1,
      bookings_waiting: 1,
      bookings_failed: 0,
      finished_at: null,
    });
    expect([await statusOf(disputed), await statusOf(other)]).toEqual(['confirmed', 'cancelled']);
    till.payments.desk.closeDispute(dispute, outcome);
    await till.deliver(till.news());
    await till.runJobs('event.cancel_bookings');
    await till.runJobs('payment.refund');
    expect(await statusOf(disputed)).toBe('cancelled');
    const { data } = await till.stripe.refunds.list({ payment_intent: disputed.intent });
    expect(data).toHaveLength(outcome === 'won' ? 2 : 0);
    const progress = await progressOf(on);
    expect(progress).toMatchObject({ bookings_waiting: 0, bookings_failed: 0 });
    expect(progress.finished_at).not.toBeNull();
  });
});
