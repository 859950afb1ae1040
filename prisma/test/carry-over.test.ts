import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, runOnServer, SERVER_URL_VARIABLE, withDatabase } from '@setiket/testing/database';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../src/migrate.ts';

const MIGRATIONS = join(import.meta.dirname, '../migrations');

/** The migrations before one of them, in a folder of their own. */
function before(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'setiket-before-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const entry of readdirSync(MIGRATIONS))
    if (entry < name || entry.endsWith('.toml')) cpSync(join(MIGRATIONS, entry), join(dir, entry), { recursive: true });
  return dir;
}

test('events: rows from before are carried over: what was public, zones, public addresses', async () => {
  const server = process.env[SERVER_URL_VARIABLE]!;
  const name = `setiket_carry_${process.pid}`;
  await runOnServer(server, `CREATE DATABASE ${name}`);
  onTestFinished(() => runOnServer(server, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = withDatabase(server, name);
  await migrate({ url, dir: before('20261201020000') });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      INSERT INTO users (id, username, username_key, email, password_hash, created_at, updated_at)
      VALUES ('00000000-0000-7000-8000-000000000001', 'ayu', 'ayu', 'ayu@example.test', '', now(), now());
      INSERT INTO organizations (id, name, contact_email, created_at, updated_at) VALUES
        ('00000000-0000-7000-8000-000000000002', 'Satu', 'ayu@example.test', now(), now()),
        ('00000000-0000-7000-8000-000000000003', 'Dua', 'halo@dua.test', now(), now());
      INSERT INTO organization_members (organization_id, user_id, role, created_at)
      SELECT id, '00000000-0000-7000-8000-000000000001', 'owner', now() FROM organizations;
      INSERT INTO categories (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000004', 'x', 'X');`);
    const rows = [
      ['approved', 'Asia/Jakarta'],
      ['completed', 'asia/makassar'],
      ['pending', '+07:00'],
      ['cancelled', 'US/Pacific-New'],
      ['cancelled', 'AET'],
      ['rejected', 'Mars/Olympus'],
    ];
    for (const [n, [status, zone]] of rows.entries())
      await client.query(
        `INSERT INTO events (id, organization_id, organizer_id, category_id, title, description, starts_at, ends_at,
          timezone, status, created_at, updated_at)
        VALUES ($1, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001',
          '00000000-0000-7000-8000-000000000004', $2, '', now(), now() + interval '1 hour', $3, $4::event_status, now(), now())`,
        [`00000000-0000-7000-8000-00000000001${n}`, `E${n}`, zone, status],
      );
    // One of the cancelled ones had been approved before.
    await client.query(
      `INSERT INTO audit_entries (id, action, subject_type, subject_id, request_id, created_at)
      VALUES (gen_random_uuid(), 'event.approved', 'event', '00000000-0000-7000-8000-000000000013', '', now())`,
    );
    await migrate({ url });
    const events = await client.query('SELECT title, timezone, is_public FROM events ORDER BY title');
    expect(events.rows).toEqual([
      { title: 'E0', timezone: 'Asia/Jakarta', is_public: true },
      { title: 'E1', timezone: 'Asia/Makassar', is_public: true },
      { title: 'E2', timezone: 'Etc/GMT-7', is_public: false },
      { title: 'E3', timezone: 'America/Los_Angeles', is_public: true },
      { title: 'E4', timezone: 'Australia/Sydney', is_public: false },
      { title: 'E5', timezone: 'UTC', is_public: false },
    ]);
    const organizations = await client.query('SELECT contact_email FROM organizations ORDER BY name');
    expect(organizations.rows).toEqual([{ contact_email: 'halo@dua.test' }, { contact_email: '' }]);
  } finally {
    await client.end();
  }
});

test.each(['+07:00', 'PST', 'Mars/Olympus', ''])(
  'events: the database itself refuses the time zone %j',
  async (zone) => {
    await using database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      const change = client.query(
        `INSERT INTO festival_config (name, timezone, currency, updated_at) VALUES ('N', $1, 'IDR', now())`,
        [zone],
      );
      await expect(change).rejects.toThrow(/time zone|timezone_check/);
    } finally {
      await client.end();
    }
  },
);

test('events.list: text from before that was stored decomposed is composed, and found', async () => {
  const server = process.env[SERVER_URL_VARIABLE]!;
  const name = `setiket_composed_${process.pid}`;
  await runOnServer(server, `CREATE DATABASE ${name}`);
  onTestFinished(() => runOnServer(server, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = withDatabase(server, name);
  await migrate({ url, dir: before('20261201050100') });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      INSERT INTO users (id, username, username_key, email, password_hash, created_at, updated_at)
      VALUES ('00000000-0000-7000-8000-000000000001', 'ayu', 'ayu', 'ayu@example.test', '', now(), now());
      INSERT INTO organizations (id, name, contact_email, created_at, updated_at)
      VALUES ('00000000-0000-7000-8000-000000000002', 'Satu', 'ayu@example.test', now(), now());
      INSERT INTO categories (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000004', 'x', 'X');
      INSERT INTO events (id, organization_id, organizer_id, category_id, title, description, city, starts_at, ends_at,
        timezone, status, created_at, updated_at)
      VALUES ('00000000-0000-7000-8000-000000000010', '00000000-0000-7000-8000-000000000002',
        '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000004', U&'N\\0303andu', '',
        U&'Zu\\0308rich', now(), now() + interval '1 hour', 'Europe/Zurich', 'pending', now(), now());`);
    await migrate({ url });
    const { rows } = await client.query(
      `SELECT title, city, search_vector @@ to_tsquery('simple', 'nandu & zurich') AS is_found FROM events`,
    );
    expect(rows).toEqual([{ title: 'Ñandu', city: 'Zürich', is_found: true }]);
  } finally {
    await client.end();
  }
});
