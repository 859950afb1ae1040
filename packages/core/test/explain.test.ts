import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { openWorld, type World } from '@setiket/testing/world';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticate } from '../src/features/accounts/index.ts';
import { expireOverdue } from '../src/features/bookings/expiry.ts';
import { completePastEvents } from '../src/features/events/events.jobs.ts';
import { remindOfEvents } from '../src/features/notifications/reminders.ts';
import { watchSales } from '../src/features/sales-desk/watch-sales.ts';
import { systemContext, type UserActor } from '../src/kernel/context.ts';
import { fillTables, idOf } from './plans/large-data.ts';
import { captureStatements, type Statement, tablesReadWhole } from './plans/plans.ts';

/*
 * What visitors, buyers and organizers read all day must not read a big table from end to end. The statements are those
 * that the product sends at this moment, planned by PostgreSQL for tables in which that would hurt.
 */

/** Those that grow with the business. */
const BIG = [
  'bookings',
  'booking_lines',
  'events',
  'event_statistics',
  'ledger_entries',
  'ledger_transactions',
  'payments',
  'pools',
  'sessions',
  'ticket_types',
  'tickets',
  'users',
];
const SIZES = { events: 20_000, bookings: 100_000, users: 20_000, organizations: 400 };

let world: World;
let client: pg.Client;
let organizer: UserActor;
let buyer: UserActor;
let administrator: UserActor;
let event_id: string;

beforeAll(async () => {
  world = await openWorld();
  administrator = await world.make.administrator();
  await fillTables(world.env.DATABASE_URL, SIZES, world.clock.now());
  client = new pg.Client({ connectionString: world.env.DATABASE_URL });
  await client.connect();
  organizer = await person(10);
  buyer = await person(5000);
  event_id = await idIn('event', 1009);
}, 120_000);
afterAll(async () => {
  await client?.end();
  await world?.[Symbol.asyncDispose]();
});

async function idIn(what: string, n: number): Promise<string> {
  const { rows } = await client.query<{ id: string }>(`SELECT ${idOf(what, n)} AS id`);
  return rows[0]!.id;
}

async function person(n: number): Promise<UserActor> {
  const user = await world.deps.db.users.findUniqueOrThrow({ where: { id: await idIn('user', n) } });
  const { id, username, email, role, is_superuser, locale } = user;
  return {
    kind: 'user',
    id,
    username,
    email,
    email_verified: true,
    role,
    is_superuser,
    locale,
    session_id: `session${n}`,
  };
}

type ListInput = NonNullable<Parameters<ReturnType<World['as']>['events']['list']>[0]>;
const list = (input: ListInput) => () => world.as().events.list(input);

const READS: Record<string, () => Promise<unknown>> = {
  'list of events': list({}),
  'list of events, page 3': list({ page: 3 }),
  'events of a category': list({ category: 'konser' }),
  'events of a category in a city': list({ category: 'konser', city: 'Bandung' }),
  'events of a city, page 3': list({ city: 'Bandung', page: 3 }),
  'events between two prices': list({ min_price: '100000', max_price: '150000' }),
  'events up to a price, page 3': list({ max_price: '150000', page: 3 }),
  'events between two days': list({ start_date_from: '2026-04-01', start_date_to: '2026-04-07' }),
  'events of a category in a city between two days': list({
    category: 'konser',
    city: 'Bandung',
    max_price: '300000',
    start_date_from: '2026-04-01',
    start_date_to: '2026-05-07',
  }),
  'search of a rare word': list({ search: 'tema77' }),
  'search of a common word': list({ search: 'gamelan' }),
  'search of a common word, page 3': list({ search: 'gamelan', page: 3 }),
  'search of a misspelled word': list({ search: 'gamelna' }),
  'cheapest events': list({ ordering: ['price'] }),
  'cheapest events, page 3': list({ ordering: ['price'], page: 3 }),
  'dearest events': list({ ordering: ['-price'] }),
  'latest events': list({ ordering: ['-created_at'] }),
  'latest events, page 3': list({ ordering: ['-created_at'], page: 3 }),
  'last events to start': list({ ordering: ['-start_date'] }),
  'completed events': list({ status: 'completed' }),
  'one event': () => world.as().events.get({ id: event_id }),
  'one event, to somebody signed in': () => world.as(buyer).events.get({ id: event_id }),
  'bookings of a user': () => world.as(buyer).bookings.list({}),
  'bookings of a user, page 3': () => world.as(buyer).bookings.list({ page: 3 }),
  'bookings of everybody': () => world.as(administrator).bookings.list({}),
  'bookings of an event': () => world.as(administrator).bookings.listOfEvent({ id: event_id }),
  'tickets of a user': () => world.as(buyer).tickets.listOwn({}),
  'attendees of an event': () => world.as(administrator).attendees.list({ id: event_id }),
  'export of attendees': async () => {
    const file = await world.as(administrator).attendees.export({ id: event_id });
    await text(file.body as Readable);
  },
  'search of attendees': () => world.as(administrator).attendees.list({ id: event_id, search: 'person12' }),
  'sales of an organizer': () => world.as(organizer).events.sales({}),
  'sales of an event over time': () => world.as(administrator).events.salesOverTime({ id: event_id }),
  'sales of an event by the hour': () =>
    world
      .as(administrator)
      .events.salesOverTime({ id: event_id, per: 'hour', from: '2026-03-01T00:00', to: '2026-03-08T00:00' }),
  'figures of watched events': () => firstFigures(organizer),
  'events of an organizer': () => world.as(organizer).events.listOwn({}),
  'events of an organizer, page 2': () => world.as(organizer).events.listOwn({ page: 2 }),
  'upcoming events of a user': () => world.as(buyer).events.upcoming({}),
  'events that wait for approval': () => world.as(administrator).events.listPending({}),
  'sign-in by username': () => signIn({ username: 'person77' }),
  'sign-in by address': () => signIn({ email: 'person77@large.test' }),
  'who is asking': () => authenticate(world.deps, { session_cookie: 'unknown' }),
  'expiry of holds': () => expireOverdue(systemContext(world.deps, 'test'), event_id),
  'search for who is to be reminded': () => remindOfEvents.run(world.deps, {}, { id: 'test' }),
  'search for events that are over': () => completePastEvents.run(world.deps, {}, { id: 'test' }),
};

/** What somebody hears first who opens the dashboard. */
async function firstFigures(actor: UserActor): Promise<void> {
  const leaving = new AbortController();
  const seen = await watchSales({ ...world.ctx(actor), actor }, {}, leaving.signal);
  for await (const figures of seen) {
    expect(figures.length).toBeGreaterThan(0);
    leaving.abort();
  }
}

/** Refused, as these people have no password; by then they were looked up. */
async function signIn(login: { username: string } | { email: string }): Promise<void> {
  await expect(world.as().auth.login({ ...login, password: 'not this one' })).rejects.toThrow();
}

/** The house alone asks how many bookings there are at all, and whoever counts everything reads everything. */
const COUNTS_ALL_BOOKINGS = /COUNT\(\*\).* FROM "public"."bookings" WHERE 1=1 /;

/** Each big table that a statement reads whole, with the statement. */
async function findings(statements: Statement[]): Promise<string[]> {
  const found: string[] = [];
  for (const statement of statements.filter(({ text }) => !COUNTS_ALL_BOOKINGS.test(text)))
    for (const table of await tablesReadWhole(client, statement))
      if (BIG.includes(table)) found.push(`${table} is read whole by ${statement.text.replace(/\s+/g, ' ').trim()}`);
  return found;
}

test.each(Object.keys(READS))('%s: no big table is read whole', async (name) => {
  const statements = await captureStatements(READS[name]!);
  expect(statements.length).toBeGreaterThan(0);
  expect(await findings(statements)).toEqual([]);
});

test('a missing index is found, with its table and statement', async () => {
  const statements = await captureStatements(() => world.as(buyer).bookings.list({}));
  await client.query('BEGIN; DROP INDEX bookings_user_id_created_at_idx');
  try {
    expect((await findings(statements)).join('\n')).toMatch(/^bookings is read whole by SELECT .*"user_id" = \$1/);
  } finally {
    await client.query('ROLLBACK');
  }
});
