import { createRequire } from 'node:module';
import pg from 'pg';
import type { Statement } from './load/sql.ts';

type Query = (this: unknown, config: unknown, ...more: unknown[]) => unknown;

/**
 * The statements that some work sends to PostgreSQL, text and values, in their order. So the SQL side runs what the product
 * runs, instead of a copy that somebody would have to keep up with it.
 */
export async function captureStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const client = pg.Client.prototype as unknown as { query: Query };
  const original = client.query;
  client.query = function (config, ...more) {
    const { text, values = [] } = (typeof config === 'string' ? { text: config } : config) as Partial<Statement>;
    // Connections that only listen ask every few seconds whether they still live; that reads no table.
    if (text && /\bfrom\b/i.test(text)) statements.push({ text, values });
    return original.call(this, config, ...more);
  };
  try {
    await work();
  } finally {
    client.query = original;
  }
  if (statements.length === 0) throw new Error(`No statement passed ${createRequire(import.meta.url).resolve('pg')}.`);
  return statements;
}
