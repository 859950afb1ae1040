import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeCursor, type Page, type PageInput } from '../src/kernel/paging.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const MOMENT = new Date('2026-03-02T09:00:00.000Z');

/** Walks a list page by page, and changes the rows after each page. */
async function walk<T extends { id: string }>(
  list: (input: PageInput) => Promise<Page<T>>,
  change: (seen: readonly string[], page: number) => Promise<unknown>,
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 1; ; page++) {
    const { items, next_cursor } = await list({ page_size: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...items.map(({ id }) => id));
    if (next_cursor === null) return seen;
    cursor = next_cursor;
    await change(seen, page);
  }
}

/** Eight bookings of one ticket each by one buyer, six of them made in the same millisecond. */
async function sold() {
  const { organizer, event, type } = await world.make.sale({ price: '1000', quota: 200 });
  const buyer = await world.make.user();
  const buy = async () => {
    const { id } = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
    return (await world.as(buyer).bookings.pay({ id })).tickets[0]!;
  };
  const tickets = [];
  for (let n = 0; n < 8; n++) tickets.push(await buy());
  const { db } = world.deps;
  const ids = tickets.slice(1, 7).map(({ id }) => id);
  await db.tickets.updateMany({ where: { id: { in: ids } }, data: { created_at: MOMENT } });
  const bookings = await db.bookings.findMany({ where: { event_id: event.id }, orderBy: { id: 'asc' } });
  const tied = bookings.slice(1, 7).map(({ id }) => id);
  await db.bookings.updateMany({ where: { id: { in: tied } }, data: { created_at: MOMENT } });
  await db.payments.updateMany({ where: { booking_id: { in: tied } }, data: { created_at: MOMENT } });
  return { organizer, event, buyer, buy, tickets, bookings };
}

/** A row arrives after each page, and one that was read vanishes. */
async function expectEachOnce<T extends { id: string }>(
  list: (input: PageInput) => Promise<Page<T>>,
  { arrive, vanish }: { arrive: () => Promise<unknown>; vanish?: (id: string) => Promise<unknown> },
) {
  const before = (await list({ page_size: 100 })).items.map(({ id }) => id);
  expect(before.length).toBeGreaterThanOrEqual(8);
  const gone: string[] = [];
  const seen = await walk(list, async (read) => {
    await arrive();
    const last = read.at(-1)!;
    if (vanish && gone.length < 2) {
      gone.push(last);
      await vanish(last);
    }
  });
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((id) => before.includes(id))).toEqual(before);
}

test('attendees.list, tickets.listOwn: each row once while tickets are sold and given back', async () => {
  const { organizer, event, buyer, buy } = await sold();
  const vanish = (id: string) => world.as(buyer).tickets.refund({ id });
  const lists = [
    (input: PageInput) => world.as(organizer).attendees.list({ id: event.id, ...input }),
    (input: PageInput) => world.as(buyer).tickets.listOwn({ status: 'active', ...input }),
  ] as const;
  await expectEachOnce(lists[0], { arrive: buy, vanish });
  for (let n = 0; n < 4; n++) await buy();
  await expectEachOnce(lists[1], { arrive: buy, vanish });
});

test('bookings.list, bookings.listOfEvent, orders.listOwn, payments.list, registrations.list: each row once', async () => {
  const { organizer, event, buyer, buy } = await sold();
  const own = world.as(buyer);
  await expectEachOnce((input) => world.as(organizer).bookings.listOfEvent({ id: event.id, ...input }), {
    arrive: buy,
  });
  await expectEachOnce((input) => own.bookings.list(input), { arrive: buy });
  await expectEachOnce((input) => own.orders.listOwn(input), { arrive: buy });
  await expectEachOnce((input) => own.registrations.list(input), { arrive: buy });
  await expectEachOnce((input) => own.payments.list(input), { arrive: buy });
});

type Filters = Parameters<ReturnType<World['as']>['events']['list']>[0];

test.each<Filters>([
  {},
  { ordering: ['-price'] },
  { ordering: ['price'] },
  { ordering: ['city', '-title'] },
  { search: 'pasar' },
])('events.list: each row once while events appear and disappear, %j', async (filters) => {
  await using other = await openWorld();
  const organizer = await other.make.organizer();
  const starts_at = new Date(MOMENT.getTime() + 40 * 86_400_000);
  const make = async (n: number) => {
    const { id } = await other.make.event(organizer, { title: 'Pasar Malam', city: n % 2 ? 'Jakarta' : 'Bandung' });
    const price_from = n % 3 === 0 ? null : String(n % 2);
    await other.deps.db.events.update({
      where: { id },
      data: { starts_at, ends_at: new Date(starts_at.getTime() + 3_600_000), price_from },
    });
  };
  for (let n = 0; n < 9; n++) await make(n);
  const vanish = (id: string) => other.deps.db.events.update({ where: { id }, data: { status: 'cancelled' } });
  let made = 9;
  const list = (input: PageInput) => other.as().events.list({ ...filters, ...input });
  const before = (await list({ page_size: 100 })).items.map(({ id }) => id);
  const seen = await walk(list, async (read, page) => {
    await make(made++);
    if (page < 3) await vanish(read.at(-1)!);
    if (made > 30) throw new Error('does not end');
  });
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((id) => before.includes(id))).toEqual(before);
});

test.each([
  'garbage.',
  `${Buffer.from('[1]').toString('base64url')}.`,
  encodeCursor(['x', 'y']),
  encodeCursor([]),
  'x',
])('bookings.list, events.list: refuses the cursor %s', async (cursor) => {
  const user = world.as(await world.make.user());
  expect(await refusal(user.bookings.list({ cursor }))).toMatch(/^cursor: /);
  expect(await refusal(user.events.list({ cursor }))).toMatch(/^cursor: |^request.invalid/);
  expect(await refusal(user.venues.list({ cursor }))).toMatch(/^cursor: /);
});
