import { audit } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { addSeconds } from '../../kernel/time.ts';
import { isUniqueViolation, RetryTransaction, type Tx } from '../../kernel/transaction.ts';
import { passwordResetToken } from '../notifications/index.ts';
import { insertAccount } from './accounts.service.ts';
import { addressWithoutMail } from './addresses.ts';
import { freeUsername } from './usernames.ts';

/** As long as an invitation into an organization. */
const TTL_SECONDS = 14 * 86_400;

/** Matches no password: a guest account can't sign in before a password is chosen. */
const NO_PASSWORD = '';

/**
 * The account of a guest whose address no account has verified, so that what is given has an owner at once. Nobody can sign
 * in to it until the reader of that mailbox chooses a password by the mailed token; that is the proof, and an account that
 * claims the address without having verified it loses it then.
 */
export async function guestFor(
  tx: Tx,
  ctx: Ctx,
  { email }: { email: string },
): Promise<{ user_id: string; reset_id: string }> {
  try {
    const known = await tx.password_resets.findFirst({
      where: { email, user: { password_hash: NO_PASSWORD, is_active: true } },
      select: { user_id: true },
    });
    const user_id = known?.user_id ?? (await createGuest(tx, ctx, email));
    return { user_id, reset_id: await newToken(tx, ctx, { user_id, email }) };
  } catch (error) {
    // Somebody has registered with that address or name at this moment: everything again, and they are found.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
}

async function createGuest(tx: Tx, ctx: Ctx, email: string): Promise<string> {
  const username = await freeUsername(tx, email.split('@')[0] ?? '');
  const isClaimed = (await tx.users.count({ where: { email } })) > 0;
  const own = isClaimed ? addressWithoutMail(`u-${newId()}`) : email;
  const user_id = await insertAccount(tx, ctx, { username, email: own, password_hash: NO_PASSWORD });
  await audit(tx, { action: 'user.invited', subject_type: 'user', subject_id: user_id });
  return user_id;
}

/** Each gift comes with a mail of its own, whose token makes the one before worthless. */
async function newToken(tx: Tx, ctx: Ctx, { user_id, email }: { user_id: string; email: string }): Promise<string> {
  const id = newId();
  const now = ctx.clock.now();
  const row = {
    id,
    email,
    token_hash: sha256Hex(passwordResetToken(ctx.env, id)),
    requested_at: now,
    expires_at: addSeconds(now, TTL_SECONDS),
    used_at: null,
  };
  await tx.password_resets.upsert({ where: { user_id }, create: { ...row, user_id }, update: row });
  return id;
}
