import { createTestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDeps } from '../../test/deps.ts';
import { type Cache, openCache } from './cache.ts';
import { type Ctx, systemContext } from './context.ts';
import { noteEdit, noteMoved, RetryTransaction, withTransaction } from './transaction.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = await openTestDeps({ database_url: database.url });
});
afterAll(async () => {
  await deps.close();
  await database.drop();
});

const ctxOf = (): Ctx => systemContext(deps, 'test');

/** A table that nothing else writes, so that effects can be counted. */
const write = (tx: Pick<Ctx['db'], '$executeRaw'>, key: string) =>
  tx.$executeRaw`INSERT INTO rate_windows (key, started_at, hits) VALUES (${key}, now(), 1)`;
const count = (key: string) => deps.db.rate_windows.count({ where: { key } });

test('withTransaction: rolls back what failed', async () => {
  const failing = withTransaction(ctxOf(), async (tx) => {
    await write(tx, 'rolled back');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await count('rolled back')).toBe(0);
});

test('withTransaction: runs again from the beginning, at most three times', async () => {
  let runs = 0;
  await withTransaction(ctxOf(), async (tx) => {
    runs += 1;
    await write(tx, 'tried again');
    if (runs < 3) throw new RetryTransaction();
  });
  expect([runs, await count('tried again')]).toEqual([3, 1]);
  runs = 0;
  const hopeless = withTransaction(ctxOf(), async () => {
    runs += 1;
    throw new RetryTransaction();
  });
  await expect(hopeless).rejects.toThrow(RetryTransaction);
  expect(runs).toBe(3);
});

test('withTransaction: a deadlock between two transactions is resolved by running one of them again', async () => {
  await deps.db.rate_windows.createMany({
    data: ['lock a', 'lock b'].map((key) => ({ key, started_at: new Date(0), hits: 0 })),
  });
  const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const bump = (first: string, second: string, own: number) =>
    withTransaction(ctxOf(), async (tx) => {
      await tx.rate_windows.updateMany({ where: { key: first }, data: { hits: { increment: 1 } } });
      arrived[own]!.resolve();
      await arrived[1 - own]!.promise;
      await tx.rate_windows.updateMany({ where: { key: second }, data: { hits: { increment: 1 } } });
    });
  await Promise.all([bump('lock a', 'lock b', 0), bump('lock b', 'lock a', 1)]);
  const rows = await deps.db.rate_windows.findMany({ where: { key: { startsWith: 'lock ' } } });
  expect(rows.map(({ hits }) => hits)).toEqual([2, 2]);
});

test('withTransaction: refuses, in tests, to take a second connection while it holds one', async () => {
  const second = withTransaction(ctxOf(), async () => deps.db.rate_windows.count());
  await expect(second).rejects.toThrow('second connection');
  // Outside, the same question is allowed, also at once with a transaction.
  const [inside, outside] = await Promise.all([
    withTransaction(ctxOf(), (tx) => tx.rate_windows.count({ where: { key: 'none' } })),
    deps.db.rate_windows.count({ where: { key: 'none' } }),
  ]);
  expect([inside, outside]).toEqual([0, 0]);
});

test('withTransaction: marks of a transaction that was rolled back tell the cache nothing', async () => {
  const told: string[] = [];
  const cache = {
    moved: (ids: Iterable<string>) => told.push(...[...ids].map((id) => `moved ${id}`)),
    catchUp: async () => void told.push('caught up'),
  } as unknown as Cache;
  const ctx = { ...ctxOf(), cache };
  const failing = withTransaction(ctx, async (tx) => {
    noteMoved(tx, 'event 1');
    noteEdit(tx);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await withTransaction(ctx, async (tx) => noteMoved(tx, 'event 2'));
  expect(told).toEqual(['moved event 2']);
  await withTransaction(ctx, async (tx) => noteEdit(tx));
  expect(told).toEqual(['moved event 2', 'caught up']);
});

test('withTransaction: after an edit this process reads the present', async () => {
  const cache = openCache({ url: database.url, log: deps.log, clock: deps.clock });
  try {
    const ctx = { ...ctxOf(), cache };
    const read = () => cache.remember({ key: 'edited' }, () => count('edited'));
    while (!cache.isHearing()) await new Promise(setImmediate);
    expect((await read()).value).toBe(0);
    await withTransaction(ctx, async (tx) => {
      noteEdit(tx);
      await write(tx, 'edited');
      await tx.$executeRaw`SELECT pg_notify('setiket_cache', '*')`;
    });
    expect(await read()).toEqual({ value: 1, is_hit: false });
    expect(await read()).toEqual({ value: 1, is_hit: true });
  } finally {
    await cache.close();
  }
});
