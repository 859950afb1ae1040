import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  const organizer = await world.make.organizer();
  const add = async (
    title: string,
    options: { city: string; category: string; description: string; starts_in_days: number; price?: string },
  ) => {
    const event = await world.make.event(organizer, { title, ...options });
    if (options.price) await world.make.ticketType(organizer, event.id, { price: options.price });
  };
  await add('Konferensi Teknologi', {
    city: 'Jakarta',
    category: 'seminar',
    description: 'Belajar membangun layanan yang andal.',
    starts_in_days: 10,
    price: '100000',
  });
  await add('Jazz di Taman', {
    city: 'Bandung',
    category: 'konser',
    description: 'Musicians playing under the trees.',
    starts_in_days: 20,
    price: '250000',
  });
  await add('Malam Komedi', {
    city: 'Jakarta Selatan',
    category: 'komedi',
    description: 'Tertawa bersama.',
    starts_in_days: 30,
    price: '50000',
  });
  await add('Lari Pagi 100%', {
    city: 'Surabaya',
    category: 'olahraga',
    description: 'Ten kilometres.',
    starts_in_days: 40,
  });
  await world.make.event(organizer, { title: 'Konferensi yang menunggu', status: 'pending' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Filters = Parameters<ReturnType<World['as']>['events']['list']>[0];
const titles = async (filters: Filters) => (await world.as().events.list(filters)).items.map((event) => event.title);

const ALL = ['Konferensi Teknologi', 'Jazz di Taman', 'Malam Komedi', 'Lari Pagi 100%'];

test.each<[string, Filters, string[]]>([
  ['what is approved, the soonest first', {}, ALL],
  ['a category', { category: 'KONSER' }, ['Jazz di Taman']],
  ['a part of a city', { city: 'jakarta' }, ['Konferensi Teknologi', 'Malam Komedi']],
  ['days from', { start_date_from: '2026-03-22' }, ['Jazz di Taman', 'Malam Komedi', 'Lari Pagi 100%']],
  ['a day they start after', { starts_after: '2026-03-22' }, ['Jazz di Taman', 'Malam Komedi', 'Lari Pagi 100%']],
  ['a moment they start after', { starts_after: '2026-03-22T02:00:00Z' }, ['Malam Komedi', 'Lari Pagi 100%']],
  ['a status in its other words', { status: 'PUBLISHED' }, ALL],
  ['a status that nobody has', { status: 'cancelled' }, []],
  ['drafts, which are hidden', { status: 'PENDING' }, []],
  ['days to, that day included', { start_date_to: '2026-03-22' }, ['Konferensi Teknologi', 'Jazz di Taman']],
  ['a least price', { min_price: 100_000 }, ['Konferensi Teknologi', 'Jazz di Taman']],
  ['a span of prices', { min_price: '60000', max_price: '200000' }, ['Konferensi Teknologi']],
  ['filters together', { city: 'Jakarta', max_price: 60_000 }, ['Malam Komedi']],
  [
    'an order by several fields',
    { ordering: ['city', '-start_date'] },
    ['Jazz di Taman', 'Konferensi Teknologi', 'Malam Komedi', 'Lari Pagi 100%'],
  ],
  [
    'an order by price, without a price last',
    { ordering: ['-price'] },
    ['Jazz di Taman', 'Konferensi Teknologi', 'Malam Komedi', 'Lari Pagi 100%'],
  ],
  ['a word of the title', { search: 'komedi' }, ['Malam Komedi']],
  ['the beginning of a word', { search: 'tekno' }, ['Konferensi Teknologi']],
  ['an Indonesian stem', { search: 'bangun' }, ['Konferensi Teknologi']],
  ['an English stem', { search: 'musician play' }, ['Jazz di Taman']],
  ['a city', { search: 'surabaya' }, ['Lari Pagi 100%']],
  ['a misspelling', { search: 'konfrensi teknolgi' }, ['Konferensi Teknologi']],
  ['signs that mean something to a pattern', { search: '100%' }, ['Lari Pagi 100%']],
  ['signs that mean something to a query', { search: "& | ! :* ' (" }, []],
  ['nothing that is there', { search: 'zzzzqqq' }, []],
  ['an empty search', { search: '  ' }, ALL],
])('finds by %s', async (_name, filters, expected) => {
  expect(await titles(filters)).toEqual(expected);
});

const decomposed = (text: string) => text.normalize('NFD');

test.each<Filters>([
  { city: 'Sao Paulo' },
  { city: 'SAO PAULO' },
  { city: 'são' },
  { city: decomposed('São Paulo') },
  { search: 'nandu' },
  { search: 'cafe nandu' },
  { search: 'CAFE' },
  { search: 'Ñandú' },
  { search: decomposed('Café Ñandú') },
  { search: 'sao paulo' },
  { search: 'cafe ñandoo' },
  { city: 'Sao', search: 'nand' },
])('events.list: finds accented words by %j', async (filters) => {
  await using other = await openWorld();
  const organizer = await other.make.organizer();
  const { id } = await other.make.event(organizer, { title: decomposed('Café Ñandú'), city: 'São Paulo' });
  await other.make.event(organizer, { title: 'Pasar Malam', city: 'Jakarta' });
  const found = await other.as().events.list(filters);
  expect(found.items.map((event) => event.id)).toEqual([id]);
});

test('finds what is hidden for who may see it, by organization and venue', async () => {
  const organizer = await world.make.organizer();
  const draft = await world.make.event(organizer, { title: 'Rahasia', status: 'pending' });
  const own = { status: 'pending', organization: draft.organization_id } as const;
  const found = async (actor: Parameters<World['as']>[0], filters: Filters) =>
    (await world.as(actor).events.list(filters)).items.map(({ title }) => title);
  expect(await found(organizer, { status: 'pending' })).toEqual(['Rahasia']);
  expect(await found(await world.make.organizer(), own)).toEqual([]);
  const administrator = await world.make.administrator();
  expect(await found(administrator, own)).toEqual(['Rahasia']);
  expect(await found(administrator, { status: 'pending', ordering: ['title'] })).toEqual([
    'Konferensi yang menunggu',
    'Rahasia',
  ]);
  expect(await found(undefined, { organization: draft.organization_id })).toEqual([]);
  expect(await found(undefined, { venue: draft.id })).toEqual([]);
});

test('comes page by page without overlap', async () => {
  const first = await world.as().events.list({ page_size: 3 });
  expect(first).toMatchObject({ total: 4, next_cursor: expect.any(String) });
  const second = await world.as().events.list({ page_size: 3, cursor: first.next_cursor! });
  expect(await world.as().events.list({ page_size: 3, page: 2 })).toEqual(second);
  expect([...first.items, ...second.items].map((event) => event.title)).toEqual(ALL);
  expect(second.next_cursor).toBeNull();
  expect(await world.as().events.list({ page: 9 })).toMatchObject({ items: [], total: 4 });
});

test.each<[Filters, string]>([
  [{ page: 0 }, 'page: This value must be 1 or more.'],
  [{ page_size: 101 }, 'page_size: This value must be 100 or less.'],
  [{ start_date_from: 'tomorrow' }, 'start_date_from: Date has wrong format. Use YYYY-MM-DD.'],
  [
    { status: 'sold' },
    'status: This is not a valid choice. Use one of: draft, pending, rejected, approved, published, active, cancelled, canceled, completed.',
  ],
  [{ min_price: 'low' }, 'min_price: A valid number is required.'],
])('refuses %j', async (filters, sentence) => {
  expect(await refusal(world.as().events.list(filters))).toBe(sentence);
});
