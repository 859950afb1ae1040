import { createHmac } from 'node:crypto';
import type { Env } from '../../env.ts';
import { deriveKey } from '../../kernel/crypto.ts';

type Secrets = Pick<Env, 'APP_SECRET'>;

/**
 * One-time tokens that a mail brings. Derived from a row's random id and not drawn: the mail's job makes the token again,
 * so that no row and no job ever holds it in clear. Each purpose has a key of its own.
 */
function tokenOf({ APP_SECRET }: Secrets, purpose: string, id: string): string {
  return createHmac('sha256', deriveKey(APP_SECRET, purpose)).update(id).digest('base64url');
}

/** Joins an organization. */
export function invitationToken(env: Secrets, invitation_id: string): string {
  return tokenOf(env, 'organization-invitation', invitation_id);
}

/** Accepts or declines a ticket that was offered. */
export function transferToken(env: Secrets, transfer_id: string): string {
  return tokenOf(env, 'ticket-transfer', transfer_id);
}

/** Verifies an e-mail address. */
export function emailVerificationToken(env: Secrets, verification_id: string): string {
  return tokenOf(env, 'email-verification', verification_id);
}

/** Sets a new password. */
export function passwordResetToken(env: Secrets, reset_id: string): string {
  return tokenOf(env, 'password-reset', reset_id);
}
