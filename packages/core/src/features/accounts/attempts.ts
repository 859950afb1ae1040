import type { Ctx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { addressKey, hitAll, type Limit } from '../../kernel/rate-limit.ts';
import { accountErrors } from './accounts.errors.ts';
import { knownDevice } from './cookies.ts';

const WINDOW_SECONDS = 15 * 60;
/** An office or a campus shares one network, and guesses at one account may come from many. */
const SHARED_FACTOR = 10;
/** Where an account is signed in now; more are not looked through. */
const RECENT_SESSIONS = 50;

/** An account, or what was typed where there is no such account. */
type Target = { user_id: string } | { login: string };

/**
 * Counts a guess at a password before the password is looked at. Guesses are counted by account and network, so that those
 * of a stranger never shut the owner out elsewhere; by network, against one that tries many accounts; and by account, against
 * many networks that try one. That last limit leaves out networks where the account is signed in, and a browser it has
 * signed in from before has a budget of its own.
 * @returns takes the guess back, for one that was right
 * @throws account.too_many_attempts
 */
export async function countAttempt(ctx: Ctx, target: Target): Promise<() => void> {
  return hitAll(ctx, await limitsFor(ctx, target), ({ reset_seconds }) =>
    accountErrors.too_many_attempts(undefined, { retry_after_seconds: reset_seconds }),
  );
}

/**
 * Counts a refresh by network before the token is looked up; one that is good is given back.
 * @throws account.too_many_attempts
 */
export async function countRefresh(ctx: Ctx): Promise<() => void> {
  const limit = ctx.env.SIGN_IN_ATTEMPTS * REFRESH_FACTOR;
  const limits = [{ key: `refresh:${addressKey(ctx.call.ip)}`, limit, window_seconds: WINDOW_SECONDS }];
  return hitAll(ctx, limits, ({ reset_seconds }) =>
    accountErrors.too_many_attempts(undefined, { retry_after_seconds: reset_seconds }),
  );
}

/** Tokens can't be guessed: this only bounds the work. */
const REFRESH_FACTOR = 30;

async function limitsFor(ctx: Ctx, target: Target): Promise<Limit[]> {
  if (!ctx.env.RATE_LIMIT) return [];
  const limit = ctx.env.SIGN_IN_ATTEMPTS;
  const network = addressKey(ctx.call.ip);
  // What was typed may be a password in the wrong field, so it is not kept in clear.
  const name = 'user_id' in target ? target.user_id : sha256Hex(target.login);
  const device = 'user_id' in target ? knownDevice(ctx.env, target.user_id, ctx.call.device_token) : undefined;
  const limitOf = (key: string, factor = 1): Limit => ({
    key: `sign-in:${key}`,
    limit: limit * factor,
    window_seconds: WINDOW_SECONDS,
  });
  if (device !== undefined) return [limitOf(`device:${sha256Hex(device)}`)];
  const limits = [limitOf(`account:${name}:${network}`), limitOf(`network:${network}`, SHARED_FACTOR)];
  const isAtHome = 'user_id' in target && (await isSignedInFrom(ctx, target.user_id, network));
  return isAtHome ? limits : [...limits, limitOf(`account:${name}`, SHARED_FACTOR)];
}

async function isSignedInFrom(ctx: Ctx, user_id: string, network: string): Promise<boolean> {
  const sessions = await ctx.db.sessions.findMany({
    where: { user_id, expires_at: { gt: ctx.clock.now() } },
    select: { ip: true },
    orderBy: { created_at: 'desc' },
    take: RECENT_SESSIONS,
  });
  return sessions.some(({ ip }) => addressKey(ip) === network);
}
