import { PREPARED, Prisma } from '@setiket/db';

/** Types by name. */
type Columns = Readonly<Record<string, string>>;

/**
 * Many rows for one INSERT, as one parameter: `INSERT INTO tickets ${rowsOf(COLUMNS, rows)}`. However many rows there
 * are, the statement's text is the same, so that Postgres plans it once.
 */
export function rowsOf(columns: Columns, rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`(${namesOf(columns)}) SELECT ${namesOf(columns)} FROM ${unpacked(columns, rows)}`;
}

/**
 * The same as a table to join with, called `r`. Of a function Postgres expects a hundred rows, and for those it would rather
 * read a table of ten thousand from end to end; of a limit that it does not know yet a tenth of them, which it looks up.
 */
export function recordset(columns: Columns, rows: readonly object[]): Prisma.Sql {
  return Prisma.sql`(SELECT ${namesOf(columns)} FROM ${unpacked(columns, rows)} LIMIT ${rows.length}::int) AS r`;
}

function unpacked(columns: Columns, rows: readonly object[]): Prisma.Sql {
  const types = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (${Prisma.raw(types.join(', '))})`;
}

function namesOf(columns: Columns): Prisma.Sql {
  const names = Object.keys(columns).map((name) => `"${name}"`);
  return Prisma.raw(names.join(', '));
}

/** A part of a statement that does several things at once. */
export type Part = { name: string; sql: Prisma.Sql };

/**
 * Several changes in one statement and one round trip. None sees what another one does; foreign keys are checked when
 * all are done.
 */
export function together(parts: readonly Part[], result: Prisma.Sql = Prisma.sql`SELECT 1`): Prisma.Sql {
  const list = parts.map(({ name, sql }) => Prisma.sql`${Prisma.raw(name)} AS (${sql})`);
  return prepared(Prisma.sql`WITH ${Prisma.join(list, ', ')} ${result}`);
}

/**
 * A statement that is sent often with the same text: each connection lets Postgres parse and plan it once. It names its
 * columns instead of `*`, so that a migration beside running processes doesn't change what it gives.
 */
export function prepared(sql: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(PREPARED)} ${sql}`;
}
