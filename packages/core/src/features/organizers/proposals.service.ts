import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { type Ctx, isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { isUniqueViolation, withTransaction } from '../../kernel/transaction.ts';
import { promoteToOrganizer } from '../accounts/index.ts';
import { mediaUrl, recordUpload, storeUpload } from '../media/index.ts';
import { proposalDecidedMail, proposalReceivedMail } from '../notifications/index.ts';
import { createOrganization } from './organizations.service.ts';
import { proposalErrors } from './organizers.errors.ts';
import type { decisionInput, listProposalsInput, proposalOutput, submitProposalInput } from './organizers.schema.ts';

type ProposalView = z.output<typeof proposalOutput>;

const withParts = {
  user: { select: { username: true } },
  banner: true,
  document: true,
} as const satisfies Prisma.organizer_proposalsInclude;
type ProposalRow = Prisma.organizer_proposalsGetPayload<{ include: typeof withParts }>;

/** `setiket.md`, Create Proposal. One can be open at a time; a rejected one may be followed by another. */
export async function submitProposal(ctx: UserCtx, input: z.output<typeof submitProposalInput>): Promise<ProposalView> {
  const owner_id = ctx.actor.id;
  await refuseSecondProposal(ctx);
  const banner = await storeUpload(ctx, { field: 'banner', kind: 'banner', file: input.banner });
  const document = await storeUpload(ctx, { field: 'proposal', kind: 'proposal', file: input.proposal });
  try {
    return await withTransaction(ctx, async (tx) => {
      const now = ctx.clock.now();
      const { name, category, description, location } = input;
      const banner_id = (await recordUpload(tx, banner, owner_id, now)) ?? null;
      const document_id = (await recordUpload(tx, document, owner_id, now)) ?? null;
      const proposal = await tx.organizer_proposals.create({
        data: {
          id: newId(now.getTime()),
          user_id: owner_id,
          name,
          category,
          description,
          location,
          banner_id,
          document_id,
          created_at: now,
        },
        include: withParts,
      });
      await audit(tx, { action: 'proposal.submitted', subject_type: 'proposal', subject_id: proposal.id });
      await enqueue(tx, proposalReceivedMail, { proposal_id: proposal.id });
      return proposalView(ctx, proposal);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? proposalErrors.already_pending() : error;
  }
}

async function refuseSecondProposal(ctx: UserCtx): Promise<void> {
  const open = await ctx.db.organizer_proposals.findFirst({ where: { user_id: ctx.actor.id, status: 'pending' } });
  if (open) throw proposalErrors.already_pending();
}

/** `setiket.md`, List Own Proposals. */
export function listOwnProposals(ctx: UserCtx, input: PageInput): Promise<Page<ProposalView>> {
  return listWhere(ctx, { user_id: ctx.actor.id }, input);
}

/** `setiket.md`, List Event Organizer Proposals, for administrators. */
export function listProposals(ctx: UserCtx, input: z.output<typeof listProposalsInput>): Promise<Page<ProposalView>> {
  return listWhere(ctx, input.status ? { status: input.status } : {}, input);
}

async function listWhere(
  ctx: Ctx,
  where: Prisma.organizer_proposalsWhereInput,
  input: PageInput,
): Promise<Page<ProposalView>> {
  const { skip, take } = rowsOf(input);
  const orderBy = [{ created_at: 'desc' as const }, { id: 'desc' as const }];
  const [rows, total] = await Promise.all([
    ctx.db.organizer_proposals.findMany({ where, include: withParts, orderBy, skip, take }),
    ctx.db.organizer_proposals.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => proposalView(ctx, row)),
    total,
  );
}

/** To everybody but its owner and administrators a proposal does not exist. */
export async function getProposal(ctx: UserCtx, { id }: { id: string }): Promise<ProposalView> {
  const scope = isAdministrator(ctx.actor) ? {} : { user_id: ctx.actor.id };
  const proposal = await ctx.db.organizer_proposals.findFirst({ where: { id, ...scope }, include: withParts });
  if (!proposal) throw proposalErrors.not_found();
  return proposalView(ctx, proposal);
}

/**
 * `setiket.md`, Approve/Reject Event Organizer Proposal. Approval makes the applicant an organizer and gives it its
 * organization, all in one transaction. Of two administrators who decide at once, one is too late.
 */
export async function decideProposal(
  ctx: UserCtx,
  { id, status, message = '' }: z.output<typeof decisionInput>,
): Promise<ProposalView> {
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const { count } = await tx.organizer_proposals.updateMany({
      where: { id, status: 'pending' },
      data: { status, message, decided_by: ctx.actor.id, decided_at: now },
    });
    const proposal = await tx.organizer_proposals.findUnique({ where: { id }, include: withParts });
    if (!proposal) throw proposalErrors.not_found();
    if (count === 0) throw proposalErrors.already_decided();
    if (status === 'approved') {
      await promoteToOrganizer(tx, ctx, proposal.user_id);
      await createOrganization(tx, { name: proposal.name, owner_id: proposal.user_id });
    }
    await audit(tx, { action: `proposal.${status}`, subject_type: 'proposal', subject_id: id, data: { message } });
    await enqueue(tx, proposalDecidedMail, { proposal_id: id });
    return proposalView(ctx, proposal);
  });
}

function proposalView(ctx: Ctx | UserCtx, row: ProposalRow): ProposalView {
  const api = `${ctx.env.PUBLIC_URL}/api/v1`;
  return {
    id: row.id,
    name: row.name,
    banner_url: mediaUrl(ctx, row.banner),
    proposal_url: mediaUrl(ctx, row.document),
    description: row.description,
    location: row.location,
    category: row.category,
    status: row.status,
    message: row.message,
    owner: row.user.username,
    organizer: row.user.username,
    created_at: iso(row.created_at),
    decided_at: iso(row.decided_at),
    url_detail: `${api}/event-organizer-proposal/${row.id}/`,
    event_organizer_confirmation_url: `${api}/admin/event-organizer-proposals/${row.id}/confirm/`,
    event_organizer_proposal_detail_url: `${api}/admin/event-organizer-proposals/${row.id}/`,
  };
}
