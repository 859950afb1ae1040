import { createTestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDeps } from '../../test/deps.ts';
import { allPurges } from '../jobs.ts';
import { runPurges } from './purge.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
const now = new Date('2026-03-02T02:00:00Z');
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { ...(await openTestDeps({ database_url: database.url })), clock: { now: () => now } };
});
afterAll(async () => {
  await deps.close();
  await database.drop();
});

const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

test('purge: what is past its age goes, what is younger stays', async () => {
  const window = (days: number) => ({ key: `w${days}`, started_at: daysAgo(days), hits: 1 });
  await deps.db.rate_windows.createMany({ data: [window(1), window(3)] });
  const answer = (key: string, days: number) => ({
    scope: 's',
    key,
    fingerprint: '',
    answer: new Uint8Array(),
    created_at: daysAgo(days + 1),
    expires_at: daysAgo(days),
  });
  await deps.db.idempotency_keys.createMany({ data: [answer('open', -0.5), answer('over', 0.5)] });
  const message = (event_id: string, days: number) => ({
    provider: 'stripe' as const,
    event_id,
    type: 'x',
    outcome: 'ignored',
    received_at: daysAgo(days),
  });
  await deps.db.provider_events.createMany({ data: [message('new', 89), message('old', 91)] });
  await runPurges(deps, allPurges);
  expect((await deps.db.rate_windows.findMany()).map(({ key }) => key)).toEqual(['w1']);
  expect((await deps.db.idempotency_keys.findMany()).map(({ key }) => key)).toEqual(['open']);
  expect((await deps.db.provider_events.findMany()).map(({ event_id }) => event_id)).toEqual(['new']);
});

test('purge: every statement runs, and more rows than one batch are deleted', async () => {
  await deps.db.rate_windows.createMany({
    data: Array.from({ length: 5_100 }, (_value, n) => ({ key: `many ${n}`, started_at: daysAgo(10), hits: 1 })),
  });
  await runPurges(deps, allPurges);
  expect(await deps.db.rate_windows.count({ where: { key: { startsWith: 'many' } } })).toBe(0);
});

test('purge: a table that can’t be purged is reported, and the others are purged', async () => {
  await deps.db.rate_windows.create({ data: { key: 'old', started_at: daysAgo(10), hits: 1 } });
  const broken = { table: 'broken', keep_days: 1, remove: () => Promise.reject(new Error('no such table')) };
  await expect(runPurges(deps, [broken, ...allPurges])).rejects.toThrow('1 tables');
  expect(await deps.db.rate_windows.count({ where: { key: 'old' } })).toBe(0);
});
