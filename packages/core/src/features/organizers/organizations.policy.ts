import type { Prisma } from '@setiket/db';
import { isAdministrator, type UserActor } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { memberRole } from './organizations.service.ts';

export type MemberRole = Prisma.organization_membersGetPayload<object>['role'];

/** What a caller may do in an organization: an administrator all that an owner may. */
async function standing(db: DbOrTx, actor: UserActor, organization_id: string): Promise<MemberRole | undefined> {
  return isAdministrator(actor) ? 'owner' : memberRole(db, organization_id, actor.id);
}

/**
 * `btick.md` 5, IsOrganizationMember.
 * @throws request.forbidden
 */
export async function requireMember(db: DbOrTx, actor: UserActor, organization_id: string): Promise<void> {
  if (!(await standing(db, actor, organization_id))) throw commonErrors.forbidden();
}

/**
 * `btick.md` 5, IsOrganizationOwnerOrManager.
 * @returns as what the caller acts
 * @throws request.forbidden
 */
export async function requireOwnerOrManager(
  db: DbOrTx,
  actor: UserActor,
  organization_id: string,
): Promise<'owner' | 'manager'> {
  const role = await standing(db, actor, organization_id);
  if (role !== 'owner' && role !== 'manager') throw commonErrors.forbidden();
  return role;
}

/**
 * Managers manage managers and members; owners are made, changed and removed by owners, or a manager could make itself
 * the only one.
 * @throws request.forbidden
 */
export function refuseOwnersBusiness(acting_as: 'owner' | 'manager', ...roles: MemberRole[]): void {
  if (acting_as === 'manager' && roles.includes('owner'))
    throw commonErrors.forbidden('Only an owner may make, change or remove owners.');
}
