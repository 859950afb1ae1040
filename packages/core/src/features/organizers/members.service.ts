import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { shownEmail } from '../../kernel/email.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { hitAll } from '../../kernel/rate-limit.ts';
import { iso } from '../../kernel/time.ts';
import { type DbOrTx, isUniqueViolation, sqlState, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { findVerifiedUser } from '../accounts/index.ts';
import { invite } from './invitations.service.ts';
import { type MemberRole, refuseOwnersBusiness, requireMember, requireOwnerOrManager } from './organizations.policy.ts';
import type {
  addedMemberOutput,
  addMemberInput,
  changeMemberInput,
  memberInput,
  memberOutput,
} from './organizations.schema.ts';
import { requireOrganization, shownRole } from './organizations.service.ts';
import { organizationErrors } from './organizers.errors.ts';

type MemberView = z.output<typeof memberOutput>;
type AddedMember = z.output<typeof addedMemberOutput>;

const withUser = {
  user: { select: { username: true, email: true, first_name: true, last_name: true } },
} as const satisfies Prisma.organization_membersInclude;
type MemberRow = Prisma.organization_membersGetPayload<{ include: typeof withUser }>;

/** `btick.md` 5.2, organization member list, owners first. */
export async function listMembers(
  ctx: UserCtx,
  { id, ...input }: PageInput & { id: string },
): Promise<Page<MemberView>> {
  await requireOrganization(ctx.db, id);
  await requireMember(ctx.db, ctx.actor, id);
  const where = { organization_id: id };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.organization_members.findMany({
      where,
      include: withUser,
      orderBy: [{ role: 'asc' }, { created_at: 'asc' }, { user_id: 'asc' }],
      skip,
      take,
    }),
    ctx.db.organization_members.count({ where }),
  ]);
  return toPage(input, rows.map(memberView), total);
}

const HOUR_SECONDS = 3600;
/** Each one is a mail to an address that the caller typed. */
const INVITATIONS_AN_HOUR = 100;

/**
 * `btick.md` 5.3, add a participant. Everybody is asked by mail and joins by accepting, so nobody is enrolled unasked and the
 * answer doesn't tell whether an account has the address.
 * @throws organization.already_member, request.rate_limited
 */
export async function addMember(
  ctx: UserCtx,
  { id, user_email, role }: z.output<typeof addMemberInput>,
): Promise<AddedMember> {
  await requireOrganization(ctx.db, id);
  refuseOwnersBusiness(await requireOwnerOrManager(ctx.db, ctx.actor, id), role);
  // Members see each other's addresses, so this is no news.
  const user = await findVerifiedUser(ctx.db, user_email);
  if (user && (await findMember(ctx.db, { id, user_id: user.id }))) throw organizationErrors.already_member();
  await hitAll(ctx, [
    { key: `invite:account:${ctx.actor.id}`, limit: INVITATIONS_AN_HOUR, window_seconds: HOUR_SECONDS },
  ]);
  try {
    return await withTransaction(ctx, async (tx) => {
      // An invitation from before is no longer good.
      await tx.organization_invitations.deleteMany({ where: { organization_id: id, email: user_email } });
      const { id: invitation_id, expires_at } = await invite(tx, ctx, { organization_id: id, user_email, role });
      return {
        organization_id: id,
        user_email: shownEmail(user_email),
        role: shownRole(role),
        invited: true,
        user_id: null,
        username: null,
        invitation_id,
        expires_at: iso(expires_at),
      };
    });
  } catch (error) {
    throw isUniqueViolation(error) ? commonErrors.conflict() : error;
  }
}

/** Gives a member another role. */
export async function changeMember(
  ctx: UserCtx,
  { id, user_id, role }: z.output<typeof changeMemberInput>,
): Promise<MemberView> {
  const member = await memberToManage(ctx, { id, user_id });
  refuseOwnersBusiness(member.acting_as, member.role, role);
  return keepingAnOwner(() =>
    withTransaction(ctx, async (tx) => {
      if (role !== 'owner') await refuseLastOwner(tx, member);
      const { count } = await tx.organization_members.updateMany({
        where: { organization_id: id, user_id, role: member.role },
        data: { role },
      });
      if (count === 0) throw commonErrors.conflict();
      await audit(tx, {
        action: 'organization.member_role_changed',
        subject_type: 'organization',
        subject_id: id,
        data: { user_id, from: member.role, to: role },
      });
      const where = { organization_id_user_id: { organization_id: id, user_id } };
      return memberView(await tx.organization_members.findUniqueOrThrow({ where, include: withUser }));
    }),
  );
}

/** Takes somebody out. */
export async function removeMember(ctx: UserCtx, { id, user_id }: z.output<typeof memberInput>): Promise<void> {
  const member = await memberToManage(ctx, { id, user_id });
  refuseOwnersBusiness(member.acting_as, member.role);
  return endMembership(ctx, member, 'organization.member_removed');
}

/** Whoever belongs to an organization may go, but for its last owner. */
export async function leaveOrganization(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  await requireOrganization(ctx.db, id);
  const member = await findMember(ctx.db, { id, user_id: ctx.actor.id });
  if (!member) throw commonErrors.forbidden();
  return endMembership(ctx, member, 'organization.member_left');
}

type Member = { organization_id: string; user_id: string; role: MemberRole };

async function memberToManage(
  ctx: UserCtx,
  { id, user_id }: z.output<typeof memberInput>,
): Promise<Member & { acting_as: 'owner' | 'manager' }> {
  await requireOrganization(ctx.db, id);
  const acting_as = await requireOwnerOrManager(ctx.db, ctx.actor, id);
  const member = await findMember(ctx.db, { id, user_id });
  if (!member) throw commonErrors.not_found();
  return { ...member, acting_as };
}

function findMember(db: DbOrTx, { id, user_id }: z.output<typeof memberInput>): Promise<Member | null> {
  return db.organization_members.findUnique({
    where: { organization_id_user_id: { organization_id: id, user_id } },
    select: { organization_id: true, user_id: true, role: true },
  });
}

function endMembership(ctx: UserCtx, member: Member, action: `organization.${string}`): Promise<void> {
  const { organization_id, user_id, role } = member;
  return keepingAnOwner(() =>
    withTransaction(ctx, async (tx) => {
      await refuseLastOwner(tx, member);
      const { count } = await tx.organization_members.deleteMany({ where: { organization_id, user_id, role } });
      if (count === 0) throw commonErrors.conflict();
      await audit(tx, { action, subject_type: 'organization', subject_id: organization_id, data: { user_id, role } });
    }),
  );
}

/** The clear case, told at once. Two owners who go at the same moment both pass here; see keepingAnOwner. */
async function refuseLastOwner(tx: Tx, { organization_id, user_id, role }: Member): Promise<void> {
  if (role !== 'owner') return;
  const others = { organization_id, role: 'owner' as const, user_id: { not: user_id } };
  if ((await tx.organization_members.count({ where: others })) === 0) throw organizationErrors.last_owner();
}

/** The trigger that counts owners at the commit refuses with `restrict_violation`. */
async function keepingAnOwner<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw sqlState(error) === '23001' ? organizationErrors.last_owner() : error;
  }
}

function memberView({ organization_id, user_id, user, role, created_at }: MemberRow): MemberView {
  return {
    organization_id,
    user_id,
    username: user.username,
    user_email: shownEmail(user.email),
    first_name: user.first_name,
    last_name: user.last_name,
    role: shownRole(role),
    created_at: iso(created_at),
  };
}
