import { isIPv4, isIPv6 } from 'node:net';
import { type Db, Prisma } from '@setiket/db';
import type { Deps } from './context.ts';
import { sha256Hex } from './crypto.ts';
import { defineErrors } from './errors.ts';
import { inOneTurn } from './in-one-turn.ts';
import { prepared, recordset } from './rows.ts';

/**
 * Fixed windows, counted in Postgres so that all processes share them. Whoever comes at the same moment is counted by the
 * row lock, not by a read that is old when it is used; and in one statement with everybody else who came in the same turn
 * of the event loop.
 *
 * Of a high limit a process takes a small share at once and counts it down by itself. What it has not used when the window
 * ends is lost: a caller is never allowed more than the limit, and at worst some hundredths less.
 */

export const rateErrors = defineErrors('request', {
  rate_limited: ['TOO_MANY_REQUESTS', 'Request was throttled. Wait and try again.'],
});

export type Limit = { key: string; limit: number; window_seconds: number };

export type RateState = {
  allowed: boolean;
  limit: number;
  /** How many are left in this window; never below zero. */
  remaining: number;
  /** Seconds until the window ends. */
  reset_seconds: number;
};

/** Keeps `hits` inside of an integer however long somebody hammers on. */
const CEILING = 1_000_000_000;

type Clocked = Pick<Deps, 'db' | 'clock'>;

/** A limit this high is taken by the share, of which each is a hundredth of it. */
const SHARES = 100;
const LARGEST_SHARE = 50;

/** What a process knows of a window: `left` of what it took are its to give, when `total` were taken by all. */
type Share = { started_at: number; total: number; left: number; is_used_up: boolean; taking?: Promise<void> };

/** Of one database, whose process this is. */
const shares = new WeakMap<Db, Map<string, Share>>();
const MOST_SHARES = 10_000;

/**
 * Counts `cost` hits (one unless said otherwise) and tells whether they were within the limit. Whoever has used up a window
 * hears so from the process until it ends, so that hammering on costs the database nothing.
 */
export async function hit(deps: Clocked, { cost = 1, ...limit }: Limit & { cost?: number }): Promise<RateState> {
  const { started_at, reset_seconds } = windowOf(deps, limit.window_seconds);
  const share = shareOf(deps.db, limit, started_at);
  const size = Math.max(1, Math.min(LARGEST_SHARE, Math.floor(limit.limit / SHARES)));
  while (share.left < cost && !share.is_used_up) {
    // Those who come while a share is on its way wait for that one, so that a crowd does not take one each.
    if (share.taking && size > 1) await share.taking;
    else {
      share.taking = take(deps.db, share, { limit, started_at, size, cost });
      await share.taking.finally(() => delete share.taking);
    }
  }
  if (share.is_used_up) return stateOf(limit.limit, limit.limit + 1, reset_seconds);
  share.left -= cost;
  return stateOf(limit.limit, share.total - share.left, reset_seconds);
}

/**
 * Counts one hit on each limit before anything is checked, so that attempts made at the same moment can't all pass.
 * @returns gives them back, for an attempt that succeeded
 * @throws what `refuse` makes of the first limit that is used up
 */
export async function hitAll(
  deps: Clocked & Pick<Deps, 'env'>,
  limits: readonly Limit[],
  refuse: (state: RateState) => Error = rateLimited,
): Promise<() => void> {
  if (!deps.env.RATE_LIMIT) return () => {};
  const counted: { limit: Limit; started_at: Date }[] = [];
  for (const limit of limits) {
    const { started_at } = windowOf(deps, limit.window_seconds);
    const state = await hit(deps, limit);
    if (!state.allowed) throw refuse(state);
    counted.push({ limit, started_at });
  }
  return () => {
    for (const { limit, started_at } of counted) giveBack(deps.db, limit, started_at);
  };
}

/** The hit stays with this process, which has it to give again: the limit as a whole is never exceeded. */
function giveBack(db: Db, limit: Limit, started_at: Date): void {
  const share = shareOf(db, limit, started_at);
  share.left += 1;
  share.is_used_up = false;
}

function shareOf(db: Db, { limit, window_seconds, key }: Limit, started_at: Date): Share {
  const known = shares.get(db) ?? new Map<string, Share>();
  shares.set(db, known);
  const name = `${limit}:${window_seconds}:${key}`;
  const share = known.get(name);
  if (share?.started_at === started_at.getTime()) return share;
  const fresh = { started_at: started_at.getTime(), total: 0, left: 0, is_used_up: false };
  known.delete(name);
  const [oldest] = known.keys();
  if (known.size >= MOST_SHARES && oldest !== undefined) known.delete(oldest);
  known.set(name, fresh);
  return fresh;
}

type Taking = { limit: Limit; started_at: Date; size: number; cost: number };

async function take(db: Db, share: Share, { limit, started_at, size, cost }: Taking): Promise<void> {
  const hits = Math.max(cost - share.left, size);
  const total = await count(db, { key: stored(limit.key), started_at, hits });
  const before = total - hits;
  share.left += Math.max(0, Math.min(hits, limit.limit - before));
  share.total = Math.max(share.total, Math.min(total, limit.limit));
  share.is_used_up = share.left < cost;
}

type Counting = { key: string; started_at: Date; hits: number };

/** Counts for all who ask, and tells each how many there are with its own. */
const count = inOneTurn(countAll);

async function countAll(db: Db, asked: readonly Counting[]): Promise<number[]> {
  const nameOf = ({ key, started_at }: Pick<Counting, 'key' | 'started_at'>) => `${started_at.getTime()}\n${key}`;
  const sums = new Map<string, Counting>();
  for (const one of asked) {
    const sum = sums.get(nameOf(one));
    sums.set(nameOf(one), sum ? { ...sum, hits: sum.hits + one.hits } : one);
  }
  // In one order, so that two processes never wait for each other.
  const rows = await db.$queryRaw<Counting[]>(
    prepared(Prisma.sql`
      INSERT INTO rate_windows (key, started_at, hits)
      SELECT r.key, r.started_at, r.hits
      FROM ${recordset({ key: 'text', started_at: 'timestamptz', hits: 'int' }, [...sums.values()])}
      ORDER BY r.key, r.started_at
      ON CONFLICT (key, started_at) DO UPDATE SET hits = LEAST(rate_windows.hits + EXCLUDED.hits, ${CEILING})
      RETURNING key, started_at, hits`),
  );
  const before = new Map(rows.map((row) => [nameOf(row), row.hits - (sums.get(nameOf(row))?.hits ?? 0)]));
  return asked.map((one) => {
    const total = (before.get(nameOf(one)) ?? 0) + one.hits;
    before.set(nameOf(one), total);
    return total;
  });
}

/** The state without counting anything: `allowed` tells whether one more hit would be. */
export async function peek(deps: Clocked, limit: Limit): Promise<RateState> {
  const { started_at, reset_seconds } = windowOf(deps, limit.window_seconds);
  const rows = await deps.db.$queryRaw<{ hits: number }[]>`
    SELECT hits FROM rate_windows WHERE key = ${stored(limit.key)} AND started_at = ${started_at}`;
  const hits = rows[0]?.hits ?? 0;
  return { ...stateOf(limit.limit, hits, reset_seconds), allowed: hits < limit.limit };
}

/** The refusal that belongs to a state that is not allowed. */
export function rateLimited(state: RateState) {
  return rateErrors.rate_limited(undefined, { retry_after_seconds: state.reset_seconds });
}

/**
 * What an address counts as. Whoever has IPv6 has a /64 at least, so its 2^64 addresses are one caller; an IPv4
 * address that arrives mapped (`::ffff:192.0.2.1`) is that IPv4 address.
 */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (isIPv4(ip) || !isIPv6(ip)) return ip;
  const [head = '', tail] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  const network = [...groups, ...zeros, ...rest].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}

function windowOf(deps: Clocked, window_seconds: number): { started_at: Date; reset_seconds: number } {
  const now = deps.clock.now().getTime();
  const length = window_seconds * 1000;
  const start = Math.floor(now / length) * length;
  return { started_at: new Date(start), reset_seconds: Math.max(1, Math.ceil((start + length - now) / 1000)) };
}

function stateOf(limit: number, hits: number, reset_seconds: number): RateState {
  return { allowed: hits <= limit, limit, remaining: Math.max(0, limit - hits), reset_seconds };
}

/** Keys may carry what a caller typed, an e-mail say; the index should not care how long that is. */
function stored(typed: string): string {
  const key = typed.toWellFormed();
  return key.length <= 120 && !key.includes('\0') ? key : sha256Hex(key);
}
