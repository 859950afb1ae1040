import type { Env } from '@setiket/core/env';
import { hashPassword } from '@setiket/core/kernel/crypto';
import pg from 'pg';
import { writeBookings } from './bookings.ts';
import { flush } from './flush.ts';
import { writeAccounts, writeFrame } from './frame.ts';
import { type Counts, makePlan } from './plan.ts';
import { writeTotals } from './totals.ts';

export { type Counts, DEFAULT_COUNTS } from './plan.ts';

/** The password of every seeded user (`btick.md` 8.2). */
export const SEED_PASSWORD = 'password123';

export type SeedOptions = {
  env: Env;
  counts: Counts;
  random_seed: number;
  /** Empties the database first, but for superusers. */
  is_flushing: boolean;
  now?: Date;
  onProgress?(done: number, total: number): void;
};

/** What can't be made; said in a sentence. */
export class SeedError extends Error {
  override name = 'SeedError';
}

/**
 * `btick.md` 8, Seed Command: fills a migrated database with people, events and bookings that add up, the same ones for
 * the same seed and day. All of it is one transaction, so that an interrupted seed leaves nothing.
 */
export async function seed({
  env,
  counts,
  random_seed,
  is_flushing,
  now = new Date(),
  onProgress,
}: SeedOptions): Promise<void> {
  refuseImpossible(counts);
  const today = new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000);
  const began = new Date(today.getTime() - 90 * 86_400_000);
  const plan = makePlan({ counts, random_seed, today });
  const password_hash = await hashPassword(SEED_PASSWORD);
  const client = new pg.Client({ connectionString: env.DATABASE_URL, application_name: 'setiket-seed' });
  await client.connect();
  try {
    await client.query('BEGIN');
    if (is_flushing) await flush(client);
    const frame = { plan, env, password_hash, began, random_seed };
    await writeFrame(client, frame);
    const accounts = await writeAccounts(client, frame);
    const totals = await writeBookings(client, {
      plan,
      accounts,
      count: counts.bookings,
      random_seed,
      today,
      currency: env.DEFAULT_CURRENCY,
      timezone: env.DEFAULT_TIMEZONE,
      onProgress: (done) => onProgress?.(done, counts.bookings),
    });
    await writeTotals(client, { plan, accounts, totals, env, began });
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } catch (error) {
    if ((error as { code?: string }).code === '23505')
      throw new SeedError(
        'This seed is in the database already. Add --flush to begin anew, or take another --random-seed.',
      );
    throw error;
  } finally {
    await client.end();
  }
}

function refuseImpossible({ users, orgs, cats, events, bookings }: Counts): void {
  if (orgs > 0 && users === 0) throw new SeedError('An organization needs an owner: --users must be 1 or more.');
  if (events > 0 && (orgs === 0 || cats === 0))
    throw new SeedError('An event needs an organization and a category: --orgs and --cats must be 1 or more.');
  if (bookings > 0 && (events === 0 || users === 0))
    throw new SeedError('A booking needs an event and a user: --events and --users must be 1 or more.');
}
