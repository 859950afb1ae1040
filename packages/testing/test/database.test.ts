import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../src/database.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('each database is migrated and nobody sees what another one holds', async () => {
  await using one = await createTestDatabase();
  await using two = await createTestDatabase();
  await query(one.url, 'CREATE TABLE only_here (id int)');
  const found = (url: string) => query(url, `SELECT to_regclass('only_here') IS NOT NULL AS found`);
  expect(await found(one.url)).toEqual([{ found: true }]);
  expect(await found(two.url)).toEqual([{ found: false }]);
  expect(await query(two.url, `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS migrated`)).toEqual([
    { migrated: true },
  ]);
});

test('a dropped database is gone, even while somebody is connected', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  await database.drop();
  await expect(query(database.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
});
