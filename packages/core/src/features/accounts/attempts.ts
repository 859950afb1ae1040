import type { Ctx } from '../../kernel/context.ts';
import { hit, type Limit, peek } from '../../kernel/rate-limit.ts';
import { accountErrors } from './accounts.errors.ts';

const WINDOW_SECONDS = 15 * 60;
/** An office or a campus shares one address, so an address may fail more often than an account. */
const ADDRESS_FACTOR = 10;

/** Who may guess at a password how often; `account` is an id, or what somebody typed where there is no such account. */
export function attemptsAt(ctx: Ctx, account: string): Limit[] {
  return [
    { key: `sign-in:account:${account}`, limit: ctx.env.SIGN_IN_ATTEMPTS, window_seconds: WINDOW_SECONDS },
    {
      key: `sign-in:address:${ctx.call.ip}`,
      limit: ctx.env.SIGN_IN_ATTEMPTS * ADDRESS_FACTOR,
      window_seconds: WINDOW_SECONDS,
    },
  ];
}

/** @throws account.too_many_attempts, with the right password too, until the window ends */
export async function refuseAfterTooMany(ctx: Ctx, limits: Limit[]): Promise<void> {
  if (!ctx.env.RATE_LIMIT) return;
  for (const limit of limits) {
    const state = await peek(ctx, limit);
    if (!state.allowed) throw accountErrors.too_many_attempts(undefined, { retry_after_seconds: state.reset_seconds });
  }
}

export async function countFailure(ctx: Ctx, limits: Limit[]): Promise<void> {
  if (!ctx.env.RATE_LIMIT) return;
  for (const limit of limits) await hit(ctx, limit);
}
