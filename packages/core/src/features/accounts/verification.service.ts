import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { addressKey, hitAll } from '../../kernel/rate-limit.ts';
import { addSeconds } from '../../kernel/time.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { emailVerificationMail, emailVerificationToken, welcomeMail } from '../notifications/index.ts';
import { accountErrors } from './accounts.errors.ts';
import type { confirmEmailInput, detailOutput } from './accounts.schema.ts';
import { proveAddress } from './addresses.ts';

type Detail = z.output<typeof detailOutput>;

/** How long the link in the mail is good. */
const TTL_SECONDS = 3 * 86_400;
const HOUR_SECONDS = 3600;
const MAILS_PER_MAILBOX = 5;
const MAILS_PER_NETWORK = 50;

/** Mails the account's address a link that verifies it. One row a person: a newer mail makes the older one worthless. */
export async function startVerification(tx: Tx, ctx: Ctx, user: { id: string; email: string }): Promise<void> {
  const now = ctx.clock.now();
  const id = newId();
  const row = {
    id,
    email: user.email,
    token_hash: sha256Hex(emailVerificationToken(ctx.env, id)),
    requested_at: now,
    expires_at: addSeconds(now, TTL_SECONDS),
    used_at: null,
  };
  await tx.email_verifications.upsert({
    where: { user_id: user.id },
    create: { ...row, user_id: user.id },
    update: row,
  });
  await enqueue(tx, emailVerificationMail, { verification_id: id });
}

/**
 * Mails the verification again.
 * @throws request.rate_limited
 */
export async function requestEmailVerification(ctx: UserCtx): Promise<Detail> {
  const { id, email, email_verified } = ctx.actor;
  if (email_verified) return { detail: 'Your e-mail address is verified already.' };
  await hitAll(ctx, [
    {
      key: `verify-email:network:${addressKey(ctx.call.ip)}`,
      limit: MAILS_PER_NETWORK,
      window_seconds: HOUR_SECONDS,
    },
    { key: `verify-email:mailbox:${sha256Hex(email)}`, limit: MAILS_PER_MAILBOX, window_seconds: HOUR_SECONDS },
  ]);
  return withTransaction(ctx, async (tx) => {
    await startVerification(tx, ctx, { id, email });
    await audit(tx, { action: 'user.email_verification_requested', subject_type: 'user', subject_id: id });
    return { detail: 'A mail with a link to verify your e-mail address is on its way.' };
  });
}

/**
 * Verifies the caller's address by the token of the mail. The account has to be signed in: a link alone would let a stranger
 * who registered with a foreign address have it verified by the person who reads the mail.
 * @throws account.verification_token_invalid
 */
export async function confirmEmail(ctx: UserCtx, { token }: z.output<typeof confirmEmailInput>): Promise<Detail> {
  const user_id = ctx.actor.id;
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const verification = await tx.email_verifications.findUnique({ where: { user_id } });
    if (verification?.token_hash !== sha256Hex(token) || verification.expires_at <= now) throw invalidToken();
    const { email } = verification;
    if (await proveAddress(tx, { user_id, email })) await enqueue(tx, welcomeMail, { user_id });
    // A second click on the same link finds the address verified; after a change of address it finds another one.
    else if ((await tx.users.count({ where: { id: user_id, email, email_verified_at: { not: null } } })) === 0)
      throw invalidToken();
    await tx.email_verifications.update({ where: { user_id }, data: { used_at: now } });
    return { detail: 'Your e-mail address is verified.' };
  });
}

function invalidToken() {
  return accountErrors.verification_token_invalid(undefined, {
    fields: { token: ['This link is not valid for your account any more. Ask for a new one.'] },
  });
}
