import { openDeps } from '@setiket/core';
import { loadEnv } from '@setiket/core/env';
import { createAdministrator, registerHashed } from '@setiket/core/features/accounts';
import { runAudit } from '@setiket/core/features/audit';
import { systemContext } from '@setiket/core/kernel/context';
import { verifyPassword } from '@setiket/core/kernel/crypto';
import { createLogger } from '@setiket/core/kernel/log';
import { createTestDatabase } from '@setiket/testing/database';
import { expect, test } from 'vitest';
import { type Counts, DEFAULT_COUNTS, SEED_PASSWORD, SeedError, seed } from '../src/index.ts';

const NOW = new Date('2026-11-21T10:00:00Z');

async function openDatabase() {
  const database = await createTestDatabase();
  const env = loadEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_ACCESS_KEY_ID: 'test',
    S3_SECRET_ACCESS_KEY: 'test',
    SMTP_URL: 'smtp://127.0.0.1:9',
    LOG_LEVEL: 'silent',
  });
  const deps = await openDeps(env, await createLogger(env));
  const fill = (own: Partial<Counts> = {}, more: { random_seed?: number; is_flushing?: boolean; now?: Date } = {}) =>
    seed({ env, counts: { ...DEFAULT_COUNTS, ...own }, random_seed: 1, is_flushing: true, now: NOW, ...more });
  return {
    db: deps.db,
    deps,
    fill,
    async [Symbol.asyncDispose]() {
      await deps.close();
      await database.drop();
    },
  };
}

type Database = Awaited<ReturnType<typeof openDatabase>>;

/** All that is made, without what is secret and therefore never twice the same. */
async function everything({ db }: Database) {
  return {
    users: await db.users.findMany({ omit: { password_hash: true }, orderBy: { id: 'asc' } }),
    organizations: await db.organizations.findMany({ include: { members: true }, orderBy: { id: 'asc' } }),
    venues: await db.venues.findMany({ orderBy: { id: 'asc' } }),
    events: await db.events.findMany({ include: { statistics: true }, orderBy: { id: 'asc' } }),
    types: await db.ticket_types.findMany({ include: { pool: true }, orderBy: { id: 'asc' } }),
    bookings: await db.bookings.findMany({ include: { lines: true, payments: true }, orderBy: { id: 'asc' } }),
    tickets: await db.tickets.findMany({ omit: { qr_secret: true }, orderBy: { id: 'asc' } }),
    ledger: await db.ledger_transactions.findMany({ include: { entries: true }, orderBy: { id: 'asc' } }),
    balances: await db.balances.findMany({ orderBy: { user_id: 'asc' } }),
  };
}

test('makes what was asked for, and it adds up', async () => {
  await using database = await openDatabase();
  const { db, fill } = database;
  const before = await db.categories.count();
  await fill();
  expect(await runAudit(db)).toEqual([]);
  const { users, organizations, venues, events, types, bookings } = await everything(database);
  expect([users, organizations, venues, events, bookings].map((rows) => rows.length)).toEqual([20, 5, 6, 12, 80]);
  expect(await db.categories.count()).toBe(before + 6);
  expect(new Set(events.map(({ status }) => status))).toEqual(new Set(['draft', 'approved']));
  expect(events.every(({ starts_at, ends_at }) => starts_at > NOW && ends_at > starts_at)).toBe(true);
  expect(new Set(events.map(({ pool_id }) => pool_id === null))).toEqual(new Set([true, false]));
  expect(new Set(types.map(({ tier }) => tier)).size).toBe(5);
  expect(types.every(({ pool }) => pool.sold + pool.held <= pool.capacity)).toBe(true);
  expect(new Set(bookings.map(({ status }) => status))).toEqual(new Set(['pending', 'confirmed', 'cancelled']));
  expect(bookings.every(({ quantity }) => quantity >= 2)).toBe(true);
  for (const { status, expires_at, event_id } of bookings) {
    const event = events.find(({ id }) => id === event_id)!;
    expect(event.status).toBe('approved');
    if (status === 'pending') expect(expires_at?.getTime()).toBe(event.starts_at.getTime() - 86_400_000);
  }
  const { password_hash } = await db.users.findFirstOrThrow();
  expect(await verifyPassword(password_hash, SEED_PASSWORD)).toBe(true);
});

test('the same seed makes the same data, another one other data', async () => {
  await using one = await openDatabase();
  await using other = await openDatabase();
  await one.fill();
  await other.fill({}, { now: new Date('2026-11-21T23:59:00Z') });
  const made = await everything(one);
  expect(await everything(other)).toEqual(made);
  await one.fill();
  expect(await everything(one)).toEqual(made);
  await other.fill({}, { random_seed: 2 });
  expect((await everything(other)).bookings.map(({ id }) => id)).not.toEqual(made.bookings.map(({ id }) => id));
});

test('flushing keeps superusers, and gives them a balance that adds up', async () => {
  await using database = await openDatabase();
  const { db, deps, fill } = database;
  const ctx = systemContext(deps, 'test');
  const root = await createAdministrator(ctx, {
    username: 'root',
    email: 'root@example.test',
    password: 'correct horse battery',
  });
  await registerHashed(ctx, { username: 'ani', email: 'ani@example.test', password_hash: 'none' });
  await fill({ bookings: 10 });
  expect(await db.users.findUnique({ where: { username_key: 'ani' } })).toBeNull();
  const kept = await db.users.findUniqueOrThrow({ where: { id: root.id }, include: { balances: true } });
  expect(kept).toMatchObject({ is_superuser: true, role: 'administrator' });
  expect(kept.balances.map(({ amount }) => amount.toNumber())).toEqual([1_000_000]);
  expect(await db.users.count()).toBe(21);
  expect(await runAudit(db)).toEqual([]);
});

test('beside what is there, once a seed', async () => {
  await using database = await openDatabase();
  const { db, fill } = database;
  await fill();
  await fill({}, { is_flushing: false, random_seed: 2 });
  expect(await db.bookings.count()).toBe(160);
  expect(await runAudit(db)).toEqual([]);
  await expect(fill({}, { is_flushing: false })).rejects.toThrow(SeedError);
  expect(await db.bookings.count()).toBe(160);
});

test('more bookings than one statement takes, and none at all', async () => {
  await using database = await openDatabase();
  const { db, fill } = database;
  await fill({ bookings: 6_000 });
  expect(await db.bookings.count()).toBe(6_000);
  expect(await runAudit(db)).toEqual([]);
  await fill({ users: 3, orgs: 0, venues: 0, cats: 0, events: 0, bookings: 0 });
  expect([await db.users.count(), await db.events.count()]).toEqual([3, 0]);
  expect(await runAudit(db)).toEqual([]);
  await expect(fill({ events: 0 })).rejects.toThrow('A booking needs an event');
});
