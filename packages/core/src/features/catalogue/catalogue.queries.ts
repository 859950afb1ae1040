import type { Db } from '@setiket/db';
import { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { type Actor, type Deps, isAdministrator } from '../../kernel/context.ts';
import { decodeCursor, encodeCursor } from '../../kernel/paging.ts';
import type { EVENT_ORDERINGS, listEventsInput } from './catalogue.schema.ts';
import { countOnce } from './totals.ts';

type Filters = Omit<z.output<typeof listEventsInput>, 'page'> & { actor: Actor };
type Window = { skip: number; take: number; now: Date };
type Found = { ids: string[]; total: number; next_cursor: string | null };

/** How words have to match. `fuzzy` forgives misspellings and is asked only where `exact` finds nothing. */
type Matching = 'exact' | 'fuzzy';

/** Events on sale or about to be, as filters and search have it: one page of ids in order, and how many there are. */
export async function findEvents(
  { db, cache }: Pick<Deps, 'db' | 'cache'>,
  filters: Filters,
  window: Window,
): Promise<Found> {
  // What is hidden differs by who asks.
  const counting = isHidden(filters.status) ? {} : { ...(cache && { cache }) };
  const found = await run({ db, ...counting }, filters, window, 'exact');
  if (found.total > 0 || !filters.search?.trim()) return found;
  return db.$transaction(async (tx) => {
    // How alike a word must be to one in the text; the default of 0.6 forgives too little in short words.
    await tx.$executeRaw`SELECT set_config('pg_trgm.word_similarity_threshold', '0.4', true)`;
    return run({ db: tx, ...counting }, filters, window, 'fuzzy');
  });
}

async function run(
  { db, ...counting }: { db: Pick<Db, '$queryRaw'> } & Pick<Deps, 'cache'>,
  filters: Filters,
  { skip, take, now }: Window,
  matching: Matching,
): Promise<Found> {
  const where = Prisma.join(conditions(filters, now, matching), ' AND ');
  const keys = order(filters, matching);
  const after = decodeCursor(
    filters,
    keys.map(({ type }) => type),
  );
  const rest = after ? Prisma.sql`AND ${behind(keys, after)}` : Prisma.empty;
  const texts = Prisma.join(keys.map(({ column }) => Prisma.sql`(${column})::text`));
  // One row more than asked for says whether there is another page.
  const rows = await db.$queryRaw<{ id: string; keys: (string | null)[] }[]>(Prisma.sql`
    SELECT e.id, ARRAY[${texts}] AS keys FROM events AS e WHERE ${where} ${rest}
    ORDER BY ${Prisma.join(keys.map(orderedBy), ', ')}
    LIMIT ${take + 1} OFFSET ${after ? 0 : skip}`);
  const shown = rows.slice(0, take);
  const ids = shown.map((row) => row.id);
  const last = shown.at(-1);
  const next_cursor = rows.length > take && last ? encodeCursor(last.keys) : null;
  if (!after && skip === 0 && rows.length <= take) return { ids, total: ids.length, next_cursor };
  const total = await countOnce(counting, where, async () => {
    const [count] = await db.$queryRaw<{ total: number }[]>(Prisma.sql`
      SELECT count(*)::int AS total FROM events AS e WHERE ${where}`);
    return count?.total ?? 0;
  });
  return { ids, total, next_cursor };
}

/** A sort key: a column of text has its type named, because a cursor holds text. */
type Key = { column: Prisma.Sql; type: 'text' | 'timestamptz' | 'numeric' | 'real' | 'uuid'; descending?: boolean };

/** Prices may be missing and come last either way; said of them only: an index read backwards has NULLs first. */
function orderedBy({ column, type, descending }: Key): Prisma.Sql {
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return Prisma.sql`${column} ${direction} ${type === 'numeric' ? Prisma.sql`NULLS LAST` : Prisma.empty}`;
}

/** Rows behind one, by its sort keys. The bound on the first key alone is redundant, but only it can use an index. */
function behind(keys: readonly Key[], values: readonly (string | null)[]): Prisma.Sql {
  const alternatives = keys.map((key, at) => {
    const before = keys.slice(0, at).map((each, n) => isEqual(each, values[n]!));
    return Prisma.sql`(${Prisma.join([...before, isBeyond(key, values[at]!)], ' AND ')})`;
  });
  const [first] = keys;
  const bound = first && Prisma.sql`(${isBeyond(first, values[0]!)} OR ${isEqual(first, values[0]!)})`;
  return Prisma.sql`(${Prisma.join(alternatives, ' OR ')}) ${bound ? Prisma.sql`AND ${bound}` : Prisma.empty}`;
}

function isEqual({ column, type }: Key, value: string | null): Prisma.Sql {
  return value === null ? Prisma.sql`${column} IS NULL` : Prisma.sql`${column} = ${value}::text::${Prisma.raw(type)}`;
}

function isBeyond({ column, type, descending }: Key, value: string | null): Prisma.Sql {
  if (value === null) return Prisma.sql`FALSE`;
  const bound = Prisma.sql`${value}::text::${Prisma.raw(type)}`;
  const beyond = descending ? Prisma.sql`${column} < ${bound}` : Prisma.sql`${column} > ${bound}`;
  return type === 'numeric' ? Prisma.sql`(${beyond} OR ${column} IS NULL)` : beyond;
}

/** The same expression as in the index `events_names_trigram`. */
const NAMES = Prisma.sql`setiket_fold(e.title || ' ' || e.city || ' ' || e.place_name)`;

/** A text without case and accents. */
const folded = (text: string) => Prisma.sql`setiket_fold(${text.trim()}::text)`;

function conditions(filters: Filters, now: Date, matching: Matching): Prisma.Sql[] {
  const { category, city, start_date_from, start_date_to, starts_after, organization, venue, is_online, search } =
    filters;
  const all = statusConditions(filters, now);
  if (category) all.push(isOfCategory(category.toLowerCase()));
  if (city) all.push(Prisma.sql`setiket_fold(e.city) LIKE ${containing(city)}`);
  for (const day of [start_date_from, isDay(starts_after) ? starts_after : undefined])
    if (day) all.push(...fromDay(day));
  if (starts_after && !isDay(starts_after)) all.push(Prisma.sql`e.starts_at > ${starts_after}::timestamptz`);
  if (start_date_to) {
    all.push(Prisma.sql`e.starts_at <= ${start_date_to}::date + interval '2 days'`);
    all.push(Prisma.sql`(e.starts_at AT TIME ZONE e.timezone)::date <= ${start_date_to}::date`);
  }
  if (organization) all.push(Prisma.sql`e.organization_id = ${organization}::uuid`);
  if (venue) all.push(Prisma.sql`e.venue_id = ${venue}::uuid`);
  if (is_online !== undefined) all.push(Prisma.sql`e.is_online = ${is_online}`);
  const price = priceCondition(filters);
  if (price) all.push(price);
  if (search?.trim()) all.push(matching === 'exact' ? exactMatch(search) : Prisma.sql`${folded(search)} <% ${NAMES}`);
  return all;
}

/** Looked up once and compared as a value: a join would hide from the planner that this is one category in one index. */
function isOfCategory(category: string): Prisma.Sql {
  return Prisma.sql`e.category_id = (
    SELECT c.id FROM categories AS c WHERE c.slug = ${category} OR c.id::text = ${category} LIMIT 1)`;
}

/** What is on sale, unless another state is asked for; of what is hidden, only what the caller belongs to. */
function statusConditions({ status, actor }: Filters, now: Date): Prisma.Sql[] {
  if (!status) return [Prisma.sql`e.status = 'approved'`, Prisma.sql`e.ends_at > ${now}`];
  const asked = Prisma.sql`e.status = ${status}::event_status`;
  if (isAdministrator(actor)) return [asked];
  // Also of what is cancelled: what was never approved is nobody else's to see.
  if (!isHidden(status) || actor.kind !== 'user') return [asked, Prisma.sql`e.is_public`];
  const isMember = Prisma.sql`EXISTS (
    SELECT 1 FROM organization_members AS m WHERE m.organization_id = e.organization_id AND m.user_id = ${actor.id}::uuid)`;
  return [asked, isMember];
}

function isHidden(status: Filters['status']): boolean {
  return status === 'draft' || status === 'pending' || status === 'rejected';
}

function isDay(bound: string | undefined): boolean {
  return bound?.length === 'YYYY-MM-DD'.length;
}

/** A day's first moment differs by zone: the plain bound is for the index, the second one is exact. */
function fromDay(day: string): Prisma.Sql[] {
  return [
    Prisma.sql`e.starts_at >= ${day}::date - interval '1 day'`,
    Prisma.sql`(e.starts_at AT TIME ZONE e.timezone)::date >= ${day}::date`,
  ];
}

/** An event fits when one of its ticket types costs what the visitor is looking for. */
function priceCondition({ min_price, max_price }: Filters): Prisma.Sql | undefined {
  if (min_price === undefined && max_price === undefined) return undefined;
  const least = min_price === undefined ? Prisma.empty : Prisma.sql`AND t.price >= ${min_price}::numeric`;
  const most = max_price === undefined ? Prisma.empty : Prisma.sql`AND t.price <= ${max_price}::numeric`;
  return Prisma.sql`EXISTS (SELECT 1 FROM ticket_types AS t WHERE t.event_id = e.id ${least} ${most})`;
}

/** Words in either language, the beginning of a word, or a part of a name. */
function exactMatch(search: string): Prisma.Sql {
  return Prisma.sql`(e.search_vector @@ ${tsquery(search)} OR ${NAMES} LIKE ${containing(search)})`;
}

function tsquery(search: string): Prisma.Sql {
  const words = search.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const text = folded(search);
  const beginnings = Prisma.sql`(
    SELECT coalesce(string_agg(quote_literal(setiket_fold(w)) || ':*', ' & '), '') FROM unnest(${words}::text[]) AS w)`;
  return Prisma.sql`(websearch_to_tsquery('indonesian', ${text}) || websearch_to_tsquery('english', ${text}) || to_tsquery('simple', ${beginnings}))`;
}

/** A pattern that contains a text literally, without case and accents. */
function containing(text: string): Prisma.Sql {
  return Prisma.sql`('%' || regexp_replace(${folded(text)}, '([\\\\%_])', '\\\\\\1', 'g') || '%')`;
}

const COLUMNS = {
  start_date: { column: Prisma.sql`e.starts_at`, type: 'timestamptz' },
  end_date: { column: Prisma.sql`e.ends_at`, type: 'timestamptz' },
  created_at: { column: Prisma.sql`e.created_at`, type: 'timestamptz' },
  title: { column: Prisma.sql`e.title`, type: 'text' },
  city: { column: Prisma.sql`e.city`, type: 'text' },
  price: { column: Prisma.sql`e.price_from`, type: 'numeric' },
  category: { column: Prisma.sql`(SELECT c.slug FROM categories AS c WHERE c.id = e.category_id)`, type: 'text' },
} as const satisfies Record<(typeof EVENT_ORDERINGS)[number], Key>;

const BY_ID = { column: Prisma.sql`e.id`, type: 'uuid' } as const satisfies Key;

/** As asked; else the best match first, else the soonest. The id makes every order total, so that pages don't overlap. */
function order({ ordering, search }: Filters, matching: Matching): Key[] {
  if (ordering?.length) {
    const asked = ordering.map((field): Key => {
      const descending = field.startsWith('-');
      return { ...COLUMNS[(descending ? field.slice(1) : field) as keyof typeof COLUMNS], descending };
    });
    return [...asked, BY_ID];
  }
  const soonest = [COLUMNS.start_date, BY_ID];
  if (!search?.trim()) return soonest;
  const column =
    matching === 'exact'
      ? Prisma.sql`ts_rank_cd(e.search_vector, ${tsquery(search)})`
      : Prisma.sql`word_similarity(${folded(search)}, ${NAMES})`;
  return [{ column, type: 'real', descending: true }, ...soonest];
}
