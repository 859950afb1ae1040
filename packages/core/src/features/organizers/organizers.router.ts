import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { decisionInput, listProposalsInput, proposalOutput, submitProposalInput } from './organizers.schema.ts';
import { decideProposal, getProposal, listOwnProposals, listProposals, submitProposal } from './proposals.service.ts';

export const proposalsRouter = router({
  submit: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/organizer-proposals',
        tags: ['Organizers'],
        summary: 'Propose to become an organizer',
        description: 'One proposal can be open at a time.',
      },
      rest: { status: 201, multipart: true, aliases: ['/event-organizer-proposal/create'] },
    })
    .input(submitProposalInput)
    .output(proposalOutput)
    .mutation(command(submitProposal)),

  listOwn: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/organizer-proposals', tags: ['Organizers'], summary: 'Own proposals' },
      rest: { page: true, aliases: ['/event-organizer-proposal'] },
    })
    .input(z.object(pageInput))
    .output(pageOf(proposalOutput))
    .query(({ ctx, input }) => listOwnProposals(ctx, input)),

  get: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/organizer-proposals/{id}',
        tags: ['Organizers'],
        summary: 'One proposal',
        description: 'For its owner and administrators.',
      },
      rest: { aliases: ['/event-organizer-proposal/{id}'] },
    })
    .input(z.object({ id }))
    .output(proposalOutput)
    .query(({ ctx, input }) => getProposal(ctx, input)),

  list: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/event-organizer-proposals',
        tags: ['Administration'],
        summary: 'Organizer proposals',
      },
      rest: { page: true },
    })
    .input(listProposalsInput)
    .output(pageOf(proposalOutput))
    .query(({ ctx, input }) => listProposals(ctx, input)),

  review: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/event-organizer-proposals/{id}',
        tags: ['Administration'],
        summary: 'One organizer proposal',
      },
    })
    .input(z.object({ id }))
    .output(proposalOutput)
    .query(({ ctx, input }) => getProposal(ctx, input)),

  decide: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/admin/event-organizer-proposals/{id}/confirm',
        tags: ['Administration'],
        summary: 'Approve or reject a proposal',
        description: 'On approval the applicant becomes an organizer and gets its organization.',
      },
    })
    .input(decisionInput)
    .output(proposalOutput)
    .mutation(command(decideProposal)),
});
