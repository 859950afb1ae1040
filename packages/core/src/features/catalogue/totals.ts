import type { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';

/** Fewer are counted each time: that takes no time, and small numbers are those that somebody looks at. */
const WORTH_KEEPING = 1_000;
const MINUTE_MS = 60_000;

/**
 * How many events meet conditions that are the same for everybody. Counting visits each of them, which is what makes a list
 * of many slow, so a large number is kept until some event changes, and for a minute at most, as events also end.
 */
export async function countOnce(
  { cache }: Pick<Deps, 'cache'>,
  where: Prisma.Sql,
  count: () => Promise<number>,
): Promise<number> {
  if (!cache) return count();
  let counted: number | undefined;
  const { value } = await cache.remember({ key: keyOf(where) }, async () => {
    counted = await count();
    return counted < WORTH_KEEPING ? undefined : counted;
  });
  // Neither is there for whoever waited for somebody else's count that was not worth keeping.
  return value ?? counted ?? count();
}

/** The conditions themselves, so that no filter can be forgotten here. The one moment among them is now. */
function keyOf({ sql, values }: Prisma.Sql): string {
  const rounded = values.map((value) => (value instanceof Date ? Math.floor(value.getTime() / MINUTE_MS) : value));
  return `events:total:${sql}:${JSON.stringify(rounded)}`;
}
