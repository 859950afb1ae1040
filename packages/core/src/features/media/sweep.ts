import { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { addSeconds } from '../../kernel/time.ts';
import { VARIANT_PREFIX } from './pictures.ts';
import { UPLOADS } from './uploads.ts';

/** What is younger may belong to a transaction that is still under way. */
const GRACE_SECONDS = 24 * 3600;

/** Rows removed in one statement. */
const BATCH = 500;

/** Removes rows that nothing refers to with their objects, then objects that no row names. */
export async function sweepMedia(deps: Deps): Promise<{ rows: number; objects: number }> {
  const before = addSeconds(deps.clock.now(), -GRACE_SECONDS);
  const rows = await sweepRows(deps, before);
  return { rows, objects: await sweepObjects(deps, before) };
}

/** A row is made in the transaction of what refers to it, so one that nothing refers to will never be needed again. */
async function sweepRows(deps: Deps, before: Date): Promise<number> {
  const isUnused = Prisma.join(await references(deps), ' AND ');
  for (let rows = 0; ; ) {
    const removed = await deps.db.$queryRaw<{ key: string }[]>(Prisma.sql`
      DELETE FROM media WHERE id IN (
        SELECT m.id FROM media AS m WHERE m.created_at < ${before} AND ${isUnused} LIMIT ${BATCH}
      ) RETURNING key`);
    for (const { key } of removed) await deps.store.remove(key);
    rows += removed.length;
    if (removed.length < BATCH) return rows;
  }
}

/**
 * "No row of this table has it", for every column with a foreign key to `media`. The catalogue is asked and not a list
 * kept here: a table that begins to refer to pictures must not lose them because nobody thought of this job.
 */
async function references({ db }: Deps): Promise<Prisma.Sql[]> {
  const columns = await db.$queryRaw<{ source: string; target: string }[]>`
    SELECT c.conrelid::regclass::text AS source, quote_ident(a.attname) AS target
    FROM pg_constraint AS c JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'media'::regclass AND c.conrelid <> 'media_variants'::regclass`;
  // Both names come quoted from the database's own catalogue.
  return columns.map(({ source, target }) =>
    Prisma.raw(`NOT EXISTS (SELECT 1 FROM ${source} AS r WHERE r.${target} = m.id)`),
  );
}

async function sweepObjects({ db, store }: Deps, before: Date): Promise<number> {
  let removed = 0;
  for (const prefix of [...Object.keys(UPLOADS).map((kind) => `${kind}/`), VARIANT_PREFIX]) {
    for await (const page of store.list(prefix)) {
      const keys = page.filter(({ stored_at }) => stored_at < before).map(({ key }) => key);
      if (keys.length === 0) continue;
      const named =
        prefix === VARIANT_PREFIX
          ? await db.media_variants.findMany({ where: { key: { in: keys } }, select: { key: true } })
          : await db.media.findMany({ where: { key: { in: keys } }, select: { key: true } });
      const known = new Set(named.map(({ key }) => key));
      for (const key of keys.filter((each) => !known.has(each))) {
        await store.remove(key);
        removed += 1;
      }
    }
  }
  return removed;
}
