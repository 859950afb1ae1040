import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

describe('buying', () => {
  test('takes the price from the balance, a place from the pool, and gives a ticket', async () => {
    const { event, type } = await world.make.sale({ quota: 2 });
    const buyer = await world.make.user();
    const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
    expect(ticket).toMatchObject({
      object: 'ticket',
      owner: buyer.username,
      title: 'Reguler',
      event: event.title,
      ticket_type: 'paid',
      price: '150000.00',
      status: 'active',
    });
    expect(ticket.code).toMatch(/^TKT-20260302-[A-Z0-9]{8}$/);
    expect((await world.as(buyer).account.get({})).balance).toBe(850_000);
    const detail = await world.as().events.get({ id: event.id });
    expect(detail.ticket_type[0]).toMatchObject({ ticket_quantity: 1, quota: 2, sold: 1, availability: 'available' });
    const [own] = (await world.as(buyer).tickets.listOwn({})).items;
    expect(own?.id).toBe(ticket.id);
    expect((await world.as(buyer).events.upcoming({})).items.map((row) => row.id)).toEqual([event.id]);
  });

  test('a free ticket moves no money and has no payment', async () => {
    const { type } = await world.make.sale({ kind: 'free' });
    const buyer = await world.make.user({ balance: '0' });
    const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
    expect(ticket.price).toBe('0.00');
    expect(await world.deps.db.payments.count({ where: { booking_id: ticket.booking_id } })).toBe(0);
  });

  test('relawan takes any amount from its price upwards, and needs to be told which', async () => {
    const { type } = await world.make.sale({ kind: 'relawan', price: '50000' });
    const buyer = await world.make.user();
    const buy = (price?: number) =>
      world.as(buyer).tickets.purchase({ ticket_id: type.id, ...(price !== undefined && { price }) });
    expect(await refusal(buy())).toBe('price: Price is required for relawan tickets.');
    expect(await refusal(buy(49_999))).toBe('price: Price must be at least 50000.00.');
    expect(await refusal(buy(50_000.001))).toBe(
      'price: Amounts in IDR have at most 2 digits after the point, and no separators: write 150000, not 150.000.',
    );
    expect((await buy(75_000)).price).toBe('75000.00');
    expect((await world.as(buyer).account.get({})).balance).toBe(925_000);
  });

  test('nobody pays another price than the one that was shown', async () => {
    const { type } = await world.make.sale();
    const buyer = await world.make.user();
    expect(await refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id, price: 1 }))).toBe(
      'price: The price of this ticket is 150000.00.',
    );
    expect(await refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id, price: -1 }))).toBe(
      'price: Price must be greater or equal than 0',
    );
    expect(await refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id, price: 150_000 }))).toBe('accepted');
  });

  test('is refused without money, without places, without a session', async () => {
    const { type } = await world.make.sale({ quota: 1 });
    const poor = await world.make.user({ balance: '149999.99' });
    const rich = await world.make.user();
    expect(await refusal(world.as(poor).tickets.purchase({ ticket_id: type.id }))).toBe('payment.insufficient_balance');
    expect(await refusal(world.as(rich).tickets.purchase({ ticket_id: type.id }))).toBe('accepted');
    expect(await refusal(world.as(rich).tickets.purchase({ ticket_id: type.id }))).toBe('ticket_type.sold_out');
    expect(await refusal(world.as().tickets.purchase({ ticket_id: type.id }))).toBe('request.unauthenticated');
  });

  test('follows the sale window and the life of the event', async () => {
    const organizer = await world.make.organizer();
    const buyer = await world.make.user();
    const event = await world.make.event(organizer, { starts_in_days: 10 });
    const type = await world.as(organizer).ticketTypes.create({
      title: 'Presale',
      event_id: event.id,
      ticket_type: 'paid',
      price: 1000,
      ticket_quantity: 5,
      start_date: '2026-03-04',
      start_time: '10:00',
      end_date: '2026-03-06',
      end_time: '10:00',
    });
    const buy = () => refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id }));
    const begin = world.clock.now();
    expect(await buy()).toBe('booking.sale_not_started');
    world.clock.set(new Date('2026-03-04T03:00:00Z'));
    expect(await buy()).toBe('accepted');
    world.clock.set(new Date('2026-03-06T03:00:00Z'));
    expect(await buy()).toBe('booking.sale_ended');
    world.clock.advance(30 * 86_400);
    expect(await buy()).toBe('booking.event_over');
    world.clock.set(begin);
  });

  test('tickets of an event that waits for approval do not exist for buyers', async () => {
    const organizer = await world.make.organizer();
    const event = await world.make.event(organizer, { status: 'pending' });
    const type = await world.make.ticketType(organizer, event.id);
    expect(await refusal(world.as(await world.make.user()).tickets.purchase({ ticket_id: type.id }))).toBe(
      'ticket_type.not_found',
    );
  });
});

describe('refunding', () => {
  test('gives money, place and figures back, and closes the booking', async () => {
    const { organizer, event, type } = await world.make.sale({ quota: 1 });
    const buyer = await world.make.user();
    const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
    expect((await world.as(organizer).events.sales({})).total_sales).toBe(150_000);
    const { message } = await world.as(buyer).tickets.refund({ id: ticket.id, reason: 'ill' });
    expect(message).toBe('Ticket refunded successfully. The amount has been added to your balance.');
    expect((await world.as(buyer).account.get({})).balance).toBe(1_000_000);
    expect((await world.as().events.get({ id: event.id })).ticket_type[0]?.ticket_quantity).toBe(1);
    expect(await world.as(organizer).events.sales({})).toMatchObject({
      total_sales: 0,
      total_sold_ticket: 0,
      total_active_event: 1,
    });
    const booking = await world.deps.db.bookings.findUniqueOrThrow({ where: { id: ticket.booking_id } });
    expect(booking.status).toBe('cancelled');
    expect(await refusal(world.as(buyer).tickets.refund({ id: ticket.id }))).toBe('ticket.already_refunded');
    expect(await refusal(world.as(buyer).tickets.qr({ id: ticket.id }))).toBe('ticket.cancelled');
  });

  test('is for the owner and administrators alone', async () => {
    const { organizer, type } = await world.make.sale();
    const buyer = await world.make.user();
    const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
    expect(await refusal(world.as(organizer).tickets.refund({ id: ticket.id }))).toBe('ticket.not_found');
    expect(await refusal(world.as(buyer).tickets.refundAny({ id: ticket.id }))).toBe('request.forbidden');
    expect(await refusal(world.as(await world.make.administrator()).tickets.refundAny({ id: ticket.id }))).toBe(
      'accepted',
    );
    expect((await world.as(buyer).account.get({})).balance).toBe(1_000_000);
  });

  test('is refused once the event is over', async () => {
    const { type } = await world.make.sale();
    const buyer = await world.make.user();
    const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
    const begin = world.clock.now();
    world.clock.advance(40 * 86_400);
    expect(await refusal(world.as(buyer).tickets.refund({ id: ticket.id }))).toBe('booking.refund_of_past_event');
    world.clock.set(begin);
  });
});

test('the QR belongs to the owner; the organizer sees who comes', async () => {
  const { organizer, event, type } = await world.make.sale();
  const buyer = await world.make.user();
  const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  const qr = await world.as(buyer).tickets.qr({ id: ticket.id });
  expect(qr.qr_code).toMatch(/^data:image\/png;base64,/);
  expect(qr.qr_code_string.startsWith(`SETIKET-${ticket.id}`)).toBe(true);
  expect(await refusal(world.as(organizer).tickets.qr({ id: ticket.id }))).toBe('ticket.not_found');
  const attendees = await world.as(organizer).attendees.list({ id: event.id });
  expect(attendees.items).toMatchObject([
    {
      customer_username: buyer.username,
      costumer_email: buyer.email,
      ticket_type: 'paid',
      price: '150000.00',
      event: event.title,
    },
  ]);
  expect(await refusal(world.as(await world.make.organizer()).attendees.list({ id: event.id }))).toBe(
    'event.not_yours',
  );
  expect(await refusal(world.as(buyer).attendees.list({ id: event.id }))).toBe('request.forbidden');
});

describe('an Idempotency-Key', () => {
  test('replays answers and refusals, and refuses another body', async () => {
    const { type } = await world.make.sale();
    const buyer = await world.make.user();
    const call = { idempotency_key: 'k1' };
    const first = await world.as(buyer, call).tickets.purchase({ ticket_id: type.id });
    const headers = new Map<string, unknown>();
    const again = await world
      .as(buyer, { ...call, reply: (name, value) => void headers.set(name, value) })
      .tickets.purchase({ ticket_id: type.id });
    expect(again).toEqual(first);
    expect(headers.get('Idempotent-Replayed')).toBe('true');
    expect(await refusal(world.as(buyer, call).tickets.purchase({ ticket_id: type.id, price: 150_000 }))).toBe(
      'idempotency.mismatch',
    );
    expect(await refusal(world.as(buyer, call).tickets.refund({ id: first.id }))).toBe('idempotency.mismatch');
  });

  test('means nothing to another account', async () => {
    const { type } = await world.make.sale();
    const [one, other] = [await world.make.user(), await world.make.user()];
    const call = { idempotency_key: 'same' };
    const first = await world.as(one, call).tickets.purchase({ ticket_id: type.id });
    const second = await world.as(other, call).tickets.purchase({ ticket_id: type.id });
    expect(second.id).not.toBe(first.id);
  });

  test('keeps a refusal, as the key stands for one attempt', async () => {
    const { type } = await world.make.sale({ quota: 1 });
    const [one, other] = [await world.make.user(), await world.make.user()];
    const ticket = await world.as(one).tickets.purchase({ ticket_id: type.id });
    const buy = (key: string) =>
      refusal(world.as(other, { idempotency_key: key }).tickets.purchase({ ticket_id: type.id }));
    expect(await buy('first')).toBe('ticket_type.sold_out');
    await world.as(one).tickets.refund({ id: ticket.id });
    expect(await buy('first')).toBe('ticket_type.sold_out');
    expect(await buy('second')).toBe('accepted');
  });
});
