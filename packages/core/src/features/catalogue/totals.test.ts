import { Prisma } from '@setiket/db';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cache, openCache } from '../../kernel/cache.ts';
import { countOnce } from './totals.ts';

let world: World;
let cache: Cache;

beforeAll(async () => {
  world = await openWorld();
  cache = openCache({ url: world.env.DATABASE_URL, log: world.deps.log, clock: world.clock });
  // It keeps nothing before it listens.
  const isListening = async () => (await cache.remember({ key: 'probe' }, async () => 1)).is_hit;
  while (!(await isListening())) await new Promise((done) => setTimeout(done, 10));
});
afterAll(async () => {
  await cache?.close();
  await world?.[Symbol.asyncDispose]();
});

/** Asks for what is on sale now; `times` is how often it really was counted. */
function counterOf(city: string) {
  const counter = { total: 5000, times: 0 };
  const ask = () =>
    countOnce({ cache }, Prisma.sql`city = ${city} AND ends_at > ${world.clock.now()}`, async () => {
      counter.times += 1;
      return counter.total;
    });
  return { counter, ask };
}

test('a large number is counted once, until an event changes', async () => {
  const { counter, ask } = counterOf('Jakarta');
  expect([await ask(), await ask()]).toEqual([5000, 5000]);
  expect(counter.times).toBe(1);
  counter.total = 5001;
  await world.make.event(await world.make.organizer());
  await cache.catchUp();
  expect(await ask()).toBe(5001);
});

test('a large number is counted anew after a minute, because events end', async () => {
  const { counter, ask } = counterOf('Medan');
  await ask();
  world.clock.advance(60);
  counter.total = 4999;
  expect(await ask()).toBe(4999);
});

test('other conditions have their own number', async () => {
  const [bandung, bogor] = [counterOf('Bandung'), counterOf('Bogor')];
  bogor.counter.total = 7000;
  expect([await bandung.ask(), await bogor.ask()]).toEqual([5000, 7000]);
});

test('a small number is always counted, by each of those who ask at once too', async () => {
  const { counter, ask } = counterOf('Padang');
  counter.total = 12;
  expect(await Promise.all([ask(), ask()])).toEqual([12, 12]);
  counter.total = 13;
  expect(await ask()).toBe(13);
});
