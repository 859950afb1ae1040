import { createHmac } from 'node:crypto';
import type { Env } from '../../env.ts';
import { deriveKey } from '../../kernel/crypto.ts';

/**
 * The one-time token of an invitation. Derived and not drawn: the mail's job makes it again from the invitation's id,
 * so that no row and no job ever holds it in clear.
 */
export function invitationToken({ APP_SECRET }: Pick<Env, 'APP_SECRET'>, invitation_id: string): string {
  return createHmac('sha256', deriveKey(APP_SECRET, 'organization-invitation'))
    .update(invitation_id)
    .digest('base64url');
}
