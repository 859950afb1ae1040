import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { type Ctx, isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { findVerifiedUser, promoteToOrganizer } from '../accounts/index.ts';
import { requireOwnerOrManager } from './organizations.policy.ts';
import type {
  createOrganizationInput,
  listOrganizationsInput,
  organizationOutput,
  replaceOrganizationInput,
  updateOrganizationInput,
} from './organizations.schema.ts';
import { createOrganization, type Organization, requireOrganization } from './organizations.service.ts';
import { organizationErrors } from './organizers.errors.ts';

type OrganizationView = z.output<typeof organizationOutput>;

/** `btick.md` 5, list of organizations, by name. */
export async function listOrganizations(
  ctx: Ctx,
  input: z.output<typeof listOrganizationsInput>,
): Promise<Page<OrganizationView>> {
  if (input.is_mine !== undefined && ctx.actor.kind !== 'user') throw commonErrors.unauthenticated();
  const own = ctx.actor.kind === 'user' ? { some: { user_id: ctx.actor.id } } : {};
  const where: Prisma.organizationsWhereInput = {
    ...(input.search && { name: { contains: input.search, mode: 'insensitive' } }),
    ...(input.is_mine === true && { members: own }),
    ...(input.is_mine === false && { NOT: { members: own } }),
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.organizations.findMany({ where, orderBy: [{ name: 'asc' }, { id: 'asc' }], skip, take }),
    ctx.db.organizations.count({ where }),
  ]);
  return toPage(input, rows.map(organizationView), total);
}

/** `btick.md` 5, details. */
export async function getOrganization(ctx: Ctx, { id }: { id: string }): Promise<OrganizationView> {
  return organizationView(await requireOrganization(ctx.db, id));
}

/** `btick.md` 5, create: an administrator makes one for somebody who has an account, or for itself. */
export async function foundOrganization(
  ctx: UserCtx,
  { owner_email, ...fields }: z.output<typeof createOrganizationInput>,
): Promise<OrganizationView> {
  const owner = owner_email === undefined ? ctx.actor : await findVerifiedUser(ctx.db, owner_email);
  if (!owner) throw fieldError('owner_email', 'No account has verified this e-mail address.');
  return withTransaction(ctx, async (tx) => {
    await promoteToOrganizer(tx, ctx, owner.id);
    return organizationView(await createOrganization(tx, { ...fields, owner_id: owner.id }));
  });
}

/** `btick.md` 5, update with PUT. */
export async function replaceOrganization(
  ctx: UserCtx,
  { id, name, website, contact_email, is_verified }: z.output<typeof replaceOrganizationInput>,
): Promise<OrganizationView> {
  const before = await organizationToChange(ctx, id, is_verified);
  return changeOrganization(ctx, before, {
    name,
    website,
    contact_email,
    is_verified: is_verified ?? before.is_verified,
  });
}

/** `btick.md` 5, update with PATCH. */
export async function updateOrganization(
  ctx: UserCtx,
  { id, name, website, contact_email, is_verified }: z.output<typeof updateOrganizationInput>,
): Promise<OrganizationView> {
  const before = await organizationToChange(ctx, id, is_verified);
  return changeOrganization(ctx, before, {
    name: name ?? before.name,
    website: website ?? before.website,
    contact_email: contact_email ?? before.contact_email,
    is_verified: is_verified ?? before.is_verified,
  });
}

async function organizationToChange(ctx: UserCtx, id: string, is_verified?: boolean): Promise<Organization> {
  const organization = await requireOrganization(ctx.db, id);
  await requireOwnerOrManager(ctx.db, ctx.actor, id);
  if (is_verified !== undefined && !isAdministrator(ctx.actor)) throw organizationErrors.verified_by_house();
  return organization;
}

type Fields = Pick<Organization, 'name' | 'website' | 'contact_email' | 'is_verified'>;

function changeOrganization(ctx: UserCtx, before: Organization, fields: Fields): Promise<OrganizationView> {
  return withTransaction(ctx, async (tx) => {
    const subject = { subject_type: 'organization', subject_id: before.id } as const;
    const { count } = await tx.organizations.updateMany({
      where: { id: before.id, updated_at: before.updated_at },
      data: { ...fields, updated_at: ctx.clock.now() },
    });
    if (count === 0) throw commonErrors.conflict();
    await audit(tx, { action: 'organization.updated', ...subject });
    if (fields.is_verified !== before.is_verified)
      await audit(tx, {
        action: fields.is_verified ? 'organization.verified' : 'organization.unverified',
        ...subject,
      });
    return organizationView(await tx.organizations.findUniqueOrThrow({ where: { id: before.id } }));
  });
}

/**
 * `btick.md` 5, delete. Its members and invitations go with it.
 * @throws organization.in_use when it has or had events: what was sold stays
 */
export function deleteOrganization(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    // Locked, so that no event can be made for it between the count and the deletion.
    const [organization] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM organizations WHERE id = ${id}::uuid FOR UPDATE`;
    if (!organization) throw organizationErrors.not_found();
    const events = await tx.events.count({ where: { organization_id: id } });
    if (events > 0)
      throw organizationErrors.in_use(
        `This organization has ${events === 1 ? '1 event' : `${events} events`} and can’t be deleted.`,
      );
    await tx.organizations.delete({ where: { id } });
    await audit(tx, { action: 'organization.deleted', subject_type: 'organization', subject_id: id });
  });
}

function organizationView(row: Organization): OrganizationView {
  const { id, name, website, contact_email, is_verified } = row;
  return {
    id,
    name,
    website,
    contact_email,
    is_verified,
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  };
}
