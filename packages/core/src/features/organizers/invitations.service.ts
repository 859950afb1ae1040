import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { shownEmail } from '../../kernel/email.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { proveAddress } from '../accounts/index.ts';
import { invitationMail, invitationToken } from '../notifications/index.ts';
import { type MemberRole, refuseOwnersBusiness, requireOwnerOrManager } from './organizations.policy.ts';
import type { acceptInvitationInput, invitationInput, invitationOutput, memberOutput } from './organizations.schema.ts';
import { joinOrganization, requireOrganization, shownRole } from './organizations.service.ts';
import { invitationErrors, organizationErrors } from './organizers.errors.ts';

const GOOD_FOR_SECONDS = 14 * 86_400;

type InvitationView = z.output<typeof invitationOutput>;
type MemberView = z.output<typeof memberOutput>;

const withName = {
  organization: { select: { name: true } },
} as const satisfies Prisma.organization_invitationsInclude;
type InvitationRow = Prisma.organization_invitationsGetPayload<{ include: typeof withName }>;

type Invited = { organization_id: string; user_email: string; role: MemberRole };

/** Asks the reader of an address to join. The token is in the mail alone; here is its hash. */
export async function invite(
  tx: Tx,
  ctx: UserCtx,
  { organization_id, user_email, role }: Invited,
): Promise<{ id: string; expires_at: Date }> {
  const now = ctx.clock.now();
  const id = newId(now.getTime());
  const expires_at = addSeconds(now, GOOD_FOR_SECONDS);
  await tx.organization_invitations.create({
    data: {
      id,
      organization_id,
      email: user_email,
      role,
      token_hash: sha256Hex(invitationToken(ctx.env, id)),
      invited_by: ctx.actor.id,
      expires_at,
      created_at: now,
    },
  });
  await audit(tx, {
    action: 'organization.member_invited',
    subject_type: 'organization',
    subject_id: organization_id,
    data: { invitation_id: id, role },
  });
  await enqueue(tx, invitationMail, { invitation_id: id });
  return { id, expires_at };
}

/** Invitations that can still be accepted, the latest first. */
export async function listInvitations(
  ctx: UserCtx,
  { id, ...input }: PageInput & { id: string },
): Promise<Page<InvitationView>> {
  await requireOrganization(ctx.db, id);
  await requireOwnerOrManager(ctx.db, ctx.actor, id);
  const where = { organization_id: id, accepted_at: null, expires_at: { gt: ctx.clock.now() } };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.organization_invitations.findMany({
      where,
      include: withName,
      orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.organization_invitations.count({ where }),
  ]);
  return toPage(input, rows.map(invitationView), total);
}

/** Withdraws an invitation that nobody has accepted: its token is worth nothing from now on. */
export async function withdrawInvitation(
  ctx: UserCtx,
  { id, invitation_id }: z.output<typeof invitationInput>,
): Promise<void> {
  await requireOrganization(ctx.db, id);
  const acting_as = await requireOwnerOrManager(ctx.db, ctx.actor, id);
  const where = { id: invitation_id, organization_id: id, accepted_at: null };
  const invitation = await ctx.db.organization_invitations.findFirst({ where });
  if (!invitation) throw invitationErrors.not_found();
  refuseOwnersBusiness(acting_as, invitation.role);
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.organization_invitations.deleteMany({ where });
    if (count === 0) throw invitationErrors.not_found();
    await audit(tx, {
      action: 'organization.invitation_withdrawn',
      subject_type: 'organization',
      subject_id: id,
      data: { invitation_id },
    });
  });
}

/** Joins by the token of a mail: once, in time, and as the one whom it was sent to. */
export async function acceptInvitation(
  ctx: UserCtx,
  { token }: z.output<typeof acceptInvitationInput>,
): Promise<MemberView> {
  const now = ctx.clock.now();
  const invitation = await ctx.db.organization_invitations.findUnique({ where: { token_hash: sha256Hex(token) } });
  if (!invitation) throw invitationErrors.not_found();
  if (invitation.email !== ctx.actor.email) throw invitationErrors.not_yours();
  if (invitation.accepted_at) throw invitationErrors.used();
  if (invitation.expires_at <= now) throw invitationErrors.expired();
  const { id, organization_id, role } = invitation;
  try {
    return await withTransaction(ctx, async (tx) => {
      const { count } = await tx.organization_invitations.updateMany({
        where: { id, accepted_at: null },
        data: { accepted_at: now },
      });
      if (count === 0) throw invitationErrors.used();
      const user_id = ctx.actor.id;
      // The token came by mail alone.
      await proveAddress(tx, { user_id, email: invitation.email });
      await joinOrganization(tx, ctx, { organization_id, user_id, role });
      const user = await tx.users.findUniqueOrThrow({ where: { id: user_id } });
      return {
        organization_id,
        user_id,
        username: user.username,
        user_email: shownEmail(user.email),
        first_name: user.first_name,
        last_name: user.last_name,
        role: shownRole(role),
        created_at: iso(now),
      };
    });
  } catch (error) {
    throw isUniqueViolation(error) ? organizationErrors.already_member() : error;
  }
}

function invitationView(row: InvitationRow): InvitationView {
  return {
    id: row.id,
    organization_id: row.organization_id,
    organization: row.organization.name,
    user_email: shownEmail(row.email),
    role: shownRole(row.role),
    expires_at: iso(row.expires_at),
    created_at: iso(row.created_at),
  };
}
