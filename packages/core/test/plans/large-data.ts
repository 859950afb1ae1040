import pg from 'pg';

export type Sizes = { events: number; bookings: number; users: number; organizations: number };

/** Ids are computed, so that a test can name the n-th of anything. */
export const idOf = (what: string, n: number) => `id_of('${what}' || ${n})`;

/**
 * Rows in numbers at which PostgreSQL weighs indexes against reading everything. Only the planner looks at them, so they are
 * made by the database itself, past triggers and foreign keys, and their figures add up to nothing.
 */
export async function fillTables(url: string, { events, bookings, users, organizations }: Sizes, today: Date) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off');
    // In the shape of a UUIDv7, as the product's validation wants it.
    await client.query(`CREATE FUNCTION id_of(name text) RETURNS uuid IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
      $$ SELECT overlay(overlay(md5(name) placing '7' from 13) placing '8' from 17)::uuid $$`);
    const now = `'${today.toISOString()}'::timestamptz`;
    const from = (count: number) => `FROM generate_series(1, ${count}) AS n`;
    await client.query(`
      INSERT INTO users (id, username, username_key, email, password_hash, role, created_at, updated_at)
      SELECT id_of('user' || n), 'Person' || n, 'person' || n, 'person' || n || '@large.test', '',
        CASE WHEN n <= ${organizations} THEN 'event_organizer' ELSE 'customer' END::user_role,
        ${now} - n * interval '1 minute', ${now} ${from(users)};
      INSERT INTO sessions (id, user_id, kind, expires_at, created_at)
      SELECT 'session' || n, id_of('user' || n), 'token', ${now} + interval '3 days', ${now} ${from(users)};
      INSERT INTO organizations (id, name, contact_email, created_at, updated_at)
      SELECT id_of('organization' || n), 'Panggung ' || n, '', ${now}, ${now} ${from(organizations)};
      INSERT INTO organization_members (organization_id, user_id, role, created_at)
      SELECT id_of('organization' || n), id_of('user' || n), 'owner', ${now} ${from(organizations)}`);
    await client.query(`
      INSERT INTO events (id, organization_id, organizer_id, category_id, title, description, starts_at, ends_at, timezone,
        place_name, city, status, published_at, price_from, pool_id, created_at, updated_at)
      SELECT id_of('event' || n), id_of('organization' || o), id_of('user' || o), c.ids[n % cardinality(c.ids) + 1],
        (ARRAY['Malam', 'Pagi', 'Festival', 'Kelas', 'Pameran'])[n % 5 + 1] || ' ' ||
        (ARRAY['Jazz', 'Gamelan', 'Komedi', 'Kopi', 'Film', 'Tari', 'Puisi'])[n % 7 + 1] || ' ' ||
        'tema' || n % 400 || ' ' || n,
        'Satu malam di tengah kota.', s.starts_at, s.starts_at + interval '3 hours', 'Asia/Jakarta', 'Gedung ' || n % 300,
        (ARRAY['Jakarta', 'Bandung', 'Surabaya', 'Medan', 'Makassar', 'Denpasar', 'Semarang', 'Bogor'])[n / 7 % 8 + 1],
        -- Of twenty events four are over, two wait, one is a draft and one was cancelled.
        (CASE WHEN n % 20 < 4 THEN 'completed' WHEN n % 20 < 6 THEN 'pending' WHEN n % 20 < 7 THEN 'draft'
          WHEN n % 20 < 8 THEN 'cancelled' ELSE 'approved' END)::event_status,
        CASE WHEN n % 20 < 4 OR n % 20 >= 7 THEN ${now} END,
        CASE WHEN n % 50 > 0 THEN 50000 + n % 400 * 5000 END, id_of('event pool' || n),
        ${now} - n * interval '1 minute', ${now}
      FROM generate_series(1, ${events}) AS n
      CROSS JOIN LATERAL (SELECT n % ${organizations} + 1 AS o) AS of_organization
      CROSS JOIN LATERAL (SELECT ${now} + (CASE WHEN n % 20 < 4 THEN -1 ELSE 1 END)
        * (n::bigint * 7919 % 4000) * interval '1 hour' AS starts_at) AS s
      CROSS JOIN (SELECT array_agg(id ORDER BY slug) AS ids FROM categories) AS c;
      INSERT INTO event_statistics (event_id) SELECT id_of('event' || n) ${from(events)};
      INSERT INTO pools (id, event_id, capacity)
      SELECT id_of(kind || n), id_of('event' || n), 100
      FROM generate_series(1, ${events}) AS n, (VALUES ('event pool'), ('pool 1 '), ('pool 2 ')) AS k(kind);
      INSERT INTO ticket_types (id, event_id, pool_id, title, kind, price, sale_starts_at, sale_ends_at, created_at, updated_at)
      SELECT id_of('type ' || k || ' ' || n), id_of('event' || n), id_of('pool ' || k || ' ' || n), 'Reguler', 'paid',
        (50000 + n % 400 * 5000) * k, ${now} - interval '90 days', ${now} + interval '90 days', ${now}, ${now}
      FROM generate_series(1, ${events}) AS n, generate_series(1, 2) AS k`);
    await client.query(`
      CREATE TEMP TABLE made AS
      SELECT n, id_of('booking' || n) AS id, id_of('user' || (n::bigint * 31 % ${users} + 1)) AS user_id, e,
        id_of('event' || e) AS event_id, id_of('type 1 ' || e) AS type_id,
        ${now} - (n % 40000) * interval '1 minute' AS created_at, n % 50 = 0 AS is_pending
      FROM generate_series(1, ${bookings}) AS n CROSS JOIN LATERAL (SELECT n::bigint * 17 % ${events} + 1 AS e) AS of_event;
      INSERT INTO bookings (id, user_id, event_id, status, quantity, total_amount, currency, expires_at, created_at, updated_at)
      SELECT id, user_id, event_id, (CASE WHEN is_pending THEN 'pending' ELSE 'confirmed' END)::booking_status, 2, 100000, 'IDR',
        CASE WHEN is_pending THEN ${now} + n % 900 * interval '1 second' END, created_at, created_at FROM made;
      INSERT INTO booking_lines (id, booking_id, ticket_type_id, quantity, unit_price)
      SELECT id_of('line' || n), id, type_id, 2, 50000 FROM made;
      INSERT INTO payments (id, booking_id, provider, status, amount, currency, created_at, updated_at)
      SELECT id_of('payment' || n), id, 'balance', 'succeeded', 100000, 'IDR', created_at, created_at
      FROM made WHERE NOT is_pending;
      INSERT INTO tickets (id, code, booking_id, booking_line_id, event_id, ticket_type_id, owner_id, price, currency, qr_secret,
        created_at, updated_at)
      SELECT id_of('ticket' || k || ' ' || n), 'TKT-20260302-' || lpad(upper(to_hex(n * 2 + k)), 8, '0'), id,
        id_of('line' || n), event_id, type_id, user_id, 50000, 'IDR', '', created_at, created_at
      FROM made, generate_series(0, 1) AS k WHERE NOT is_pending;
      INSERT INTO ledger_transactions (id, kind, booking_id, created_at)
      SELECT id_of('transaction' || n), 'sale', id, created_at FROM made WHERE NOT is_pending;
      INSERT INTO ledger_entries (id, transaction_id, account_id, amount, currency)
      SELECT id_of('entry' || k || ' ' || n), id_of('transaction' || n), user_id, k * 100000, 'IDR'
      FROM made, (VALUES (-1), (1)) AS sides(k) WHERE NOT is_pending`);
    // Vacuumed as autovacuum leaves tables that are in use, so that index-only scans are worth something.
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}
