import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor } from '../../../test/door.ts';
import type { UserActor } from '../../kernel/context.ts';
import { isNamed } from '../accounts/index.ts';

let world: World;
let door: Awaited<ReturnType<typeof openDoor>>;
let buyer: UserActor;
let booking: { id: string };
let ticket: { id: string; code: string };
let number: string;
let staff: UserActor;
let administrator: UserActor;
beforeAll(async () => {
  world = await openWorld();
  // Others who must not be found.
  door = await openDoor(world, { tickets: 2 });
  buyer = await world.make.user();
  await world.as(buyer).account.update({ first_name: 'Budi Ñandú', last_name: 'Santoso_1%' });
  ticket = await world.as(buyer).tickets.purchase({ ticket_id: door.type.id });
  staff = await world.make.user({ role: 'staff' });
  administrator = await world.make.administrator();
  booking = (await world.as(buyer).bookings.list({})).items[0]!;
  number = (await world.as(buyer).orders.get({ id: booking.id })).number;
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const NAMES = [
  'Budi',
  'budi santoso',
  'Santoso Budi',
  'BUDI   SANT',
  ' nandu ',
  'ÑANDÚ'.normalize('NFD'),
  'Ñandú santoso',
  'santoso_1%',
];

test.each(NAMES)('attendees.list, orders.list, users.list: find the name by %j', async (search) => {
  const guests = await world.as(door.organizer).attendees.list({ id: door.event.id, search });
  expect([guests.total, guests.items.map(({ id }) => id)]).toEqual([1, [ticket.id]]);
  expect((await world.as(staff).orders.list({ search })).items.map(({ id }) => id)).toEqual([booking.id]);
  expect((await world.as(administrator).users.list({ search })).items.map(({ id }) => id)).toEqual([buyer.id]);
});

test('attendees.list, orders.list: find numbers, ids, codes and addresses with blanks around', async () => {
  const searches = [
    booking.id,
    ticket.id,
    number,
    number.toLowerCase(),
    ticket.code,
    ticket.code.toLowerCase().slice(4),
  ];
  for (const text of [...searches, buyer.email.toUpperCase(), buyer.username])
    for (const search of [text, `  ${text} `]) {
      const guests = await world.as(door.organizer).attendees.list({ id: door.event.id, search });
      expect(
        guests.items.map(({ id }) => id),
        search,
      ).toEqual([ticket.id]);
      const orders = await world.as(staff).orders.list({ search });
      expect(
        orders.items.map(({ id }) => id),
        search,
      ).toEqual([booking.id]);
    }
});

test('attendees.list, orders.list, users.list: wildcards and other words find nothing; blanks alone everything', async () => {
  for (const search of ['%%', 'Budi_', 'Budi Other', 'sant\\oso', 'ORD-20260302-00000000', crypto.randomUUID()]) {
    expect((await world.as(door.organizer).attendees.list({ id: door.event.id, search })).total, search).toBe(0);
    expect((await world.as(staff).orders.list({ search })).total, search).toBe(0);
    expect((await world.as(administrator).users.list({ search })).total, search).toBe(0);
  }
  const all = await world.as(door.organizer).attendees.list({ id: door.event.id, search: '  ', page_size: 2 });
  expect([all.total, all.items.length]).toEqual([3, 2]);
});

test('users.list: a search for a name can use its index', async () => {
  const plan = await world.deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    return tx.$queryRaw<object[]>`EXPLAIN SELECT id FROM users AS u WHERE ${isNamed('budi santoso')}`;
  });
  expect(JSON.stringify(plan)).toContain('users_names_trigram');
});
