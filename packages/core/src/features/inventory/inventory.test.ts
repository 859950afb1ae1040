import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function creating(change: Record<string, unknown>) {
  const organizer = await world.make.organizer();
  const event = await world.make.event(organizer);
  const input = {
    title: 'VIP',
    event_id: event.id,
    ticket_type: 'paid',
    price: 150_000,
    ticket_quantity: 100,
    ...change,
  };
  return world
    .as(organizer)
    .ticketTypes.create(input as Parameters<ReturnType<World['as']>['ticketTypes']['create']>[0]);
}

test('a ticket type says what is left, what it costs and whether it can be bought', async () => {
  const type = await creating({
    start_date: '2026-03-02',
    start_time: '09:00',
    end_date: '2026-03-05',
    end_time: '17:00',
    description: 'Front row',
  });
  expect(type).toMatchObject({
    object: 'ticket_type',
    title: 'VIP',
    ticket_quantity: 100,
    quota: 100,
    sold: 0,
    ticket_type: 'paid',
    price: '150000.00',
    start_date: '2026-03-02',
    start_time: '09:00:00',
    end_date: '2026-03-05',
    end_time: '17:00:00',
    availability: 'available',
  });
});

test.each([
  [{ price: -1 }, 'price: Price must be greater or equal than 0'],
  [{ price: 0 }, 'price: Price must be greater than 0 for paid tickets.'],
  [{ price: undefined }, 'price: Price is required for paid tickets.'],
  [
    { price: '1.005' },
    'price: Amounts in IDR have at most 2 digits after the point, and no separators: write 150000, not 150.000.',
  ],
  [{ price: 'cheap' }, 'price: A valid number is required.'],
  [{ price: 1e20 }, 'price: A valid number is required.'],
  [{ ticket_type: 'free', price: 5 }, 'price: Price must be 0 for free tickets.'],
  [
    { ticket_type: 'relawan', price: null },
    'price: Price is required for relawan tickets: it is the least that may be paid.',
  ],
  [
    { ticket_type: 'gold' },
    'ticket_type: This is not a valid choice. Use one of: free, paid, relawan, standard, vip, early_bird, student, group.',
  ],
  [{ ticket_quantity: 0 }, 'ticket_quantity: This value must be 1 or more.'],
  [{ ticket_quantity: 1.5 }, 'ticket_quantity: A valid int is required.'],
  [
    { start_date: '2026-03-05', start_time: '10:00', end_date: '2026-03-04', end_time: '10:00' },
    'end_date: The end must be after the start.',
  ],
  [{ event_id: 'x' }, 'event_id: This is not a valid id.'],
])('refuses %j', async (change, sentence) => {
  expect(await refusal(creating(change))).toBe(sentence);
});

test('free needs no price, upper case is understood', async () => {
  expect(await creating({ ticket_type: 'FREE', price: undefined })).toMatchObject({
    ticket_type: 'free',
    price: '0.00',
  });
});

test('only who manages the event puts types on sale; the event shows its lowest price', async () => {
  const { organizer, event } = await world.make.sale({ price: '90000' });
  const stranger = await world.make.organizer();
  expect(await refusal(world.make.ticketType(stranger, event.id))).toBe('event.not_yours');
  await world.make.ticketType(organizer, event.id, { price: '40000' });
  const detail = await world.as().events.get({ id: event.id });
  expect(detail.price).toBe(40_000);
  expect(detail.ticket_type.map((type) => type.price)).toEqual(['40000.00', '90000.00']);
});
