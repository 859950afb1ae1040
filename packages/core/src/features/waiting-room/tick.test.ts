import { openDeps } from '@setiket/core';
import { createLogger } from '@setiket/core/kernel/log';
import { statementsOf } from '@setiket/testing/statements';
import { openWorld, type World } from '@setiket/testing/world';
import { expect, test } from 'vitest';
import type { UserActor } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { drawOrder } from './draw.ts';
import { enter } from './enter.ts';
import { notePurchase } from './latency.ts';
import { tick } from './tick.service.ts';

/** A waiting room whose doors open in a minute. */
async function room(world: World, { quota = 1_000 } = {}) {
  const { organizer, event, type } = await world.make.sale({ quota });
  const opens_at = new Date(world.clock.now().getTime() + 60_000).toISOString();
  await world.as(organizer).waitingRoom.change({ id: event.id, opens_at });
  return { id: event.id, organizer, type };
}

/** Another process on the same database. */
const another = async (world: World) => openDeps(world.env, await createLogger(world.env), { clock: world.clock });

const visitor = (n: number) => sha256Hex(`visitor ${n}`);

async function crowd(deps: World['deps'], event_id: string, from: number, to: number) {
  await Promise.all(Array.from({ length: to - from }, (_, n) => enter(deps, { event_id, visitor: visitor(from + n) })));
}

/** Ranges of places in the order in which they were admitted; they must follow one another without gap or overlap. */
async function admissionsOf({ deps }: World, event_id: string) {
  const rows = await deps.db.waiting_admissions.findMany({
    where: { event_id },
    orderBy: [{ admitted_at: 'asc' }, { through: 'asc' }],
  });
  let last = 0;
  for (const { after, through } of rows) {
    expect(after).toBe(last);
    last = through;
  }
  return { rows, last };
}

test('two processes that want to lead admit nobody twice, and no faster than one', async () => {
  await using world = await openWorld();
  const other = await another(world);
  try {
    const { id } = await room(world);
    await crowd(world.deps, id, 0, 300);
    world.clock.advance(60);
    let admitted = 0;
    for (let n = 0; n < 20; n++) {
      const ticks = await Promise.all(
        [world.deps, other, world.deps, other].map((deps) => tick(deps, { event_id: id })),
      );
      // The lease is one process's; its own two calls of one moment follow each other, and the second has no time to share.
      expect(ticks.filter((ticked) => ticked !== undefined).length).toBe(2);
      admitted += ticks.reduce((sum, ticked) => sum + (ticked?.admitted ?? 0), 0);
      world.clock.advance(1);
    }
    const { rows, last } = await admissionsOf(world, id);
    expect(last).toBe(admitted);
    // One a second faster each second: 5 + 6 + … as `nextRate` says.
    expect(rows.map(({ after, through }) => through - after).slice(0, 3)).toEqual([6, 6, 7]);
  } finally {
    await other.close();
  }
});

test('control: without the lock and the lease, two processes admit the same people', async () => {
  await using world = await openWorld();
  const other = await another(world);
  try {
    const { id: event_id } = await room(world);
    await crowd(world.deps, event_id, 0, 100);
    await world.deps.db.waiting_rooms.update({
      where: { event_id },
      data: { seed: 'x', drawn_at: world.clock.now(), last_place: 100 },
    });
    const bothHaveRead = Promise.withResolvers<void>();
    let reads = 0;
    const naive = async ({ db }: World['deps']) => {
      const { admitted_through: after } = await db.waiting_rooms.findUniqueOrThrow({ where: { event_id } });
      reads += 1;
      if (reads === 2) bothHaveRead.resolve();
      await bothHaveRead.promise;
      await db.waiting_rooms.update({ where: { event_id }, data: { admitted_through: after + 10 } });
      return [after, after + 10];
    };
    expect(await Promise.all([naive(world.deps), naive(other)])).toEqual([
      [0, 10],
      [0, 10],
    ]);
  } finally {
    await other.close();
  }
});

test('when the leader dies, another process goes on where it stopped', async () => {
  await using world = await openWorld();
  const { id } = await room(world);
  const leader = await another(world);
  await crowd(world.deps, id, 0, 200);
  world.clock.advance(60);
  const before = await tick(leader, { event_id: id });
  expect(before?.admitted).toBeGreaterThan(0);
  // It says nothing more, as after kill -9: its lease is all that is left of it.
  world.clock.advance(2);
  expect(await tick(world.deps, { event_id: id })).toBeUndefined();
  world.clock.advance(1);
  const after = await tick(world.deps, { event_id: id });
  expect(after!.admitted_through).toBe(before!.admitted_through + after!.admitted);
  expect(await tick(leader, { event_id: id })).toBeUndefined();
  await leader.close();
  await admissionsOf(world, id);
});

test('a tick that fails in the middle has done nothing', async () => {
  await using world = await openWorld();
  const { id } = await room(world);
  await crowd(world.deps, id, 0, 50);
  world.clock.advance(60);
  await world.deps.db.$executeRaw`ALTER TABLE waiting_admissions ADD CONSTRAINT broken CHECK (false)`;
  await expect(tick(world.deps, { event_id: id })).rejects.toThrow();
  expect(await world.deps.db.waiting_places.count({ where: { event_id: id, place: null } })).toBe(50);
  expect((await world.deps.db.waiting_rooms.findUniqueOrThrow({ where: { event_id: id } })).seed).toBeNull();
  await world.deps.db.$executeRaw`ALTER TABLE waiting_admissions DROP CONSTRAINT broken`;
  expect(await tick(world.deps, { event_id: id })).toMatchObject({ admitted: 6, last_place: 50 });
});

test('slow purchases in any process slow the admissions down', async () => {
  await using world = await openWorld();
  const other = await another(world);
  try {
    const { id: event_id } = await room(world);
    await crowd(world.deps, event_id, 0, 500);
    world.clock.advance(60);
    await tick(world.deps, { event_id });
    const rate = async () => (await world.deps.db.waiting_rooms.findUniqueOrThrow({ where: { event_id } })).rate;
    const quick = await rate();
    for (let n = 0; n < 20; n++) notePurchase(other.db, event_id, { at: performance.now(), took_ms: 2_000 });
    world.clock.advance(1);
    await tick(other, { event_id });
    await tick(world.deps, { event_id });
    expect(await rate()).toBe(quick / 2);
  } finally {
    await other.close();
  }
});

test('20,000 visitors go in, in the promised order, each once', { timeout: 180_000 }, async () => {
  await using world = await openWorld();
  const { id: event_id } = await room(world, { quota: 10_000 });
  const [EARLY, LATE] = [15_000, 5_000];
  await crowd(world.deps, event_id, 0, EARLY);
  world.clock.advance(60);
  await tick(world.deps, { event_id });
  for (let from = EARLY; from < EARLY + LATE; from += 1_000) {
    await crowd(world.deps, event_id, from, from + 1_000);
    world.clock.advance(1);
    await tick(world.deps, { event_id });
  }
  let ticks = 0;
  for (let through = 0; through < EARLY + LATE && ticks < 1_000; ticks++) {
    world.clock.advance(1);
    through = (await tick(world.deps, { event_id }))!.admitted_through;
  }
  expect((await admissionsOf(world, event_id)).last).toBe(EARLY + LATE);
  const { seed } = await world.deps.db.waiting_rooms.findUniqueOrThrow({ where: { event_id } });
  const rows = await world.deps.db.waiting_places.findMany({ where: { event_id }, orderBy: { place: 'asc' } });
  expect(rows.map(({ place }) => place)).toEqual(Array.from({ length: EARLY + LATE }, (_, n) => n + 1));
  const early = new Set(Array.from({ length: EARLY }, (_, n) => visitor(n)));
  const drawn = rows.filter((row) => early.has(row.visitor));
  expect(drawn.at(-1)!.place).toBe(EARLY);
  expect(drawn.map(({ id }) => id)).toEqual(drawOrder(seed!, drawn.map(({ id }) => id).sort()));
  const late = rows.slice(EARLY).map((row) => row.visitor);
  expect(late).toEqual(Array.from({ length: LATE }, (_, n) => visitor(EARLY + n)));
});

test('a purchase with an admission is as many statements as one without a waiting room', async () => {
  await using world = await openWorld();
  const { id, type, organizer } = await room(world);
  const user = await world.make.user();
  await world.as(user).waitingRoom.join({ id });
  world.clock.advance(60);
  await tick(world.deps, { event_id: id });
  const { admission_token } = await world.as(user).waitingRoom.look({ id });
  const buy = () =>
    world
      .as(user, { admission_token: admission_token!, idempotency_key: newId() })
      .tickets.purchase({ ticket_id: type.id });
  for (let n = 0; n < 2; n++) await buy();
  const gated = await statementsOf(buy);
  expect(gated.slice(gated.findIndex((text) => /^\s*BEGIN/i.test(text))).length).toBeLessThanOrEqual(8);
  await world.as(organizer).waitingRoom.close({ id });
  expect(gated.length).toBe((await statementsOf(buy)).length);
});

test('joins of one moment are written together, and looking again asks the database nothing', async () => {
  await using world = await openWorld();
  const { id } = await room(world);
  const people: UserActor[] = [];
  for (let n = 0; n < 40; n++) people.push(await world.make.user());
  const joining = await statementsOf(() => Promise.all(people.map((who) => world.as(who).waitingRoom.join({ id }))));
  expect(joining.filter((text) => /INSERT INTO waiting_places/.test(text)).length).toBeLessThanOrEqual(2);
  expect(joining.length).toBeLessThanOrEqual(4);
  expect(await world.deps.db.waiting_places.count({ where: { event_id: id } })).toBe(40);
  world.clock.advance(60);
  await tick(world.deps, { event_id: id });
  const looks = () => Promise.all(people.map((who) => world.as(who).waitingRoom.look({ id })));
  // The room, and the places of all in one query.
  expect((await statementsOf(looks)).length).toBe(2);
  expect(await statementsOf(looks)).toEqual([]);
});
