import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMigration } from '@setiket/db/migrate';
import { removePostgresData, startPostgres } from '@setiket/services';

// pnpm migration <name>: a throwaway PostgreSQL gets every migration, and what the schema has beyond them becomes the next.
const name = process.argv.slice(2).join('_');
if (!name) {
  console.error('Usage: pnpm migration <name>, for instance pnpm migration add_booths');
  process.exit(1);
}
const data_dir = mkdtempSync(join(tmpdir(), 'setiket-migration-'));
const password = randomBytes(12).toString('hex');
const postgres = await startPostgres({ data_dir, password, durable: false, log: console.log });
try {
  const file = await createMigration({ url: postgres.url, name });
  console.log(file ? `Wrote ${file}\nRead it before you commit it.` : 'Schema and migrations agree; nothing to write.');
} finally {
  await postgres.stop();
  await removePostgresData(data_dir);
}
