import { openDb } from '@setiket/db';
import { createTestDatabase } from '@setiket/testing/database';
import { statementsOf } from '@setiket/testing/statements';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { addressKey, hit, peek, rateLimited } from './rate-limit.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: ReturnType<typeof openDb>;
let now = Date.parse('2026-03-01T10:15:00Z');
const clock = { now: () => new Date(now) };

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDb({ url: database.url, pool_size: 8 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

describe('windows', () => {
  const limit = { key: 'sign-in:budi', limit: 2, window_seconds: 900 };

  test('count up to the limit and begin anew', async () => {
    expect(await peek({ db, clock }, limit)).toEqual({ allowed: true, limit: 2, remaining: 2, reset_seconds: 900 });
    expect(await hit({ db, clock }, limit)).toEqual({ allowed: true, limit: 2, remaining: 1, reset_seconds: 900 });
    now += 60_500;
    expect(await hit({ db, clock }, limit)).toMatchObject({ allowed: true, remaining: 0, reset_seconds: 840 });
    expect(await peek({ db, clock }, limit)).toMatchObject({ allowed: false, remaining: 0 });
    const refused = await hit({ db, clock }, limit);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(rateLimited(refused)).toMatchObject({ code: 'request.rate_limited', retry_after_seconds: 840 });
    expect(await hit({ db, clock }, { ...limit, key: 'sign-in:siti' })).toMatchObject({ allowed: true });
    now += 840_000;
    expect(await hit({ db, clock }, limit)).toMatchObject({ allowed: true, remaining: 1 });
  });

  test('count everybody who comes at the same moment', async () => {
    const together = { key: 'crowd', limit: 10, window_seconds: 3600 };
    const states = await Promise.all(Array.from({ length: 40 }, () => hit({ db, clock }, together)));
    expect(states.filter((state) => state.allowed)).toHaveLength(10);
  });

  test('that are used up cost the database nothing more, until the next one', async () => {
    const flood = { key: 'flood', limit: 2, window_seconds: 60 };
    for (let n = 0; n < 20; n++) await hit({ db, clock }, flood);
    const stored = await db.rate_windows.findMany({ where: { key: 'flood' } });
    expect(stored.map(({ hits }) => hits)).toEqual([3]);
    now += 60_000;
    expect(await hit({ db, clock }, flood)).toMatchObject({ allowed: true, remaining: 1 });
  });

  test('of a high limit are counted by the share, and nobody gets more than the limit', async () => {
    const crowd = { key: 'visitor', limit: 500, window_seconds: 3600 };
    const statements = await statementsOf(async () => {
      const first = await hit({ db, clock }, crowd);
      expect(first).toMatchObject({ allowed: true, remaining: 499 });
      expect(await hit({ db, clock }, { ...crowd, cost: 3 })).toMatchObject({ allowed: true, remaining: 496 });
      expect(await hit({ db, clock }, { ...crowd, cost: 2 })).toMatchObject({ allowed: true });
    });
    expect(statements).toHaveLength(2);
    const crowded = await Promise.all(Array.from({ length: 40 }, () => hit({ db, clock }, crowd)));
    expect(Math.min(...crowded.map(({ remaining }) => remaining))).toBe(454);
    // Another process has a share of its own.
    const other = openDb({ url: database.url, pool_size: 1 });
    onTestFinished(() => other.$disconnect());
    let allowed = 46;
    for (const process of [other, db])
      for (let n = 0; n < 500; n++) if ((await hit({ db: process, clock }, crowd)).allowed) allowed += 1;
    expect(allowed).toBeLessThanOrEqual(500);
    expect(allowed).toBeGreaterThanOrEqual(490);
  });

  test('of many callers at once are counted in one statement', async () => {
    const statements = await statementsOf(() =>
      Promise.all(
        Array.from({ length: 50 }, (_, n) => hit({ db, clock }, { key: `one ${n}`, limit: 5, window_seconds: 60 })),
      ),
    );
    expect(statements).toHaveLength(1);
  });

  test('take keys of any length and any text', async () => {
    const key = `sign-in:${'é\0\ud800'.repeat(5000)}`;
    await hit({ db, clock }, { key, limit: 1, window_seconds: 60 });
    expect(await hit({ db, clock }, { key, limit: 1, window_seconds: 60 })).toMatchObject({ allowed: false });
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('%s counts as %s', (ip, key) => {
  expect(addressKey(ip)).toBe(key);
});
