import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type { audit_reports, events, idempotency_keys, invoices, users } from './generated/client.ts';
export type * from './generated/enums.ts';
export type * from './generated/models.ts';
export { Prisma };
export type Db = PrismaClient;

type Settings = { url: string; pool_size?: number };

const transactionScope = new AsyncLocalStorage<true>();

/** Marks everything that `work` does, until it is awaited, as part of a transaction that already has its connection. */
export function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  return transactionScope.run(true, work);
}

/** Starts work that belongs to no transaction, from inside of one: what a test lets happen beside it. */
export function outsideTransaction<T>(work: () => T): T {
  return transactionScope.exit(work);
}

/**
 * Refuses what would deadlock a small pool: a transaction that waits for a second connection while it holds its first.
 * Under load every connection is held by a transaction that waits for another. Tests open their databases with it.
 */
function refuseSecondConnections(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  pool.connect = ((...args: unknown[]) => {
    if (transactionScope.getStore())
      throw new Error('A transaction asked the pool for a second connection. Use the transaction itself.');
    return connect(...args);
  }) as typeof pool.connect;
}

/**
 * Connections to PostgreSQL. Each has somebody who hears its errors, for as long as it lives: when the server dies, a
 * connection may say so twice, and whoever uses it stops listening after the first time. An error that nobody hears
 * would end the process.
 */
export function openPool({ url, pool_size = 10, name }: Settings & { name: string }): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: pool_size, application_name: name, Client: Connection });
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

/** Longer values take the short way: below, what is saved is less than what looking costs. */
const LONG = 1_000;
/** Nobody outside can name what waits here. */
const CLAIM = `aside:${randomUUID()}:`;
const aside = new Map<string, string>();
let claims = 0;

/**
 * Sends a statement whose long values go straight to the driver. Prisma would write each into JSON, read it back, and keep
 * the last hundred for its debugging output: megabytes, where a sale writes a hundred purchases at once.
 */
export async function sendAside<T>(sql: Prisma.Sql, send: (sql: Prisma.Sql) => Promise<T>): Promise<T> {
  const own: string[] = [];
  const values = sql.values.map((value) => {
    if (typeof value !== 'string' || value.length < LONG) return value;
    const claim = `${CLAIM}${++claims}`;
    aside.set(claim, value);
    own.push(claim);
    return claim;
  });
  try {
    return await send(new Prisma.Sql(sql.strings, values));
  } finally {
    for (const claim of own) aside.delete(claim);
  }
}

/** Puts the long values back in their places, on their way to the server. */
class Connection extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg describes this method by eight overloads.
  override query(config: any, ...rest: any[]): any {
    if (aside.size > 0 && Array.isArray(config?.values))
      config.values = config.values.map(
        (value: unknown) => (typeof value === 'string' ? aside.get(value) : undefined) ?? value,
      );
    return super.query(config, ...(rest as []));
  }
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

/**
 * Opens the database. Nothing connects before the first query; close with `$disconnect`.
 * @param options.strict refuses a transaction that asks for a second connection (for tests)
 */
export function openDb({ url, pool_size = 10, strict = false }: Settings & { strict?: boolean }): Db {
  const pool = openPool({ url, pool_size, name: 'setiket' });
  if (strict) refuseSecondConnections(pool);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: nameOf as (query: { sql: string }) => string,
  });
  return new PrismaClient({ adapter });
}
