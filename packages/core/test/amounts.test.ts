import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/*
 * `150.000` is a hundred and fifty thousand to most who write it here, and 150 to a program. Every amount that a caller
 * sends is refused when it has more digits after the point than its currency, zeros included.
 */

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function cast() {
  const { make, as } = world;
  const { organizer, event, type } = await make.sale({ price: '150000' });
  const relawan = await make.ticketType(organizer, event.id, { kind: 'relawan', title: 'Relawan', price: '1000' });
  const buyer = await make.user();
  const sold = await as(buyer).tickets.purchase({ ticket_id: type.id });
  const { id: booking_id } = await as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
  return {
    organizer: as(organizer),
    administrator: as(await make.administrator()),
    staff: as(await make.user({ role: 'staff' })),
    buyer: as(buyer),
    event,
    type,
    relawan,
    sold,
    booking_id,
  };
}

type Cast = Awaited<ReturnType<typeof cast>>;
type Door = (cast: Cast, price: string) => Promise<unknown>;

const ticket = { title: 'Kursi', quota: 10 };
const plan = { title: 'Pesta', starts_at: '2026-06-01T12:00:00Z', category: 'seminar', city: 'Jakarta', capacity: 10 };

const DOORS: Record<string, [field: string, Door]> = {
  'ticketTypes.create paid': [
    'price',
    ({ organizer, event }, price) =>
      organizer.ticketTypes.create({ ...ticket, event: event.id, ticket_type: 'paid', price }),
  ],
  'ticketTypes.create relawan': [
    'price',
    ({ organizer, event }, price) =>
      organizer.ticketTypes.create({ ...ticket, event: event.id, ticket_type: 'relawan', price }),
  ],
  'ticketTypes.create with a tier': [
    'price',
    ({ organizer, event }, price) =>
      organizer.ticketTypes.create({ ...ticket, event: event.id, ticket_type: 'VIP', price }),
  ],
  'ticketTypes.update': ['price', ({ organizer, type }, price) => organizer.ticketTypes.update({ id: type.id, price })],
  'ticketTypes.replace': [
    'price',
    ({ organizer, type }, price) =>
      organizer.ticketTypes.replace({ id: type.id, ...ticket, ticket_type: 'paid', price }),
  ],
  'events.create': ['price', ({ organizer }, price) => organizer.events.create({ ...plan, price })],
  'tickets.purchase': [
    'price',
    ({ buyer, relawan }, price) => buyer.tickets.purchase({ ticket_id: relawan.id, price }),
  ],
  'bookings.create': [
    'price',
    ({ buyer, relawan }, price) => buyer.bookings.create({ event_ticket: relawan.id, quantity: 1, price }),
  ],
  'bookings.create with items': [
    'price',
    ({ buyer, relawan }, price) =>
      buyer.bookings.create({ items: [{ ticket_type_id: relawan.id, quantity: 1, price }] }),
  ],
  'payments.create': ['amount', ({ buyer, booking_id }, amount) => buyer.payments.create({ booking_id, amount })],
  'boxOffice.refund': [
    'amount',
    ({ staff, sold }, amount) => staff.boxOffice.refund({ booking_id: sold.booking_id, amount, reason: 'Rain' }),
  ],
  'events.list min_price': ['min_price', ({ buyer }, min_price) => buyer.events.list({ min_price })],
  'events.list max_price': ['max_price', ({ buyer }, max_price) => buyer.events.list({ max_price })],
};

describe.each(Object.entries(DOORS))('%s', (_name, [field, send]) => {
  test.each(['150.000', '150.0000', '1.500'])('refuses %s rupiah on its field', async (price) => {
    const sentence =
      'Amounts in IDR have at most 2 digits after the point, and no separators: write 150000, not 150.000.';
    expect(await refusal(send(await cast(), price))).toBe(`${field}: ${sentence}`);
  });

  test.each(['150000', '150000.0', '150000.00'])('takes %s', async (price) => {
    expect(await refusal(send(await cast(), price))).toBe('accepted');
  });
});
