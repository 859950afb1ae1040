import { Prisma } from '@setiket/db';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordset, rowsOf } from './rows.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const COLUMNS = { id: 'int', note: 'text' } as const;

test('rows are written and joined with by their columns, also where there are none', async () => {
  const { db } = world.deps;
  await db.$executeRaw`CREATE TABLE notes (id int PRIMARY KEY, note text)`;
  const rows = [
    { id: 1, note: 'one' },
    { id: 2, note: 'it’s "two"' },
  ];
  await db.$executeRaw`INSERT INTO notes ${rowsOf(COLUMNS, rows)}`;
  await db.$executeRaw`INSERT INTO notes ${rowsOf(COLUMNS, [])}`;
  const joined = (wanted: { id: number }[]) =>
    db.$queryRaw`SELECT n.id, n.note FROM notes AS n JOIN ${recordset({ id: 'int' }, wanted)} ON r.id = n.id ORDER BY n.id`;
  expect(await joined([{ id: 2 }, { id: 1 }, { id: 3 }])).toEqual(rows);
  expect(await joined([])).toEqual([]);
});

test('a plan that is kept looks up the few rows of a table of ten thousand', async () => {
  const { db } = world.deps;
  await db.$executeRaw`CREATE TABLE many AS SELECT n AS id, 'x' AS note FROM generate_series(1, 10000) AS n`;
  await db.$executeRaw`ALTER TABLE many ADD PRIMARY KEY (id)`;
  await db.$executeRaw`ANALYZE many`;
  const { sql } = Prisma.sql`UPDATE many AS m SET note = r.note FROM ${recordset(COLUMNS, [])} WHERE m.id = r.id`;
  let n = 0;
  const text = sql.replaceAll('?', () => `$${++n}`);
  const plan = await db.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN (GENERIC_PLAN) ${text}`);
  const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(lines).toContain('Index Scan using many_pkey');
  expect(lines).not.toContain('Seq Scan');
});
