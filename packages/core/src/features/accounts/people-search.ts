import { Prisma } from '@setiket/db';
import { containsWords, searchWords } from '../../kernel/folded-search.ts';

/** The expression of the index `users_names_trigram`. */
const NAMES = Prisma.sql`setiket_fold(u.username || ' ' || u.email || ' ' || u.first_name || ' ' || u.last_name)`;

/** SQL that is true when the user `u` has every word of a search in username, address or full name. */
export function isNamed(search: string): Prisma.Sql {
  return containsWords(NAMES, searchWords(search));
}
