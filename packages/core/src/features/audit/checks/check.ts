import type { Prisma } from '@setiket/db';

/** What a check's query gives for each row that is wrong. */
export type Mismatch = { subject_id: string; expected: string; actual: string };

/**
 * One thing that has to be true of all rows. The query compares sets, never row by row from here, and returns only
 * what is wrong: `subject_id`, `expected` and `actual` as text.
 */
export type Check = {
  name: `${string}.${string}`;
  query: Prisma.Sql;
  /** For whoever has to find out what happened. */
  sentence(mismatch: Mismatch): string;
};
