import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

/** PostgreSQL's one-byte "char", in which its catalogs keep their flags. */
const CHAR_OID = 18;
const TEXT_OID = 25;

// Where the engine leaves its last words when it panics; without it the panic hides behind a TypeError.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(`Prisma's schema engine: ${message}`) },
});

export type SchemaFile = { path: string; content: string };

/**
 * Runs Prisma's own schema engine, the WebAssembly one, against a live database. The native engine that Prisma's command
 * line wants is a download that not every machine can make.
 */
export async function withSchemaEngine<Result>(
  url: string,
  schema: SchemaFile[],
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url });
  const restoreTimers = unrefLockTimeout();
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFor(pool));
  try {
    const datamodels = schema.map(({ path, content }): [string, string] => [path, content]);
    const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    // The engine takes Prisma's advisory lock for its session and never gives it back: only closing the session does.
    await pool.end();
    restoreTimers();
  }
}

/** How long the engine waits for Prisma's advisory lock. */
const LOCK_TIMEOUT_MS = 10_000;

const originalSetTimeout = globalThis.setTimeout;
let engines = 0;

/** The engine never clears the timer of its lock, which would keep every process that migrates alive for ten seconds. */
function unrefLockTimeout(): () => void {
  const replacement = (callback: () => void, delay?: number) => {
    const timer = originalSetTimeout(callback, delay);
    return delay === LOCK_TIMEOUT_MS ? timer.unref() : timer;
  };
  engines += 1;
  globalThis.setTimeout = Object.assign(replacement, originalSetTimeout);
  return () => {
    engines -= 1;
    if (engines === 0) globalThis.setTimeout = originalSetTimeout;
  };
}

/** Prisma's adapter with its two gaps closed that a client never meets but a schema engine does. */
function adapterFor(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const char_columns = new WeakMap<object, number[]>();
  const inner = new PrismaPg(readCharAsText(pool, char_columns));
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connectToShadowDb: () => inner.connectToShadowDb(),
    connect: async () => {
      const connection = await inner.connect();
      const queryRaw = connection.queryRaw.bind(connection);
      connection.queryRaw = async (query) => {
        const result = await queryRaw(query);
        for (const index of char_columns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
        return result;
      };
      // The adapter's own way cuts a script at every semicolon, through function bodies and string literals alike.
      connection.executeScript = (script) => runScript(pool, script);
      return connection;
    },
  };
}

/** One message to the server, hence one implicit transaction: a migration that fails leaves nothing behind. */
async function runScript(pool: pg.Pool, script: string): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query(script);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new DriverAdapterError({
      kind: 'postgres',
      code: error.code ?? 'XX000',
      severity: error.severity ?? 'ERROR',
      message: error.message,
      detail: error.detail,
      column: error.column,
      hint: error.hint,
    });
  } finally {
    connection.release();
  }
}

/** The adapter refuses "char", which the engine reads from the catalogs: it gets text, and the engine is told the truth. */
function readCharAsText(pool: pg.Pool, char_columns: WeakMap<object, number[]>): pg.Pool {
  const query = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
  const patched = async (config: pg.QueryConfig) => {
    const result = await query(config);
    const indexes = result.fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : []));
    char_columns.set(result.rows, indexes);
    for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    return result;
  };
  return Object.assign(pool, { query: patched });
}
