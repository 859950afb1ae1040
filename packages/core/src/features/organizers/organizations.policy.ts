import type { Prisma } from '@setiket/db';
import { isAdministrator, type UserActor } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { userProcedure } from '../../kernel/trpc.ts';
import { memberRole } from './organizations.service.ts';

export type MemberRole = Prisma.organization_membersGetPayload<object>['role'];

/**
 * For everybody who organizes: organizers by role, administrators, and whoever belongs to an organization, whatever the
 * account's role. What one may do to which event is the event's policy.
 */
export const organizerProcedure = userProcedure.use(async ({ ctx, next }) => {
  const { id, role } = ctx.actor;
  if (role === 'event_organizer' || role === 'administrator') return next();
  const membership = await ctx.db.organization_members.findFirst({ where: { user_id: id }, select: { role: true } });
  if (!membership) throw commonErrors.forbidden();
  return next();
});

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
