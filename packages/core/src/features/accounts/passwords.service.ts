import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { hashPassword, sha256Hex } from '../../kernel/crypto.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { addressKey, hitAll } from '../../kernel/rate-limit.ts';
import { iso } from '../../kernel/time.ts';
import { isUniqueViolation, RetryTransaction, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { passwordChangedMail } from '../notifications/index.ts';
import { accountErrors } from './accounts.errors.ts';
import { preparePasswordReset } from './accounts.jobs.ts';
import type {
  changePasswordInput,
  confirmPasswordResetInput,
  detailOutput,
  requestPasswordResetInput,
} from './accounts.schema.ts';
import { addressWithoutMail, proveAddress } from './addresses.ts';
import { requireOwnPassword } from './own-password.ts';
import { passwordProblems } from './passwords.ts';
import { invalidateSessions } from './sessions.ts';

type Detail = z.output<typeof detailOutput>;

/** `oc-mena.md`, Change password: ends every other session with its tokens. */
export async function changePassword(ctx: UserCtx, input: z.output<typeof changePasswordInput>): Promise<Detail> {
  const field =
    input.old_password === undefined && input.current_password !== undefined ? 'current_password' : 'old_password';
  const known_hash = await requireOwnPassword(ctx, input[field], field);
  refuseOtherConfirmation(input, input.new_password);
  refuseWeakPassword(ctx.actor, input.new_password);
  const password_hash = await hashPassword(input.new_password);
  return withTransaction(ctx, async (tx) => {
    // Of two changes at once that both knew the old password, the second one no longer does.
    const where = { id: ctx.actor.id, password_hash: known_hash };
    await setPassword(tx, ctx, { where, password_hash, kept_session: ctx.actor.session_id });
    await audit(tx, { action: 'user.password_changed', subject_type: 'user', subject_id: ctx.actor.id });
    return { detail: 'Your password has been changed. Every other device has been signed out.' };
  });
}

const HOUR_SECONDS = 3600;
/** Mails to one mailbox; more help nobody who has not read the first. */
const MAILS_AN_HOUR = 5;
/** An office or a campus shares one address. */
const REQUESTS_AN_HOUR_AND_ADDRESS = 50;

/**
 * `oc-mena.md`, Request reset. Whether there is such an account is looked up by a job, so that neither the answer nor
 * the time that it takes can tell.
 * @throws request.rate_limited
 */
export async function requestPasswordReset(
  ctx: Ctx,
  { email }: z.output<typeof requestPasswordResetInput>,
): Promise<Detail> {
  await hitAll(ctx, [
    {
      key: `password-reset:network:${addressKey(ctx.call.ip)}`,
      limit: REQUESTS_AN_HOUR_AND_ADDRESS,
      window_seconds: HOUR_SECONDS,
    },
    { key: `password-reset:mailbox:${sha256Hex(email)}`, limit: MAILS_AN_HOUR, window_seconds: HOUR_SECONDS },
  ]);
  return withTransaction(ctx, async (tx) => {
    await enqueue(tx, preparePasswordReset, { email, requested_at: iso(ctx.clock.now()) });
    return { detail: 'If an account has this e-mail address, a mail with a link to a new password is on its way.' };
  });
}

/**
 * `oc-mena.md`, Confirm reset: once, in time, with the latest mail's token. Ends all sessions.
 * @throws account.reset_token_invalid, request.invalid on `new_password`
 */
export async function confirmPasswordReset(
  ctx: Ctx,
  input: z.output<typeof confirmPasswordResetInput>,
): Promise<Detail> {
  const now = ctx.clock.now();
  const field = input.new_password === undefined && input.password !== undefined ? 'password' : 'new_password';
  const password = input[field];
  if (password === undefined) throw fieldError('new_password', 'This field is required.');
  refuseOtherConfirmation(input, password);
  const open = { token_hash: sha256Hex(input.token), used_at: null, expires_at: { gt: now } };
  const reset = await ctx.db.password_resets.findFirst({ where: open, include: { user: true } });
  if (!reset?.user.is_active) throw invalidToken();
  const { user } = reset;
  refuseWeakPassword(user, password, field);
  const password_hash = await hashPassword(password);
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.password_resets.updateMany({ where: open, data: { used_at: now } });
    if (count === 0) throw invalidToken();
    await setPassword(tx, ctx, { where: { id: user.id }, password_hash });
    await proveMailbox(tx, { user_id: user.id, email: reset.email });
    await audit(tx, { action: 'user.password_reset', subject_type: 'user', subject_id: user.id });
    return { detail: 'Your password has been changed. Sign in with the new one.' };
  });
}

/**
 * Who has the token reads the mailbox. An account that was made for that mailbox while another one claimed it unverified gets
 * the address now; the other one keeps its username.
 */
async function proveMailbox(tx: Tx, { user_id, email }: { user_id: string; email: string }): Promise<void> {
  const unverified = await tx.users.findFirst({ where: { email, email_verified_at: null, id: { not: user_id } } });
  if (unverified) await giveUpAddress(tx, unverified);
  const isTaken = (await tx.users.count({ where: { email, id: { not: user_id } } })) > 0;
  if (isTaken) return;
  try {
    await tx.users.updateMany({ where: { id: user_id, email: { endsWith: '.invalid' } }, data: { email } });
  } catch (error) {
    // Somebody has registered with that address at this moment: everything again, and they are found.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
  await proveAddress(tx, { user_id, email });
}

async function giveUpAddress(tx: Tx, { id, email }: { id: string; email: string }): Promise<void> {
  await tx.users.updateMany({
    where: { id, email, email_verified_at: null },
    data: { email: addressWithoutMail(`u-${id}`) },
  });
  await tx.password_resets.deleteMany({ where: { user_id: id } });
  await tx.email_verifications.deleteMany({ where: { user_id: id } });
  await audit(tx, { action: 'user.email_given_up', subject_type: 'user', subject_id: id });
}

function invalidToken() {
  return accountErrors.reset_token_invalid(undefined, {
    fields: { token: ['This link is not valid any more. Ask for a new one.'] },
  });
}

type NewPassword = {
  where: { id: string; password_hash?: string };
  password_hash: string;
  /** Every session but this one ends. */
  kept_session?: string;
};

async function setPassword(tx: Tx, ctx: Ctx, { where, password_hash, kept_session }: NewPassword): Promise<void> {
  const { count } = await tx.users.updateMany({ where, data: { password_hash, updated_at: ctx.clock.now() } });
  if (count === 0) throw commonErrors.conflict();
  await tx.password_resets.deleteMany({ where: { user_id: where.id, used_at: null } });
  await invalidateSessions({ env: ctx.env, db: tx }, where.id, kept_session);
  await enqueue(tx, passwordChangedMail, { user_id: where.id });
}

type Confirmations = { [K in 'new_password_confirm' | 'confirm_password' | 'new_password2']?: string | undefined };

function refuseOtherConfirmation(input: Confirmations, password: string): void {
  for (const field of ['new_password_confirm', 'confirm_password', 'new_password2'] as const) {
    if (input[field] !== undefined && input[field] !== password)
      throw fieldError(field, 'The two passwords are not the same.');
  }
}

function refuseWeakPassword(
  person: { username: string; email: string },
  password: string,
  field = 'new_password',
): void {
  const problems = passwordProblems(password, person);
  if (problems.length > 0) throw commonErrors.invalid(undefined, { fields: { [field]: problems } });
}
