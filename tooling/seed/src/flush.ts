import type pg from 'pg';

/** Their rows are partly kept, or belong to those who stay. */
const KEPT = [
  '_prisma_migrations',
  'users',
  'sessions',
  'refresh_tokens',
  'media',
  'media_variants',
  'categories',
  'rate_windows',
];

/** The categories that every installation begins with. */
const FIRST_CATEGORIES = '01900000-0000-7000-8000-0000000000%';

/**
 * Empties the database of everything but superusers, what they look like and are signed in with, and the categories of
 * every installation (`btick.md` 8.1). TRUNCATE is what the triggers that protect history leave open to an operator. The
 * tables are asked for, so that those of a later day are emptied too.
 */
export async function flush(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)`,
    [KEPT],
  );
  await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
  await client.query('DELETE FROM users WHERE NOT is_superuser');
  await client.query('DELETE FROM media WHERE NOT EXISTS (SELECT 1 FROM users WHERE users.image_id = media.id)');
  await client.query('DELETE FROM categories WHERE id::text NOT LIKE $1', [FIRST_CATEGORIES]);
  await client.query(`SELECT pg_notify('setiket_cache', '*')`);
}
