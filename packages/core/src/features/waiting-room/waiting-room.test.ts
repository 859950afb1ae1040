import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { admissionToken } from './admission-token.ts';
import { drawOrder } from './draw.ts';
import { tick } from './tick.service.ts';
import { accountVisitor } from './visitor.ts';
import { forgetWaitingPlaces } from './waiting-room.jobs.ts';
import { joinWaitingRoom } from './waiting-room.service.ts';
import { watchWaitingRoom } from './watch.service.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Sale = Awaited<ReturnType<typeof sale>>;

/** A sale with a waiting room whose doors open in a minute. */
async function sale({ quota = 100, opens_in = 60, max_per_minute = null as number | null } = {}) {
  const made = await world.make.sale({ quota });
  const opens_at = new Date(world.clock.now().getTime() + opens_in * 1000);
  await world
    .as(made.organizer)
    .waitingRoom.change({ id: made.event.id, opens_at: opens_at.toISOString(), max_per_minute });
  return { ...made, id: made.event.id, opens_at };
}

const join = (id: string, actor?: UserActor) => world.as(actor).waitingRoom.join({ id });
const look = (id: string, actor?: UserActor) => world.as(actor).waitingRoom.look({ id });

/** Time goes on by a second, and the leader takes a step. */
async function step({ id }: { id: string }, seconds = 1) {
  world.clock.advance(seconds);
  return tick(world.deps, { event_id: id });
}

/** Somebody whom the waiting room has admitted, with their token. */
async function admitted(on: Sale) {
  const user = await world.make.user();
  await join(on.id, user);
  await step(on, 60);
  const { admission_token } = await look(on.id, user);
  return { user, token: admission_token! };
}

const buy = ({ type }: Sale, user: UserActor, admission_token?: string) =>
  refusal(world.as(user, { admission_token }).tickets.purchase({ ticket_id: type.id }));

test('who joins before the doors open is drawn, who comes later stands behind in order of arrival', async () => {
  const on = await sale({ quota: 1_000, max_per_minute: 1 });
  const early: UserActor[] = [];
  for (let n = 0; n < 12; n++) early.push(await world.make.user());
  for (const user of early)
    expect(await join(on.id, user)).toMatchObject({ state: 'early', position: null, estimate_seconds: 60 });
  await step(on, 59);
  expect(await look(on.id, early[0])).toMatchObject({ state: 'early', estimate_seconds: 1 });
  world.clock.advance(1);
  const late: UserActor[] = [];
  for (let n = 0; n < 5; n++) late.push(await world.make.user());
  for (const user of late) expect(await join(on.id, user)).toMatchObject({ state: 'waiting', position: null });
  expect(await tick(world.deps, { event_id: on.id })).toEqual({ admitted: 1, admitted_through: 1, last_place: 17 });
  const rank = async (user: UserActor) => ((await look(on.id, user)).position ?? 0) + 1;
  const positions = await Promise.all([...early, ...late].map(rank));
  expect([...positions].slice(0, 12).sort((a, b) => a! - b!)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  // By arrival it would be this order; by lot it is it once in 479 million draws.
  expect(positions.slice(0, 12)).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(positions.slice(12)).toEqual([13, 14, 15, 16, 17]);
});

test('the draw can be done again from the stored seed, and happens once', async () => {
  const on = await sale({ max_per_minute: 1 });
  for (let n = 0; n < 20; n++) await join(on.id, await world.make.user());
  await step(on, 60);
  const { seed, drawn } = await world.as(on.organizer).waitingRoom.settings({ id: on.id });
  const places = await world.deps.db.waiting_places.findMany({ where: { event_id: on.id }, orderBy: { place: 'asc' } });
  expect(drawn).toBe(20);
  expect(places.map(({ id }) => id)).toEqual(drawOrder(seed!, places.map(({ id }) => id).sort()));
  expect(
    drawOrder(
      'another seed',
      places.map(({ id }) => id),
    ),
  ).not.toEqual(places.map(({ id }) => id));
  await step(on);
  expect((await world.as(on.organizer).waitingRoom.settings({ id: on.id })).seed).toBe(seed);
  await expect(
    world.deps.db.waiting_rooms.update({ where: { event_id: on.id }, data: { seed: 'of my own' } }),
  ).rejects.toThrow(/drawn once/);
});

test('coming back neither loses nor improves a place', async () => {
  const on = await sale({ max_per_minute: 1, opens_in: 0 });
  const [first, second] = [await world.make.user(), await world.make.user()];
  await join(on.id, first);
  await join(on.id, second);
  await step(on);
  const before = await look(on.id, second);
  expect(before).toMatchObject({ state: 'waiting', position: 1, ahead: 0, estimate_seconds: 60 });
  await Promise.all([join(on.id, second), join(on.id, first), join(on.id, second)]);
  await step(on);
  expect(await look(on.id, second)).toMatchObject({ position: 1 });
  expect(await world.deps.db.waiting_places.count({ where: { event_id: on.id } })).toBe(2);
});

test('without an admission nobody buys or books; with one, somebody does', async () => {
  const on = await sale();
  const { user, token } = await admitted(on);
  const stranger = await world.make.user();
  expect(await buy(on, stranger)).toBe('waiting_room.admission_required');
  expect(await buy(on, user)).toBe('waiting_room.admission_required');
  expect(await refusal(world.as(stranger).bookings.create({ event_ticket: on.type.id, quantity: 1 }))).toBe(
    'waiting_room.admission_required',
  );
  expect(await refusal(world.as(stranger).bookings.create({ event_id: on.id, quantity: 1 }))).toBe(
    'waiting_room.admission_required',
  );
  expect(await buy(on, user, token)).toBe('accepted');
  const as_user = world.as(user, { admission_token: token });
  expect(await refusal(as_user.bookings.create({ event_ticket: on.type.id, quantity: 1 }))).toBe('accepted');
  expect(await refusal(as_user.bookings.create({ event_id: on.id, quantity: 1 }))).toBe('accepted');
});

test('another’s token, another event’s, a forged and an expired one admit nobody', async () => {
  const on = await sale();
  const { user, token } = await admitted(on);
  const thief = await world.make.user();
  expect(await buy(on, thief, token)).toBe('waiting_room.admission_required');
  expect(await buy(on, thief, token.replace(user.id, thief.id))).toBe('waiting_room.admission_required');
  const [id, moment, signature] = token.split('.');
  expect(await buy(on, user, `${id}.${Number(moment) + 1}.${signature}`)).toBe('waiting_room.admission_required');
  for (const junk of ['', 'x', '..', `${user.id}.${moment}.`, `${user.id}.1e9.${signature}`])
    expect(await buy(on, user, junk)).toBe('waiting_room.admission_required');
  const elsewhere = { event_id: newId(), user_id: user.id, expires_at: new Date(Number(moment)) };
  expect(await buy(on, user, admissionToken(world.env, elsewhere))).toBe('waiting_room.admission_required');
  world.clock.set(new Date(Number(moment) - 1));
  expect(await buy(on, user, token)).toBe('accepted');
  world.clock.advance(0.001);
  expect(await buy(on, user, token)).toBe('waiting_room.admission_expired');
});

test('who let the time pass stands behind those who wait', async () => {
  const on = await sale({ opens_in: 0, max_per_minute: 1 });
  const [first, second, third] = [await world.make.user(), await world.make.user(), await world.make.user()];
  for (const user of [first, second]) await join(on.id, user);
  await step(on);
  expect(await look(on.id, first)).toMatchObject({ state: 'admitted', position: null });
  world.clock.advance(600);
  expect(await look(on.id, second)).toMatchObject({ state: 'waiting', position: 1 });
  expect(await look(on.id, first)).toMatchObject({ state: 'expired', admission_token: null });
  await join(on.id, third);
  expect(await join(on.id, first)).toMatchObject({ state: 'waiting', position: null });
  await step(on);
  const rank = async (user: UserActor) => (await look(on.id, user)).position;
  expect([await rank(second), await rank(third), await rank(first)]).toEqual([1, 2, 3]);
});

test('the house, its staff and what is given away need no admission', async () => {
  const on = await sale();
  expect(await buy(on, await world.make.administrator())).toBe('accepted');
  expect(await buy(on, await world.make.user({ role: 'staff' }))).toBe('accepted');
  const guest = await world.make.user();
  const comp = { ticket_type_id: on.type.id, quantity: 1, email: guest.email, reason: 'Press' };
  expect(await refusal(world.as(on.organizer).boxOffice.issueComps(comp))).toBe('accepted');
});

test('a browser waits without an account, and its place goes to the account that signs in there', async () => {
  const on = await sale({ opens_in: 0 });
  const { visitor_secret } = await world.as().waitingRoom.join({ id: on.id });
  expect(visitor_secret).toMatch(/^[\w-]{43}$/);
  const browser = { visitor_secret: visitor_secret! };
  expect(await world.as(undefined, browser).waitingRoom.join({ id: on.id })).toMatchObject({ visitor_secret });
  await step(on);
  const asBrowser = await world.as(undefined, browser).waitingRoom.look({ id: on.id });
  expect(asBrowser).toMatchObject({ state: 'admitted', admission_token: null });
  const [user, other] = [await world.make.user(), await world.make.user()];
  expect(await world.as(user, browser).waitingRoom.look({ id: on.id })).toMatchObject({ state: 'outside' });
  const mine = await world.as(user, browser).waitingRoom.join({ id: on.id });
  expect(mine).toMatchObject({ state: 'admitted', expires_at: asBrowser.expires_at, visitor_secret: null });
  expect(await buy(on, user, mine.admission_token!)).toBe('accepted');
  // The secret has no place any more, so that one place is one account.
  expect(await world.as(other, browser).waitingRoom.join({ id: on.id })).toMatchObject({ state: 'waiting' });
  expect(await world.as(undefined, browser).waitingRoom.look({ id: on.id })).toMatchObject({ state: 'outside' });
  expect(await world.deps.db.waiting_places.count({ where: { event_id: on.id } })).toBe(2);
});

test('a cookie says who waits, and a repeated request is one visitor', async () => {
  const on = await sale();
  const call = { idempotency_key: newId() };
  const ctx = world.ctx(undefined, call);
  const first = await joinWaitingRoom(ctx, { id: on.id });
  expect(ctx.headers.get('Set-Cookie')).toMatch(
    new RegExp(`^setiket_visitor=${first.visitor_secret}; .*HttpOnly; SameSite=Lax`),
  );
  const again = await world.as(undefined, call).waitingRoom.join({ id: on.id });
  expect(again.visitor_secret).toBe(first.visitor_secret);
  expect(await world.deps.db.waiting_places.count({ where: { event_id: on.id } })).toBe(1);
});

test('sold out, those who wait hear it, and are admitted when places come back', async () => {
  const on = await sale({ quota: 1, opens_in: 0 });
  const people: UserActor[] = [];
  for (let n = 0; n < 5; n++) people.push(await world.make.user());
  for (const user of people) await join(on.id, user);
  await step(on);
  // Three tokens for one place, and no more.
  const states = await Promise.all(people.map(async (user) => (await look(on.id, user)).state));
  expect(states).toEqual(['admitted', 'admitted', 'admitted', 'waiting', 'waiting']);
  const { admission_token } = await look(on.id, people[0]);
  const as = world.as(people[0], { admission_token: admission_token! });
  const ticket = await as.tickets.purchase({ ticket_id: on.type.id });
  await step(on);
  expect(await look(on.id, people[3])).toMatchObject({ state: 'sold_out', position: 1, estimate_seconds: null });
  await as.tickets.refund({ id: ticket.id });
  await step(on, 600);
  expect((await look(on.id, people[3])).state).toBe('admitted');
});

test('nobody is admitted before anything is on sale', async () => {
  const on = await sale({ opens_in: 0 });
  await world.as(on.organizer).ticketTypes.update({
    id: on.type.id,
    sale_starts_at: new Date(world.clock.now().getTime() + 3_600_000).toISOString(),
  } as never);
  const user = await world.make.user();
  await join(on.id, user);
  expect(await step(on)).toMatchObject({ admitted: 0 });
  expect(await look(on.id, user)).toMatchObject({ state: 'waiting', position: 1, estimate_seconds: null });
  expect(await step(on, 3_600)).toMatchObject({ admitted: 1 });
});

test('the organizer’s ceiling holds for a minute', async () => {
  const on = await sale({ opens_in: 0, max_per_minute: 6 });
  for (let n = 0; n < 20; n++) await join(on.id, await world.make.user());
  let admitted_in_all = 0;
  for (let n = 0; n < 60; n++) admitted_in_all += (await step(on))!.admitted;
  expect(admitted_in_all).toBe(6);
});

test('switched off, buying is free at once; on again, everybody stands where they were', async () => {
  const on = await sale({ max_per_minute: 1, opens_in: 0 });
  const [first, second] = [await world.make.user(), await world.make.user()];
  for (const user of [first, second]) await join(on.id, user);
  await step(on);
  const organizer = world.as(on.organizer);
  await organizer.waitingRoom.close({ id: on.id });
  expect(await buy(on, await world.make.user())).toBe('accepted');
  expect(await look(on.id, second)).toMatchObject({ state: 'over', position: null });
  expect(await refusal(join(on.id, second))).toBe('waiting_room.off');
  expect(await step(on)).toBeUndefined();
  expect(await refusal(organizer.waitingRoom.close({ id: on.id }))).toBe('waiting_room.not_found');
  await organizer.waitingRoom.change({ id: on.id, max_per_minute: 1 });
  expect(await buy(on, second)).toBe('waiting_room.admission_required');
  expect(await look(on.id, second)).toMatchObject({ state: 'waiting', position: 1 });
});

test('settings: when the sale begins, unless said otherwise, and not any more once they were drawn', async () => {
  const { organizer, event, type } = await world.make.sale();
  const as = world.as(organizer);
  expect(await as.waitingRoom.settings({ id: event.id })).toMatchObject({ is_on: false, opens_at: null, waiting: 0 });
  const settings = await as.waitingRoom.change({ id: event.id });
  expect(settings).toMatchObject({ is_on: true, opens_at: type.sale_starts_at, max_per_minute: null });
  expect((await world.as().events.get({ id: event.id })).has_waiting_room).toBe(true);
  const later = new Date(world.clock.now().getTime() + 1000).toISOString();
  expect(await as.waitingRoom.change({ id: event.id, opens_at: later })).toMatchObject({ opens_at: later });
  const user = await world.make.user();
  await join(event.id, user);
  await step({ id: event.id });
  expect(await as.waitingRoom.settings({ id: event.id })).toMatchObject({
    waiting: 0,
    admitted: 1,
    may_buy: 1,
    drawn: 1,
  });
  const other = new Date(world.clock.now().getTime() + 5000).toISOString();
  expect(await refusal(as.waitingRoom.change({ id: event.id, opens_at: other }))).toBe('waiting_room.has_opened');
  expect(await as.waitingRoom.change({ id: event.id, max_per_minute: 9 })).toMatchObject({
    opens_at: later,
    max_per_minute: 9,
  });
  const empty = await world.make.event(organizer);
  expect(await refusal(as.waitingRoom.change({ id: empty.id }))).toMatch(/^opens_at: /);
});

test('who watches hears the present state, and each change', async () => {
  const on = await sale({ opens_in: 0 });
  const user = await world.make.user();
  await join(on.id, user);
  const leaving = new AbortController();
  const seen = await watchWaitingRoom(world.ctx(user), { id: on.id }, leaving.signal);
  const next = async () => (await seen.next()).value;
  expect(await next()).toMatchObject({ state: 'waiting', position: null });
  await step(on);
  const told = await next();
  expect(told).toMatchObject({ state: 'admitted' });
  expect(await buy(on, user, told!.admission_token!)).toBe('accepted');
  const last = seen.next();
  leaving.abort();
  expect(await last).toEqual({ done: true, value: undefined });
  expect(await refusal(watchWaitingRoom(world.ctx(user), { id: newId() }, undefined))).toBe('event.not_found');
});

test('when the event is over, nobody’s place is kept', async () => {
  const on = await sale();
  await admitted(on);
  const other = await sale();
  await join(other.id, await world.make.user());
  const ends_at = new Date(world.clock.now().getTime() + 1000);
  await world.deps.db.events.update({ where: { id: on.id }, data: { starts_at: world.clock.now(), ends_at } });
  world.clock.advance(2);
  expect(await refusal(join(on.id, await world.make.user()))).toBe('waiting_room.off');
  expect(await step(on)).toBeUndefined();
  await forgetWaitingPlaces.run(world.deps, {}, { id: newId() });
  expect(await world.deps.db.waiting_places.count({ where: { event_id: on.id } })).toBe(0);
  expect(await world.deps.db.waiting_places.count({ where: { event_id: other.id } })).toBe(1);
});

test('an address gets no heap of places to choose from', async () => {
  const on = await sale();
  const first = await world.as(undefined, { ip: '192.0.2.7' }).waitingRoom.join({ id: on.id });
  const asked = await Promise.all(
    Array.from({ length: 70 }, () => refusal(world.as(undefined, { ip: '192.0.2.7' }).waitingRoom.join({ id: on.id }))),
  );
  expect(asked.filter((result) => result === 'accepted')).toHaveLength(59);
  expect(asked.filter((result) => result === 'request.rate_limited')).toHaveLength(11);
  // Coming back, an account, and another address are no new places of this one.
  const { visitor_secret } = first;
  expect(
    await refusal(
      world.as(undefined, { ip: '192.0.2.7', visitor_secret: visitor_secret! }).waitingRoom.join({ id: on.id }),
    ),
  ).toBe('accepted');
  expect(await refusal(world.as(await world.make.user(), { ip: '192.0.2.7' }).waitingRoom.join({ id: on.id }))).toBe(
    'accepted',
  );
  expect(await refusal(world.as(undefined, { ip: '192.0.2.8' }).waitingRoom.join({ id: on.id }))).toBe('accepted');
});

test('a key that somebody else sends from elsewhere is not their place', async () => {
  const on = await sale();
  const call = { idempotency_key: 'join' };
  const mine = await world.as(undefined, { ...call, ip: '192.0.2.1' }).waitingRoom.join({ id: on.id });
  const theirs = await world.as(undefined, { ...call, ip: '192.0.2.2' }).waitingRoom.join({ id: on.id });
  expect(theirs.visitor_secret).not.toBe(mine.visitor_secret);
});

/** Another process's connection, which can tell when somebody waits for what it holds. */
async function anotherConnection() {
  const client = new pg.Client({ connectionString: world.env.DATABASE_URL });
  await client.connect();
  onTestFinished(() => client.end());
  const isWaitedFor = async () => {
    const { rows } = await client.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  };
  return {
    client,
    async untilSomebodyWaits() {
      while (!(await isWaitedFor()));
    },
  };
}

test('who has taken a place elsewhere at this moment costs nobody else theirs', async () => {
  const on = await sale();
  const people = [await world.make.user(), await world.make.user()] as const;
  const browsers = await Promise.all(people.map(() => world.as().waitingRoom.join({ id: on.id })));
  const other = await anotherConnection();
  await other.client.query('BEGIN');
  await other.client.query('INSERT INTO waiting_places (id, event_id, visitor, joined_at) VALUES ($1, $2, $3, now())', [
    newId(),
    on.id,
    accountVisitor(people[0].id),
  ]);
  const joining = [
    // While this one is written, the two others are put together.
    join(on.id, await world.make.user()),
    ...people.map((person, n) =>
      world.as(person, { visitor_secret: browsers[n]!.visitor_secret! }).waitingRoom.join({ id: on.id }),
    ),
  ];
  await other.untilSomebodyWaits();
  await other.client.query('COMMIT');
  await Promise.all(joining);
  // The second has the place of their browser: no row was made for them, and no browser's is left but the first one's.
  const left = await world.deps.db.waiting_places.findMany({ where: { event_id: on.id } });
  expect(left).toHaveLength(4);
  expect(left.map(({ visitor }) => visitor)).toEqual(
    expect.arrayContaining(people.map(({ id }) => accountVisitor(id))),
  );
});
