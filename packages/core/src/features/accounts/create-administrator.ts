import type { Ctx, UserActor } from '../../kernel/context.ts';
import { registerUser } from './accounts.service.ts';
import type { AccountView } from './accounts.view.ts';
import { updateAnyAccount } from './users.service.ts';

type NewAdministrator = { username: string; email: string; password: string };

/**
 * Makes an administrator who manages administrators too. For who operates the installation: no door leads here, since
 * the first administrator can't be made by another one.
 */
export async function createAdministrator(ctx: Ctx, input: NewAdministrator): Promise<AccountView> {
  return raiseToAdministrator(ctx, await registerUser(ctx, input, { email_verified: true }));
}

/** In the audit trail the account raises itself. */
export function raiseToAdministrator(
  ctx: Ctx,
  { id, username, email, email_verified, locale }: AccountView,
): Promise<AccountView> {
  const grants = { role: 'administrator', is_superuser: true } as const;
  const actor: UserActor = { kind: 'user', id, username, email, email_verified, locale, ...grants, session_id: '' };
  return updateAnyAccount({ ...ctx, actor }, { id, ...grants });
}
