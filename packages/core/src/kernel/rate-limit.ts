import { isIPv4, isIPv6 } from 'node:net';
import type { Db } from '@setiket/db';
import type { Deps } from './context.ts';
import { sha256Hex } from './crypto.ts';
import { defineErrors } from './errors.ts';

/**
 * Fixed windows, counted in Postgres so that all processes share them. One statement a hit: whoever comes at the same
 * moment is counted by the row lock, not by a read that is old when it is used.
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

/** Windows that are used up, each with when it began; of one database, whose process this is. */
const exhausted = new WeakMap<Db, Map<string, number>>();
const MOST_EXHAUSTED = 10_000;

/**
 * Counts `cost` hits (one unless said otherwise) and tells whether they were within the limit. Whoever has used up a window
 * hears so from the process until it ends, so that hammering on costs the database nothing.
 */
export async function hit(deps: Clocked, { cost = 1, ...limit }: Limit & { cost?: number }): Promise<RateState> {
  const { started_at, reset_seconds } = windowOf(deps, limit.window_seconds);
  const used_up = exhausted.get(deps.db) ?? new Map<string, number>();
  exhausted.set(deps.db, used_up);
  const name = `${limit.limit}:${limit.window_seconds}:${limit.key}`;
  if (used_up.get(name) === started_at.getTime()) return stateOf(limit.limit, limit.limit + 1, reset_seconds);
  const rows = await deps.db.$queryRaw<{ hits: number }[]>`
    INSERT INTO rate_windows (key, started_at, hits) VALUES (${stored(limit.key)}, ${started_at}, ${cost})
    ON CONFLICT (key, started_at) DO UPDATE SET hits = LEAST(rate_windows.hits + EXCLUDED.hits, ${CEILING})
    RETURNING hits`;
  const state = stateOf(limit.limit, rows[0]?.hits ?? cost, reset_seconds);
  if (!state.allowed) {
    const [oldest] = used_up.keys();
    if (used_up.size >= MOST_EXHAUSTED && oldest !== undefined) used_up.delete(oldest);
    used_up.set(name, started_at.getTime());
  }
  return state;
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

/** Deletes windows that ended long ago; for a job. Returns how many. */
export async function forgetWindows(
  deps: Clocked,
  { older_than_seconds }: { older_than_seconds: number },
): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - older_than_seconds * 1000);
  return deps.db.$executeRaw`DELETE FROM rate_windows WHERE started_at < ${before}`;
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
function stored(key: string): string {
  return key.length <= 120 && !key.includes('\0') ? key : sha256Hex(key);
}
