import { Prisma } from '@setiket/db';

/** More words than a name has; each one is a condition. */
const MAX_WORDS = 10;

/** The words of a search, without blanks around them. */
export function searchWords(search: string): string[] {
  return search.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
}

/**
 * SQL that is true when a text contains every word, in any order, whatever case and accents. The text has to be the
 * expression of an index for a search in a large table.
 */
export function containsWords(folded: Prisma.Sql, words: readonly string[]): Prisma.Sql {
  const conditions = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    return Prisma.sql`${folded} LIKE setiket_fold(${pattern})`;
  });
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.sql`(${Prisma.join(conditions, ' AND ')})`;
}
