import type { World } from '@setiket/testing/world';
import { openWorld } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOrderNumber } from '../invoices/index.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function bought(quantity = 2) {
  const { make } = world;
  const { event, type } = await make.sale();
  const buyer = await make.user();
  const booking = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity });
  await world.as(buyer).bookings.pay({ id: booking.id });
  return { event, type, buyer, booking };
}

test('an order shows lines, tickets, payments and what went back', async () => {
  const { buyer, booking, type } = await bought();
  const caller = world.as(buyer);
  const [ticket] = (await caller.bookings.get({ id: booking.id })).tickets;
  await caller.tickets.refund({ id: ticket!.id, reason: 'Ill' });
  const order = await caller.orders.get({ id: booking.id });
  expect(order).toMatchObject({
    object: 'order',
    id: booking.id,
    status: 'confirmed',
    user: buyer.username,
    email: buyer.email,
    quantity: 2,
    net_amount: '300000.00',
    tax_amount: '0.00',
    total_amount: '300000.00',
    paid_amount: '300000.00',
    refunded_amount: '150000.00',
    lines: [{ ticket_type_id: type.id, quantity: 2, unit_price: '150000.00', total_amount: '300000.00' }],
    tax_lines: [],
    payments: [{ provider: 'balance', status: 'succeeded', amount: '300000.00', refunded_amount: '150000.00' }],
    refunds: [{ ticket_id: ticket!.id, kind: 'ticket', status: 'succeeded', amount: '150000.00', reason: 'Ill' }],
  });
  expect(order.number).toMatch(/^ORD-20260302-[0-9A-F]{8}$/);
  expect(order.tickets.map(({ status }) => status).sort()).toEqual(['active', 'cancelled']);
  expect(order.timeline.map(({ kind }) => kind)).toEqual(['succeeded', 'refunded']);
});

test('own orders are listed, the latest first; others are not there', async () => {
  const { buyer, booking, type } = await bought();
  world.clock.advance(60);
  const later = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
  const stranger = await bought();
  const listed = await world.as(buyer).orders.listOwn({});
  expect(listed.items.map(({ id }) => id)).toEqual([later.id, booking.id]);
  expect((await world.as(buyer).orders.listOwn({ status: 'pending' })).items.map(({ id }) => id)).toEqual([later.id]);
  await expect(world.as(stranger.buyer).orders.get({ id: booking.id })).rejects.toThrow('Not found.');
  // Nobody needs a job to come by before an order is seen to have expired.
  world.clock.advance(3600);
  expect((await world.as(buyer).orders.listOwn({ status: 'pending' })).total).toBe(0);
  const expired = await world.as(buyer).orders.listOwn({ status: 'expired' });
  expect(expired.items.map(({ id, status }) => [id, status])).toEqual([[later.id, 'expired']]);
});

test('the house finds orders by number, id, ticket code, name, address, event and status', async () => {
  const { buyer, booking, event } = await bought(1);
  await bought(1);
  const desk = world.as(await world.make.user({ role: 'staff' }));
  const { number, tickets } = await desk.orders.getAny({ id: booking.id });
  const searches = [number, number.toLowerCase(), booking.id, tickets[0]!.code!.slice(4), buyer.username, buyer.email];
  for (const search of searches) {
    const found = await desk.orders.list({ search });
    expect(
      found.items.map(({ id }) => id),
      search,
    ).toEqual([booking.id]);
  }
  expect((await desk.orders.list({ event: event.id })).items.map(({ id }) => id)).toEqual([booking.id]);
  expect((await desk.orders.list({ user: buyer.id })).total).toBe(1);
  expect((await desk.orders.list({ event: event.id, status: 'cancelled' })).total).toBe(0);
  expect((await desk.orders.list({ search: 'ORD-20260302-00000000' })).total).toBe(0);
  expect((await desk.orders.list({ search: 'nobody at all' })).total).toBe(0);
});

test('what is no order number is not read as one', () => {
  expect(readOrderNumber('ORD-20269999-9F3A61C4')).toBeUndefined();
  expect(readOrderNumber('TKT-20260302-9F3A61C4')).toBeUndefined();
});
