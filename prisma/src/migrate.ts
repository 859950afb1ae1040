import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { type SchemaFile, withSchemaEngine } from './engine.ts';

/*
 * What Prisma's schema cannot say is written by hand in migration.sql. So that `diffFromDatabase` stays empty, and the next
 * migration does not undo it, declare in the schema:
 *
 *   generated column (STORED or VIRTUAL)   `search Unsupported("tsvector")? @default(dbgenerated())`; nullable, as a generated
 *                                          column has no NOT NULL unless the migration gives it one
 *   GIN index                              `@@index([search], type: Gin, map: "events_search_idx")`
 *   GIN trigram index                      `@@index([name(ops: raw("gin_trgm_ops"))], type: Gin, map: "events_name_trgm_idx")`
 *   DESC, NULLS NOT DISTINCT               the index or @@unique with its columns, `sort: Desc` and its `map` name
 *   INCLUDE (a)                            the index with `a` as its last column: Prisma sees no difference between the two
 *
 * and declare nothing for these, which Prisma does not see and leaves alone: CHECK and EXCLUDE constraints, partial indexes
 * (unique or not: declaring one as @@unique would make it a difference), expression indexes, extensions, functions,
 * triggers, views, and every schema but "public" (pg-boss keeps its tables in "pgboss").
 */

const PACKAGE_DIR = join(import.meta.dirname, '..');
const SCHEMA_DIR = join(PACKAGE_DIR, 'schema');
const MIGRATIONS_DIR = join(PACKAGE_DIR, 'migrations');
/** Any fixed number: whoever migrates this database holds the advisory lock of this key while doing so. */
const LOCK_KEY = 7_384_538;
const NO_FILTER = { externalTables: [], externalEnums: [] };

type Target = { url: string };

export type MigrateOptions = Target & {
  log?: (message: string) => void;
  /** Folder of migrations; `prisma/migrations` when absent. */
  dir?: string;
};

/** A migration that the database refused; the message names it and says why. Nothing of it was kept. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Applies what `prisma/migrations` has and the database has not, with Prisma's own table and checksums. Each migration is one
 * transaction. Safe to call from several processes at once: one works, the others wait and find nothing to do.
 * @returns the names of the migrations that this call applied.
 */
export async function migrate({ url, log, dir = MIGRATIONS_DIR }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    const { appliedMigrationNames } = await withSchemaEngine(url, readSchema(), (engine) =>
      applyOrForget(engine, readMigrations(dir)),
    );
    for (const name of appliedMigrationNames) log?.(`Applied migration ${name}`);
    return appliedMigrationNames;
  } finally {
    await client.end();
  }
}

/** SQL that would turn the migrated database into what the schema says; empty when nothing differs. */
export async function diffFromDatabase({ url }: Target): Promise<string> {
  const result = await withSchemaEngine(url, readSchema(), (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files: readSchema(), configDir: PACKAGE_DIR },
      to: { tag: 'schemaDatamodel', files: readSchema() },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    }),
  );
  const sql = (result.stdout ?? '').trim();
  return sql === '' || sql === '-- This is an empty migration.' ? '' : `${sql}\n`;
}

type Applied = { appliedMigrationNames: string[] };

async function applyOrForget(engine: SchemaEngine, migrationsList: MigrationList): Promise<Applied> {
  try {
    return await engine.applyMigrations({ migrationsList, filters: NO_FILTER });
  } catch (error) {
    // A failed migration was rolled back, being one transaction, yet Prisma would refuse to go on until somebody says so.
    const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: NO_FILTER,
    });
    for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    throw explain(error, failedMigrationNames);
  }
}

/** The engine's report is a stack of its own functions around one line of PostgreSQL's. */
function explain(error: unknown, failed: string[]): unknown {
  const reason = /Error querying the database: (.+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (!reason || failed.length === 0) return error;
  return new MigrationError(`Migration ${failed.join(', ')} failed: ${reason}`, { cause: error });
}

/**
 * Writes a new migration: what is missing between the migrated database and the schema. Read it before committing it; what
 * the schema cannot say has to be added by hand.
 * @returns path of the new migration.sql, or undefined when nothing differs.
 */
export async function createMigration({ url, name }: Target & { name: string }): Promise<string | undefined> {
  await migrate({ url });
  const sql = await diffFromDatabase({ url });
  if (sql === '') return undefined;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(MIGRATIONS_DIR, `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`);
  mkdirSync(folder);
  const file = join(folder, 'migration.sql');
  writeFileSync(file, sql);
  return file;
}

function readSchema(): SchemaFile[] {
  return readdirSync(SCHEMA_DIR, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => ({ path: join(SCHEMA_DIR, file), content: readFileSync(join(SCHEMA_DIR, file), 'utf8') }));
}

function readMigrations(dir: string): MigrationList {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir: dir,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(dir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: folders
      .map((entry) => entry.name)
      .sort()
      .map((path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(dir, path, 'migration.sql'), 'utf8') },
        },
      })),
  };
}
