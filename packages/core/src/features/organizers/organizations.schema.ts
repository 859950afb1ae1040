import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, email, id, line, webAddress } from '../../kernel/validation.ts';

/** As `btick.md` shows a role; input takes any case. */
export const SHOWN_ROLES = ['OWNER', 'MANAGER', 'MEMBER'] as const;

const role = anyCase(['owner', 'manager', 'member']).describe('OWNER, MANAGER or MEMBER, in any case');

const is_verified = z.boolean().describe('Its events go on sale without approval; administrators alone set this');

const fields = { name: line(200), website: webAddress, contact_email: email.or(z.literal('')) };

/** `btick.md`: Organization(name, website, contact email). */
export const organizationOutput = z
  .object({
    id,
    name: z.string(),
    website: z.string(),
    contact_email: z.string(),
    is_verified: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Organization' });

export const listOrganizationsInput = z.object({
  ...pageInput,
  search: z.string().max(200).optional().describe('Part of the name'),
  is_mine: z.boolean().optional().describe('Those that the caller belongs to'),
});

export const createOrganizationInput = z.object({
  name: fields.name,
  website: fields.website.default(''),
  contact_email: fields.contact_email.default('').describe('Public. Default: none'),
  owner_email: email.optional().describe('Of the first owner’s account; default: the caller'),
  is_verified: is_verified.default(false),
});

/** What is absent becomes its default; being verified is not the organization's own to lose. */
export const replaceOrganizationInput = z.object({
  id,
  name: fields.name,
  website: fields.website.default(''),
  contact_email: fields.contact_email.default('').describe('Public. Default: none'),
  is_verified: is_verified.optional(),
});

/** What is absent stays as it is. */
export const updateOrganizationInput = z.object({
  id,
  ...z.object(fields).partial().shape,
  is_verified: is_verified.optional(),
});

/** `btick.md` 5.2. */
export const memberOutput = z
  .object({
    organization_id: id,
    user_id: id,
    username: z.string(),
    user_email: z.string(),
    first_name: z.string(),
    last_name: z.string(),
    role: z.enum(SHOWN_ROLES),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'OrganizationMember' });

export const invitationOutput = z
  .object({
    id,
    organization_id: id,
    organization: z.string().describe('Its name'),
    user_email: z.string(),
    role: z.enum(SHOWN_ROLES),
    expires_at: z.iso.datetime(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'OrganizationInvitation' });

/** `btick.md` 5.3. */
export const addMemberInput = z.object({ id, user_email: email, role: role.default('member') });

/** Somebody was asked by mail, whether or not an account has the address. */
export const addedMemberOutput = z
  .object({
    invited: z.boolean().describe('Always true: an invitation was mailed, and who accepts it becomes a member'),
    organization_id: id,
    user_email: z.string(),
    role: z.enum(SHOWN_ROLES),
    user_id: id.nullable().describe('Always null: the member list has it once the invitation is accepted'),
    username: z.string().nullable().describe('Always null, as `user_id`'),
    invitation_id: id.nullable().describe('Names the invitation in the list of those that are open'),
    expires_at: z.iso.datetime().nullable().describe('Until when the invitation can be accepted'),
  })
  .meta({ id: 'AddedMember' });

export const memberInput = z.object({ id, user_id: id });

export const changeMemberInput = memberInput.extend({ role });

export const invitationInput = z.object({ id, invitation_id: id });

export const acceptInvitationInput = z.object({ token: line(200).describe('From the mail') });
