import { audit } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { addSeconds } from '../../kernel/time.ts';
import { isUniqueViolation, RetryTransaction, type Tx } from '../../kernel/transaction.ts';
import { passwordResetToken } from '../notifications/index.ts';
import { insertAccount } from './accounts.service.ts';
import { freeUsername } from './usernames.ts';

/** As long as an invitation into an organization. */
const GOOD_FOR_SECONDS = 14 * 86_400;

/** `password_hash` is of a password that nobody knows. */
type Guest = { email: string; password_hash: string };

/**
 * An account for somebody who was given something and has none yet, so that it has an owner at once. Nobody can sign in
 * to it until whoever reads that mailbox chooses a password: by the token of the mail, or by a reset.
 */
export async function createGuest(
  tx: Tx,
  ctx: Ctx,
  { email, password_hash }: Guest,
): Promise<{ user_id: string; reset_id: string }> {
  try {
    const username = await freeUsername(ctx, email.split('@')[0] ?? '');
    const user_id = await insertAccount(tx, ctx, { username, email, password_hash });
    const reset_id = newId();
    const now = ctx.clock.now();
    await tx.password_resets.create({
      data: {
        id: reset_id,
        user_id,
        token_hash: sha256Hex(passwordResetToken(ctx.env, reset_id)),
        requested_at: now,
        expires_at: addSeconds(now, GOOD_FOR_SECONDS),
      },
    });
    await audit(tx, { action: 'user.invited', subject_type: 'user', subject_id: user_id });
    return { user_id, reset_id };
  } catch (error) {
    // Somebody has registered with that address or name at this moment: everything again, and they are found.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
}
