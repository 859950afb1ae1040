import { z } from 'zod';
import { fieldError } from './errors.ts';

/** Twenty a page, a hundred at most, as `setiket.md` and the design have it. */
export const PAGE_SIZE = 20;
export const MAXIMUM_PAGE_SIZE = 100;

/** Input of every list: `page` counts from 1; `cursor` (a page's `next_cursor`) goes on behind that page's last row. */
export const pageInput = {
  page: z.int().min(1).max(100_000).optional().describe('Page, counted from 1'),
  page_size: z.int().min(1).max(MAXIMUM_PAGE_SIZE).optional().describe(`Rows a page, at most ${MAXIMUM_PAGE_SIZE}`),
  cursor: z
    .string()
    .regex(/^(\d{1,6}|[\w-]{1,1000}\.)$/)
    .optional()
    .describe('`next_cursor` of the page before'),
};

export type PageInput = { page?: number | undefined; page_size?: number | undefined; cursor?: string | undefined };
export type Page<T> = { items: T[]; total: number; next_cursor: string | null };

/** Output of every list: natively this object, over REST a plain array with `Link` and `X-Total-Count`. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({
    items: z.array(item),
    total: z.int().describe('Rows in all pages'),
    next_cursor: z.string().nullable().describe('Send it as `cursor` to get the next page; null on the last one'),
  });
}

/** Which rows to fetch. */
export function rowsOf(input: PageInput): { skip: number; take: number; page: number } {
  const take = input.page_size ?? PAGE_SIZE;
  const page = input.cursor !== undefined ? Math.max(1, Number(input.cursor)) : (input.page ?? 1);
  if (Number.isNaN(page)) throw badCursor();
  return { skip: (page - 1) * take, take, page };
}

export function toPage<T>(input: PageInput, items: T[], total: number): Page<T> {
  const { skip, take, page } = rowsOf(input);
  return { items, total, next_cursor: skip + take < total ? String(page + 1) : null };
}

const badCursor = () => fieldError('cursor', 'This cursor is not valid.');

/** What a cursor holds of a row: its sort keys, of which the last one is unique. */
const KINDS = {
  moment: z.iso.datetime(),
  /** As PostgreSQL writes them. */
  timestamptz: z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/),
  numeric: z
    .string()
    .regex(/^\d{1,20}(\.\d{1,20})?$/)
    .nullable(),
  real: z.string().regex(/^\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,2})?$/),
  uuid: z.uuid(),
  text: z.string().max(500),
} as const;
type Kind = keyof typeof KINDS;

/** Ends with a point, which tells it from a page number. */
export function encodeCursor(values: readonly (string | null)[]): string {
  return `${Buffer.from(JSON.stringify(values)).toString('base64url')}.`;
}

/**
 * The sort keys that a cursor holds; undefined where the input has none or has a page number.
 * @throws request.invalid when it is no cursor of a list with these keys
 */
export function decodeCursor({ cursor }: PageInput, kinds: readonly Kind[]): (string | null)[] | undefined {
  if (!isKeysetCursor(cursor)) return undefined;
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw badCursor();
  }
  if (!Array.isArray(values) || values.length !== kinds.length) throw badCursor();
  if (!kinds.every((kind, at) => KINDS[kind].safeParse(values[at]).success)) throw badCursor();
  if (values.some((value) => typeof value === 'string' && value.includes('\0'))) throw badCursor();
  return values;
}

/** Whether a cursor says behind which row the page begins, instead of a page's number. */
export function isKeysetCursor(cursor: string | undefined): cursor is string {
  return cursor?.endsWith('.') ?? false;
}

/** As `rowsOf`, for lists whose cursor names a row. */
export function windowOf(input: PageInput): { skip: number; take: number } {
  return isKeysetCursor(input.cursor) ? { skip: 0, take: input.page_size ?? PAGE_SIZE } : rowsOf(input);
}

/**
 * A list by a moment and the id, read by where the page before ended: rows that arrive or vanish meanwhile neither repeat
 * nor hide another one. `where` and `window` are for Prisma's `findMany`, the count needs neither.
 */
export function keysetOf<Column extends string>(input: PageInput, column: Column, direction: 'asc' | 'desc' = 'desc') {
  const values = decodeCursor(input, ['moment', 'uuid']);
  const { skip, take } = windowOf(input);
  const order = [{ [column]: direction } as Record<Column, 'asc' | 'desc'>, { id: direction }];
  return {
    where: (values ? behind(column, direction, values) : {}) as object,
    // One row more than asked for says whether there is another page.
    window: { orderBy: order, skip, take: take + 1 },
    page<Row extends Record<Column, Date> & { id: string }, T>(
      rows: readonly Row[],
      total: number,
      view: (row: Row) => T,
    ): Page<T> {
      const shown = rows.slice(0, take);
      const last = shown.at(-1);
      const next_cursor = rows.length > take && last ? encodeCursor([last[column].toISOString(), last.id]) : null;
      return { items: shown.map(view), total, next_cursor };
    },
  };
}

/** The bound on the moment alone is redundant, but only it can use an index. */
function behind(column: string, direction: 'asc' | 'desc', [moment, id]: (string | null)[]): object {
  const at = new Date(moment!);
  const beyond = direction === 'asc' ? 'gt' : 'lt';
  return { [column]: { [`${beyond}e`]: at }, OR: [{ [column]: { [beyond]: at } }, { id: { [beyond]: id } }] };
}
