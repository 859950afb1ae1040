import { createTestDatabase, runOnServer } from '@setiket/testing/database';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Cache, type Change, openCache } from './cache.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let now = Date.parse('2026-03-01T10:00:00Z');
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function open(): Promise<Cache> {
  const cache = openCache({ url: database.url, log: pino({ level: 'silent' }), clock: { now: () => new Date(now) } });
  onTestFinished(() => cache.close());
  await hearing(cache);
  return cache;
}

async function hearing(cache: Cache): Promise<void> {
  while (!cache.isHearing()) await new Promise(setImmediate);
}

const notify = (payload: string) => runOnServer(database.url, `SELECT pg_notify('setiket_cache', '${payload}')`);
const hit = async (cache: Cache, key: string, event_id?: string) =>
  (await cache.remember({ key, ...(event_id !== undefined && { event_id }) }, async () => key)).is_hit;

test('cache: keeps a value for an hour', async () => {
  const cache = await open();
  expect([await hit(cache, 'a'), await hit(cache, 'a')]).toEqual([false, true]);
  now += 3_599_000;
  expect(await hit(cache, 'a')).toBe(true);
  now += 2_000;
  expect(await hit(cache, 'a')).toBe(false);
});

test('cache: a change of one event drops its values and those of all events, and no other event’s', async () => {
  const cache = await open();
  for (const [key, event] of [
    ['one', 'e1'],
    ['two', 'e2'],
    ['list', undefined],
  ] as const)
    await hit(cache, key, event);
  await notify('e1');
  await cache.catchUp();
  expect([await hit(cache, 'one', 'e1'), await hit(cache, 'two', 'e2'), await hit(cache, 'list')]).toEqual([
    false,
    true,
    false,
  ]);
});

test('cache: reads once for all who ask at the same time', async () => {
  const cache = await open();
  let loads = 0;
  const load = async () => ++loads;
  const values = await Promise.all(Array.from({ length: 5 }, () => cache.remember({ key: 'crowd' }, load)));
  expect([loads, ...new Set(values.map(({ value }) => value))]).toEqual([1, 1]);
});

test('cache: a read that began before a change is answered and not kept', async () => {
  const cache = await open();
  const loading = Promise.withResolvers<string>();
  const early = cache.remember({ key: 'slow' }, () => loading.promise);
  await notify('*');
  await cache.catchUp();
  loading.resolve('old');
  expect((await early).value).toBe('old');
  expect(await cache.remember({ key: 'slow' }, async () => 'new')).toEqual({ value: 'new', is_hit: false });
});

test('cache: keeps nothing while it can’t hear of changes, and begins empty afterwards', async () => {
  const cache = await open();
  expect([await hit(cache, 'b'), await hit(cache, 'b')]).toEqual([false, true]);
  const ended = Promise.withResolvers<void>();
  cache.onChange(() => ended.resolve());
  await runOnServer(
    database.url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'setiket-cache' AND datname = current_database()`,
  );
  await ended.promise;
  await hearing(cache);
  expect(await hit(cache, 'b')).toBe(false);
});

test('cache: tells what changed, and whether by an edit or by a sale', async () => {
  const cache = await open();
  const changes: Change[] = [];
  cache.onChange((change) => changes.push(change));
  cache.moved(['e1']);
  await notify('e2');
  await notify('*');
  await cache.catchUp();
  expect(changes).toEqual([
    { what: 'moved', event_id: 'e1' },
    { what: 'edited', event_id: 'e2' },
    { what: 'edited', event_id: undefined },
  ]);
});

test('cache: at most a thousand entries, the one that was not asked for longest goes first', async () => {
  const cache = await open();
  await hit(cache, 'kept');
  await hit(cache, 'forgotten');
  for (let n = 0; n < 999; n++) {
    await hit(cache, `k${n}`);
    await hit(cache, 'kept');
  }
  expect([await hit(cache, 'kept'), await hit(cache, 'forgotten')]).toEqual([true, false]);
});
