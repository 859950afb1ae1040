import { z } from 'zod';

/** Twenty a page, a hundred at most, as `setiket.md` and the design have it. */
export const PAGE_SIZE = 20;
export const MAXIMUM_PAGE_SIZE = 100;

/** Input of every list: `page` counts from 1. Natively `cursor` (what `next_cursor` said) may be sent instead. */
export const pageInput = {
  page: z.int().min(1).max(100_000).optional().describe('Page, counted from 1'),
  page_size: z.int().min(1).max(MAXIMUM_PAGE_SIZE).optional().describe(`Rows a page, at most ${MAXIMUM_PAGE_SIZE}`),
  cursor: z
    .string()
    .regex(/^\d{1,6}$/)
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
  return { skip: (page - 1) * take, take, page };
}

export function toPage<T>(input: PageInput, items: T[], total: number): Page<T> {
  const { skip, take, page } = rowsOf(input);
  return { items, total, next_cursor: skip + take < total ? String(page + 1) : null };
}
