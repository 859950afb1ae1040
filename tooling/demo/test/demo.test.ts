import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnv } from '@setiket/core';
import { runAudit } from '@setiket/core/features/audit';
import { createLogger } from '@setiket/core/kernel/log';
import { prepareBucket } from '@setiket/core/kernel/s3-store';
import { type Db, openDb } from '@setiket/db';
import { type ObjectStore, startObjectStore } from '@setiket/services';
import { createTestDatabase, type TestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '../src/catalogue/index.ts';
import { loadDemo } from '../src/index.ts';

let database: TestDatabase;
let store: ObjectStore;
let folder: string;
let db: Db;
let env: ReturnType<typeof loadEnv>;
let first_ms: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setiket-demo-'));
  database = await createTestDatabase();
  store = await startObjectStore({ data_dir: folder, log: () => {} });
  env = loadEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    S3_ENDPOINT: store.endpoint,
    S3_BUCKET: store.bucket,
    S3_ACCESS_KEY_ID: store.access_key_id,
    S3_SECRET_ACCESS_KEY: store.secret_access_key,
    SMTP_URL: 'smtp://127.0.0.1:9',
    LOG_LEVEL: 'silent',
  });
  await prepareBucket(env);
  db = openDb({ url: database.url });
  const started = performance.now();
  expect(await loadDemo({ env, log: await createLogger(env) })).toEqual({ loaded: true });
  first_ms = performance.now() - started;
});

afterAll(async () => {
  await db.$disconnect();
  await store.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('everything adds up', async () => {
  console.log(`demo loaded in ${Math.round(first_ms)} ms`);
  expect(await runAudit(db)).toEqual([]);
});

test('there are the documented accounts, each with its role', async () => {
  const users = await db.users.findMany({
    where: { username: { not: { startsWith: 'tamu' } } },
    orderBy: { username: 'asc' },
  });
  expect(users.map(({ username, email, role, is_superuser }) => [username, email, role, is_superuser])).toEqual([
    ['admin', 'admin@setiket.test', 'administrator', true],
    ['customer', 'customer@setiket.test', 'customer', false],
    ['organizer', 'organizer@setiket.test', 'event_organizer', false],
    ['staff', 'staff@setiket.test', 'staff', false],
    ['support', 'support@setiket.test', 'support', false],
    ['vendor', 'vendor@setiket.test', 'vendor', false],
  ]);
  expect(await db.organizations.findMany({ select: { name: true } })).toEqual([{ name: 'Panggung Nusantara' }]);
});

test('the catalogue has something of everything', async () => {
  const events = await db.events.findMany({
    include: { category: true, image: true, ticket_types: { include: { pool: true } } },
  });
  const now = new Date();
  expect(events).toHaveLength(catalogue.length);
  expect(events.length).toBeGreaterThanOrEqual(28);
  expect(new Set(events.map((event) => event.category.slug)).size).toBe(8);
  expect(new Set(events.map((event) => event.city)).size).toBeGreaterThanOrEqual(8);
  const upcoming = events.filter((event) => event.status === 'approved' && event.starts_at > now);
  expect(upcoming.length).toBeGreaterThanOrEqual(25);
  expect(Math.max(...upcoming.map((event) => event.starts_at.getTime()))).toBeLessThan(
    now.getTime() + 125 * 86_400_000,
  );
  const count = (status: string) => events.filter((event) => event.status === status).length;
  expect([count('pending'), count('rejected'), count('completed')]).toEqual([2, 1, 2]);
  const types = upcoming.flatMap((event) => event.ticket_types);
  expect(new Set(types.map((type) => type.kind))).toEqual(new Set(['free', 'paid', 'relawan']));
  expect(types.filter((type) => type.pool.sold === type.pool.capacity).length).toBeGreaterThanOrEqual(5);
  for (const { image } of events) {
    expect(image?.content_type).toBe('image/webp');
    expect(image!.bytes).toBeLessThan(200_000);
  }
});

test('the customer has tickets and a refund, and only these are mailed', async () => {
  const customer = await db.users.findUniqueOrThrow({ where: { username: 'customer', username_key: 'customer' } });
  const tickets = await db.tickets.groupBy({
    by: ['status'],
    where: { owner_id: customer.id },
    _count: true,
    orderBy: { status: 'asc' },
  });
  expect(tickets.map(({ status, _count }) => [status, _count])).toEqual([
    ['active', 2],
    ['cancelled', 1],
  ]);
  const jobs = await db.$queryRaw<
    { name: string; n: number }[]
  >`SELECT name, count(*)::int AS n FROM pgboss.job GROUP BY 1 ORDER BY 1`;
  expect(jobs).toEqual([
    { name: 'booking.follow_up', n: 3 },
    { name: 'invoice.issue_credit_note', n: 1 },
    { name: 'mail.ticket_refunded', n: 1 },
  ]);
});

test('a second start does nothing, at once', async () => {
  const before = await db.audit_entries.count();
  const started = performance.now();
  expect(await loadDemo({ env, log: await createLogger(env) })).toEqual({ loaded: false });
  expect(performance.now() - started).toBeLessThan(250);
  expect(await db.audit_entries.count()).toBe(before);
});

test('an interrupted load is completed by the next one', async () => {
  // As if it had been interrupted after everything but its last step.
  await db.$transaction([
    db.$executeRaw`SET LOCAL session_replication_role = replica`,
    db.$executeRaw`DELETE FROM audit_entries WHERE action = 'demo.loaded'`,
  ]);
  const counts = () =>
    Promise.all([
      db.users.count(),
      db.events.count(),
      db.ticket_types.count(),
      db.tickets.count(),
      db.organizer_proposals.count(),
    ]);
  const before = await counts();
  expect(await loadDemo({ env, log: await createLogger(env) })).toEqual({ loaded: true });
  expect(await counts()).toEqual(before);
  expect(await runAudit(db)).toEqual([]);
});

test('the festival pages have something to show', async () => {
  const config = await db.festival_config.findFirstOrThrow();
  expect(config).toMatchObject({ name: 'Pekan Panggung Nusantara', ticket_sale: 'automatic' });
  expect(config.event_id).not.toBeNull();
  expect(await db.sponsors.count()).toBe(4);
  expect(await db.schedule_items.count()).toBe(4);
  expect(await db.vendors.findMany({ select: { name: true, status: true } })).toEqual([
    { name: 'Dapur Mbok Sri', status: 'approved' },
  ]);
});
