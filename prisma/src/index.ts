import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type { audit_reports, events, idempotency_keys, invoices, users } from './generated/client.ts';
export type * from './generated/enums.ts';
export type * from './generated/models.ts';
export { Prisma };
export type Db = PrismaClient;

type Settings = { url: string; pool_size?: number };

/**
 * Connections to PostgreSQL. Each has somebody who hears its errors, for as long as it lives: when the server dies, a
 * connection may say so twice, and whoever uses it stops listening after the first time. An error that nobody hears
 * would end the process.
 */
export function openPool({ url, pool_size = 10, name }: Settings & { name: string }): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: pool_size, application_name: name });
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

/** Begins a statement whose plan is worth keeping on each connection. */
export const PREPARED = '/* prepared */';

/** Most statements are not: Prisma's own have another text for each number of rows, and each would be kept for ever. */
function nameOf({ sql }: { sql: string }): string | undefined {
  if (!sql.startsWith(PREPARED)) return undefined;
  const name = names.get(sql) ?? createHash('sha256').update(sql).digest('base64url');
  names.set(sql, name);
  return name;
}

const names = new Map<string, string>();

/** Opens the database. Nothing connects before the first query; close with `$disconnect`. */
export function openDb({ url, pool_size = 10 }: Settings): Db {
  const adapter = new PrismaPg(openPool({ url, pool_size, name: 'setiket' }), {
    disposeExternalPool: true,
    statementNameGenerator: nameOf as (query: { sql: string }) => string,
  });
  return new PrismaClient({ adapter });
}
