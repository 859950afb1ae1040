import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@setiket/testing/database';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { diffFromDatabase, migrate } from '../src/migrate.ts';

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

test('the migrations make exactly what the schema says', async () => {
  await using database = await createTestDatabase();
  expect(await diffFromDatabase(database)).toBe('');
});

test('a difference between database and schema is seen', async () => {
  await using database = await createTestDatabase();
  await query(database.url, 'CREATE TABLE nobody_declared_me (id int PRIMARY KEY)');
  expect(await diffFromDatabase(database)).toContain('DROP TABLE "nobody_declared_me"');
});

test('what stands in migrations only is no difference', async () => {
  await using database = await createTestDatabase();
  const before = await diffFromDatabase(database);
  await query(
    database.url,
    'CREATE VIEW some_view AS SELECT 1 AS one; CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.t (id int)',
  );
  expect(await diffFromDatabase(database)).toBe(before);
});

test('migrating a migrated database does nothing, however many do it at once', async () => {
  await using database = await createTestDatabase();
  expect(await Promise.all([migrate(database), migrate(database), migrate(database)])).toEqual([[], [], []]);
});

function migrationsFolder(): { dir: string; write(name: string, sql: string): void } {
  const dir = mkdtempSync(join(tmpdir(), 'setiket-migrations-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'migration_lock.toml'), 'provider = "postgresql"\n');
  const write = (name: string, sql: string) => {
    mkdirSync(join(dir, name), { recursive: true });
    writeFileSync(join(dir, name, 'migration.sql'), sql);
  };
  return { dir, write };
}

test('a migration with semicolons in bodies and literals runs whole', async () => {
  await using database = await createTestDatabase();
  const { dir, write } = migrationsFolder();
  const body = 'CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END; $$;';
  write('29990101000000_two', `${body} COMMENT ON FUNCTION two() IS 'a; b';`);
  expect(await migrate({ ...database, dir })).toEqual(['29990101000000_two']);
  expect((await query(database.url, 'SELECT two()')).rows).toEqual([{ two: 2 }]);
});

test('a migration that fails leaves nothing behind and can be tried again once it is mended', async () => {
  await using database = await createTestDatabase();
  const { dir, write } = migrationsFolder();
  write('29990101000000_half', 'CREATE TABLE half (id int); SELECT 1/0;');
  await expect(migrate({ ...database, dir })).rejects.toThrow(
    /Migration 29990101000000_half failed: .*division by zero/,
  );
  expect((await query(database.url, `SELECT to_regclass('half') AS half`)).rows).toEqual([{ half: null }]);
  write('29990101000000_half', 'CREATE TABLE half (id int);');
  expect(await migrate({ ...database, dir })).toEqual(['29990101000000_half']);
});
