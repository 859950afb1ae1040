import type { Role, UserActor } from '../../kernel/context.ts';

type Target = { role: Role; is_superuser: boolean };
type Changes = { role?: Role | undefined; is_superuser?: boolean | undefined };

/** Administrators manage everybody; only a superuser manages administrators, and makes them. */
export function mayManageAccount(actor: UserActor, target: Target, changes: Changes): boolean {
  if (actor.is_superuser) return true;
  const touchesAdministrators =
    target.role === 'administrator' ||
    changes.role === 'administrator' ||
    target.is_superuser ||
    changes.is_superuser !== undefined;
  return actor.role === 'administrator' && !touchesAdministrators;
}
