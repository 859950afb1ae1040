import type { Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { isAdministrator, type UserActor, type UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { contextOf, type DbOrTx, type Tx } from '../../kernel/transaction.ts';
import { organizationErrors } from './organizers.errors.ts';

export type Organization = Prisma.organizationsGetPayload<object>;

type NewOrganization = {
  name: string;
  owner_id: string;
  website?: string;
  /** Public, so only what was chosen. */
  contact_email?: string | undefined;
  is_verified?: boolean;
};

/** Makes an organization with its first owner. */
export async function createOrganization(
  tx: Tx,
  { name, owner_id, website = '', contact_email = '', is_verified = false }: NewOrganization,
): Promise<Organization> {
  const now = contextOf(tx).clock.now();
  const organization = await tx.organizations.create({
    data: {
      id: newId(now.getTime()),
      name,
      website,
      contact_email,
      is_verified,
      created_at: now,
      updated_at: now,
      members: { create: { user_id: owner_id, role: 'owner', created_at: now } },
    },
  });
  await audit(tx, { action: 'organization.created', subject_type: 'organization', subject_id: organization.id });
  return organization;
}

type Membership = Pick<Prisma.organization_membersGetPayload<object>, 'organization_id' | 'user_id' | 'role'>;

/**
 * Adds a member. The account keeps its role: what membership allows ends with it, and nobody becomes an organizer of
 * their own without the house's word. Fails on the primary key when that user is a member already.
 */
export async function joinOrganization(
  tx: Tx,
  ctx: UserCtx,
  { organization_id, user_id, role }: Membership,
): Promise<void> {
  await tx.organization_members.create({ data: { organization_id, user_id, role, created_at: ctx.clock.now() } });
  await audit(tx, {
    action: 'organization.member_added',
    subject_type: 'organization',
    subject_id: organization_id,
    data: { user_id, role },
  });
}

/** `btick.md` writes roles of members in upper case. */
export function shownRole(role: Membership['role']): Uppercase<Membership['role']> {
  return role.toUpperCase() as Uppercase<Membership['role']>;
}

/**
 * The organization that a user's new event belongs to: the named one, if the user manages it, else the oldest that it
 * owns, else the oldest that it manages. An administrator's is Setiket's own, because those that it owns it may have made
 * for others. An organizer without any gets one by its own name.
 * @returns undefined when a named organization is not the user's to use
 * @throws request.forbidden for who only helps in organizations and is no organizer
 */
export async function organizationForNewEvent(
  tx: Tx,
  actor: UserActor,
  organization_id?: string,
): Promise<{ id: string; is_verified: boolean } | undefined> {
  if (isAdministrator(actor)) {
    if (organization_id === undefined) return houseOrganization(tx);
    return (await tx.organizations.findUnique({ where: { id: organization_id } })) ?? undefined;
  }
  const membership = await tx.organization_members.findFirst({
    where: {
      user_id: actor.id,
      role: { in: ['owner', 'manager'] },
      ...(organization_id !== undefined && { organization_id }),
    },
    orderBy: [{ role: 'asc' }, { created_at: 'asc' }],
    include: { organization: true },
  });
  if (membership) return membership.organization;
  if (organization_id !== undefined) return undefined;
  if (actor.role !== 'event_organizer') throw commonErrors.forbidden();
  return createOrganization(tx, { name: actor.username, owner_id: actor.id });
}

/** Setiket's own organization. Without members: administrators manage every organization by their role. */
async function houseOrganization(tx: Tx): Promise<Organization> {
  const now = contextOf(tx).clock.now();
  const id = newId(now.getTime());
  // Of two administrators whose events are the first, one makes it.
  const made = await tx.$executeRaw`
    INSERT INTO organizations (id, name, contact_email, is_verified, is_house, created_at, updated_at)
    VALUES (${id}::uuid, 'Setiket', '', true, true, ${now}, ${now})
    ON CONFLICT (is_house) WHERE is_house DO NOTHING`;
  if (made > 0) await audit(tx, { action: 'organization.created', subject_type: 'organization', subject_id: id });
  return tx.organizations.findFirstOrThrow({ where: { is_house: true } });
}

/** The role of a user in an organization; permissions follow membership, not authorship. */
export async function memberRole(db: DbOrTx, organization_id: string, user_id: string) {
  const membership = await db.organization_members.findUnique({
    where: { organization_id_user_id: { organization_id, user_id } },
    select: { role: true },
  });
  return membership?.role;
}

/** @throws organization.not_found */
export async function requireOrganization(db: DbOrTx, id: string): Promise<Organization> {
  const organization = await db.organizations.findUnique({ where: { id } });
  if (!organization) throw organizationErrors.not_found();
  return organization;
}
