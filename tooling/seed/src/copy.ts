import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

export type Value = string | number | boolean | Date | null;
export type Row = Record<string, Value>;

/** Writes many rows of one shape by COPY, which takes some tenth of the time that INSERT does. One statement a call. */
export async function copyRows(client: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const stream = client.query(from(`COPY ${table} (${columns.map((column) => `"${column}"`).join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(lines(rows, columns)), stream);
}

/** Not a write a row: the stream would spend its time on being asked. */
const ROWS_A_CHUNK = 1_000;

function* lines(rows: readonly Row[], columns: readonly string[]): Generator<string> {
  for (let start = 0; start < rows.length; start += ROWS_A_CHUNK) {
    let text = '';
    for (const row of rows.slice(start, start + ROWS_A_CHUNK)) {
      text += `${columns.map((column) => field(row[column] ?? null)).join('\t')}\n`;
    }
    yield text;
  }
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value: Value): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  return String(value).replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
}
