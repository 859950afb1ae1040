import { z } from 'zod';
import { formable } from '../../kernel/forms.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id, line, text } from '../../kernel/validation.ts';

export const PROPOSAL_STATUSES = ['pending', 'approved', 'rejected'] as const;

/** `setiket.md`, Create Proposal. */
export const submitProposalInput = formable(
  z.object({
    name: line(200).describe('Name of the company or organization'),
    category: line(100).describe('Kind of events'),
    description: line(10_000),
    location: line(300),
    banner: z.file().nullish().describe('Picture, 5 MB at most'),
    proposal: z.file().nullish().describe('Document: PDF, DOCX or picture, 10 MB at most'),
  }),
  ['status', 'message', 'owner', 'organizer'],
);

/** `setiket.md`, Get Proposal Details and List Event Organizer Proposals: one object with the fields of both. */
export const proposalOutput = z
  .object({
    id,
    name: z.string(),
    banner_url: z.string().nullable(),
    proposal_url: z.string().nullable(),
    description: z.string(),
    location: z.string(),
    category: z.string(),
    status: z.enum(PROPOSAL_STATUSES),
    message: z.string().describe('What the administrator said with the decision'),
    owner: z.string().describe('Username of the applicant'),
    organizer: z.string().describe('The same'),
    created_at: z.iso.datetime(),
    decided_at: z.iso.datetime().nullable(),
    url_detail: z.string(),
    event_organizer_confirmation_url: z.string(),
    event_organizer_proposal_detail_url: z.string(),
  })
  .meta({ id: 'OrganizerProposal' });

export const listProposalsInput = z.object({ ...pageInput, status: anyCase(PROPOSAL_STATUSES).optional() });

/** `setiket.md`, Approve/Reject. */
export const decisionInput = z.object({
  id,
  status: anyCase(['approved', 'rejected']),
  message: text(2000).optional().describe('Sent to the applicant'),
});
