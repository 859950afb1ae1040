import { runAudit } from '@setiket/core/features/audit';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { type BookingAction, bookingTransitions, isAllowed, isPossible, type Relation } from './bookings.state.ts';

let world: World;
beforeAll(async () => {
  // The state table leaves many bookings unpaid.
  world = await openWorld({ env: { HOLD_SECONDS: '900', MAX_PENDING_BOOKINGS: '100' } });
});
afterEach(async () => {
  expect(await runAudit(world.deps.db)).toEqual([]);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const statuses = ['pending', 'confirmed', 'cancelled', 'expired'] as const;
const relations = ['owner', 'manager', 'staff', 'support', 'administrator', 'system'] as const;
const actions = ['pay', 'confirm', 'cancel', 'refund'] as const;

async function balance(actor: UserActor): Promise<number> {
  return (await world.as(actor).account.get({})).balance;
}

describe('the state table', () => {
  test('says for every state, action and relation whether it goes', () => {
    const possible = Object.fromEntries(
      (Object.keys(bookingTransitions) as BookingAction[]).map((action) => [
        action,
        statuses.filter((status) => isPossible(action, status)),
      ]),
    );
    expect(possible).toEqual({
      pay: ['pending'],
      settle: ['pending', 'expired'],
      confirm: ['pending'],
      cancel: ['pending', 'confirmed'],
      refund: ['confirmed'],
      expire: ['pending'],
    });
    const allowed = Object.fromEntries(
      (Object.keys(bookingTransitions) as BookingAction[]).map((action) => [
        action,
        relations.filter((relation) => isAllowed(action, [relation])),
      ]),
    );
    expect(allowed).toEqual({
      pay: ['owner', 'administrator'],
      settle: ['system'],
      confirm: ['support', 'administrator'],
      cancel: ['owner', 'staff', 'support', 'administrator'],
      refund: ['manager', 'support', 'administrator'],
      expire: ['system'],
    });
  });

  // Every state × every action × everybody, through the procedures: the table is what happens.
  test.each(statuses)(
    'holds for a booking that is %s',
    async (status) => {
      const { organizer, type } = await world.make.sale({ quota: 1000, price: '1000' });
      const owner = await world.make.user();
      const callers: Record<Exclude<Relation, 'system'> | 'stranger', UserActor> = {
        owner,
        manager: organizer,
        onlooker: await world.make.user(),
        staff: await world.make.user({ role: 'staff' }),
        support: await world.make.user({ role: 'support' }),
        administrator: await world.make.administrator(),
        stranger: await world.make.user(),
      };
      const { organization_id } = await world.deps.db.events.findUniqueOrThrow({ where: { id: type.event_id } });
      await world.make.member(organizer, { organization_id, user: callers.onlooker, role: 'member' });
      for (const action of actions) {
        for (const [relation, actor] of Object.entries(callers)) {
          const id = await bookingIn(status, owner, callers.administrator, type.id);
          const bookings = world.as(actor).bookings;
          const expected = !isAllowed(action, [relation as Relation])
            ? relation === 'stranger'
              ? 'booking.not_found'
              : 'request.forbidden'
            : isPossible(action, status)
              ? 'accepted'
              : 'booking.wrong_state';
          expect(await refusal(bookings[action]({ id })), `${relation} ${action} ${status}`).toBe(expected);
        }
      }
    },
    120_000,
  );
});

async function bookingIn(
  status: (typeof statuses)[number],
  owner: UserActor,
  administrator: UserActor,
  event_ticket: string,
): Promise<string> {
  const { id } = await world.as(owner).bookings.create({ event_ticket, quantity: 2 });
  if (status === 'confirmed') await world.as(owner).bookings.pay({ id });
  if (status === 'cancelled') await world.as(administrator).bookings.cancel({ id });
  if (status === 'expired') {
    const begin = world.clock.now();
    world.clock.advance(901);
    expect(await refusal(world.as(owner).bookings.pay({ id }))).toBe('booking.expired');
    world.clock.set(begin);
  }
  return id;
}

describe('a pending booking', () => {
  test('holds its places, is paid from the balance and becomes tickets', async () => {
    const { event, type } = await world.make.sale({ quota: 5, price: '100000' });
    const buyer = await world.make.user();
    const booking = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 3 });
    expect(booking).toMatchObject({
      object: 'booking',
      status: 'pending',
      quantity: 3,
      total_amount: '300000.00',
      tickets: [],
      event_ticket: type.id,
    });
    expect(Date.parse(booking.expires_at ?? '') - Date.parse(booking.booking_date)).toBe(900_000);
    expect((await world.as().events.get({ id: event.id })).ticket_type[0]).toMatchObject({
      ticket_quantity: 2,
      held: 3,
      sold: 0,
    });
    const paid = await world.as(buyer).bookings.pay({ id: booking.id });
    expect(paid).toMatchObject({ status: 'confirmed', expires_at: null });
    expect(paid.tickets).toHaveLength(3);
    expect(await balance(buyer)).toBe(700_000);
    expect((await world.as().events.get({ id: event.id })).ticket_type[0]).toMatchObject({
      ticket_quantity: 2,
      held: 0,
      sold: 3,
    });
  });

  test('takes several types at once, all or nothing', async () => {
    const { organizer, event, type } = await world.make.sale({ quota: 5, price: '100000' });
    const vip = await world.make.ticketType(organizer, event.id, { title: 'VIP', quota: 1, price: '200000' });
    const buyer = await world.make.user();
    const book = (vips: number) =>
      world.as(buyer).bookings.create({
        items: [
          { event_ticket: type.id, quantity: 2 },
          { ticket_type_id: vip.id, quantity: vips },
        ],
      });
    expect(await refusal(book(2))).toBe('ticket_type.sold_out');
    expect((await world.as().events.get({ id: event.id })).ticket_type[0]).toMatchObject({ held: 0 });
    expect(await book(1)).toMatchObject({
      quantity: 3,
      total_amount: '400000.00',
      items: [{ quantity: 2 }, { quantity: 1, unit_price: '200000.00' }],
    });
  });

  test('expires: shown as such at once, and given back to the next buyer with no worker anywhere', async () => {
    const { type } = await world.make.sale({ quota: 200, price: '1000' });
    const holders = await Promise.all(Array.from({ length: 200 }, () => world.make.user()));
    const held: { id: string }[] = [];
    for (const holder of holders)
      held.push(await world.as(holder).bookings.create({ event_ticket: type.id, quantity: 1 }));
    const next = await world.make.user();
    expect(await refusal(world.as(next).tickets.purchase({ ticket_id: type.id }))).toBe('ticket_type.sold_out');
    const begin = world.clock.now();
    world.clock.advance(901);
    expect((await world.as(holders[0]).bookings.get({ id: held[0]!.id })).status).toBe('expired');
    expect(await refusal(world.as(next).tickets.purchase({ ticket_id: type.id }))).toBe('accepted');
    expect(
      await world.deps.db.bookings.count({
        where: { status: 'expired', lines: { some: { ticket_type_id: type.id } } },
      }),
    ).toBe(200);
    world.clock.set(begin);
  }, 60_000);

  test('is confirmed by support without payment; refunding it then returns no money', async () => {
    const { organizer, type } = await world.make.sale({ price: '100000' });
    const buyer = await world.make.user();
    const support = await world.make.user({ role: 'support' });
    const { id } = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 2 });
    expect((await world.as(support).bookings.confirm({ id })).tickets).toHaveLength(2);
    expect(await balance(buyer)).toBe(1_000_000);
    expect((await world.as(organizer).bookings.refund({ id, reason: 'mistake' })).status).toBe('cancelled');
    expect(await balance(buyer)).toBe(1_000_000);
  });

  test('obeys the limits of its ticket type, also of one person at the same moment', async () => {
    const { organizer, event } = await world.make.sale();
    const type = await world.as(organizer).ticketTypes.create({
      event: event.id,
      ticket_type: 'GROUP' as 'group',
      price: 1000,
      quota: 100,
      min_per_order: 2,
      max_per_order: 4,
      max_per_person: 5,
    });
    expect(type).toMatchObject({ tier: 'group', ticket_type: 'paid', title: 'Group', quota: 100 });
    const buyer = await world.make.user();
    const book = (quantity: number) => refusal(world.as(buyer).bookings.create({ event_ticket: type.id, quantity }));
    expect(await book(1)).toBe('quantity: An order has at least 2 of these tickets.');
    expect(await book(5)).toBe('quantity: An order has at most 4 of these tickets.');
    expect((await Promise.all([book(3), book(3), book(3)])).sort()).toEqual([
      'accepted',
      'booking.person_limit',
      'booking.person_limit',
    ]);
  });
});

describe('{event_id, quantity}', () => {
  test('takes the cheapest type that has enough, pays and confirms at once', async () => {
    const { organizer, event } = await world.make.sale({ price: '300000', quota: 10 });
    await world.make.ticketType(organizer, event.id, { price: '50000', quota: 1 });
    const buyer = await world.make.user();
    const booking = await world.as(buyer).bookings.create({ event_id: event.id, quantity: 2 });
    expect(booking).toMatchObject({
      status: 'confirmed',
      user_id: buyer.id,
      event_id: event.id,
      quantity: 2,
      total_amount: '600000.00',
    });
    expect(booking.tickets[0]?.code).toMatch(/^TKT-\d{8}-[A-Z0-9]{8}$/);
    expect(
      (await world.as(buyer).bookings.setStatus({ id: booking.id, status: 'CANCELLED' as 'cancelled' })).tickets.map(
        (ticket) => ticket.status,
      ),
    ).toEqual(['cancelled', 'cancelled']);
    expect(await balance(buyer)).toBe(1_000_000);
  });

  test('books for somebody else only for administrators', async () => {
    const { event } = await world.make.sale();
    const [buyer, other] = [await world.make.user(), await world.make.user()];
    expect(await refusal(world.as(other).bookings.create({ event_id: event.id, quantity: 1, user_id: buyer.id }))).toBe(
      'request.forbidden',
    );
    expect(
      (
        await world
          .as(await world.make.administrator())
          .bookings.create({ event_id: event.id, quantity: 1, user_id: buyer.id })
      ).user_id,
    ).toBe(buyer.id);
    expect(await balance(buyer)).toBe(850_000);
  });
});

test('a shared pool and the event’s capacity bound what its types sell together', async () => {
  const organizer = await world.make.organizer();
  const event = await world
    .as(organizer)
    .events.create({ title: 'Aula', starts_at: '2026-08-01T19:00:00', capacity: 3, status: 'draft' });
  const pool = await world.as(organizer).ticketTypes.createPool({ id: event.id, capacity: 2 });
  const one = await world
    .as(organizer)
    .ticketTypes.create({ event: event.id, ticket_type: 'vip', price: 1000, quota: 10, shared_pool_id: pool.id });
  const two = await world
    .as(organizer)
    .ticketTypes.create({ event: event.id, ticket_type: 'student', price: 500, quota: 10, shared_pool_id: pool.id });
  const three = await world
    .as(organizer)
    .ticketTypes.create({ event: event.id, ticket_type: 'standard', price: 100, quota: 10 });
  await world.as(await world.make.administrator()).events.publish({ id: event.id });
  const buyer = await world.make.user();
  const buy = (ticket_id: string) => refusal(world.as(buyer).tickets.purchase({ ticket_id }));
  expect(await buy(one.id)).toBe('accepted');
  expect(await buy(two.id)).toBe('accepted');
  expect(await buy(two.id)).toBe('ticket_type.sold_out');
  expect(
    (await world.as().ticketTypes.listAvailable({ id: event.id })).map((type) => [type.id, type.ticket_quantity]),
  ).toEqual([[three.id, 1]]);
  expect(await buy(three.id)).toBe('accepted');
  expect(await buy(three.id)).toBe('ticket_type.sold_out');
});

test('registrations and payments are the same bookings in other words', async () => {
  const { event } = await world.make.sale({ price: '100000' });
  const buyer = await world.make.user();
  const registration = await world
    .as(buyer, { idempotency_key: 'r1' })
    .registrations.create({ event: event.id, quantity: 2 });
  expect(registration).toMatchObject({ user: buyer.id, event: event.id, status: 'pending', total_amount: '200000.00' });
  expect(
    await world.as(buyer, { idempotency_key: 'r1' }).registrations.create({ event: event.id, quantity: 2 }),
  ).toEqual(registration);
  expect(await refusal(world.as(buyer).payments.create({ registration: registration.id, amount: 1 }))).toBe(
    'amount: 200000.00 are due.',
  );
  const pay = () =>
    world.as(buyer, { idempotency_key: 'p1' }).payments.create({ registration: registration.id, amount: '200000' });
  const payment = await pay();
  expect(payment).toMatchObject({
    booking_id: registration.id,
    amount: '200000.00',
    status: 'succeeded',
    payment_method: 'balance',
  });
  expect(await pay()).toEqual(payment);
  expect(await balance(buyer)).toBe(800_000);
  const administrator = await world.make.administrator();
  expect(await refusal(world.as(administrator).payments.delete({ id: payment.id }))).toBe('payment.captured');
  expect((await world.as(administrator).payments.update({ id: payment.id, status: 'refunded' })).status).toBe(
    'refunded',
  );
  expect(await balance(buyer)).toBe(1_000_000);
  expect((await world.as(buyer).registrations.get({ id: registration.id })).status).toBe('cancelled');
  expect(await refusal(world.as(await world.make.user()).payments.get({ id: payment.id }))).toBe('payment.not_found');
});
