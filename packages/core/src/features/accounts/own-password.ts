import type { UserCtx } from '../../kernel/context.ts';
import { verifyPassword } from '../../kernel/crypto.ts';
import { fieldError } from '../../kernel/errors.ts';
import { addSeconds } from '../../kernel/time.ts';
import { countAttempt } from './attempts.ts';

/** Whoever signed in this recently has just proved the password. */
const FRESH_SECONDS = 15 * 60;

/**
 * The caller's own password, as often as somebody may guess at it: a session that was left open must not become a
 * way around the limit on signing in.
 * @returns the hash that it fits, for a compare-and-set
 * @throws request.invalid on `field`, account.too_many_attempts
 */
export async function requireOwnPassword(ctx: UserCtx, password: string | undefined, field: string): Promise<string> {
  if (password === undefined) throw fieldError(field, 'This field is required.');
  const takeBack = await countAttempt(ctx, { user_id: ctx.actor.id });
  const { password_hash } = await ctx.db.users.findUniqueOrThrow({ where: { id: ctx.actor.id } });
  if (await verifyPassword(password_hash, password)) {
    takeBack();
    return password_hash;
  }
  throw fieldError(field, 'This is not your password.');
}

/** Whether the caller's session began a few minutes ago. */
export async function hasJustSignedIn(ctx: UserCtx): Promise<boolean> {
  const session = await ctx.db.sessions.findUnique({ where: { id: ctx.actor.session_id } });
  return session !== null && session.created_at > addSeconds(ctx.clock.now(), -FRESH_SECONDS);
}
