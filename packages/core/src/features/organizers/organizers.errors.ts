import { defineErrors } from '../../kernel/errors.ts';

export const proposalErrors = defineErrors('proposal', {
  already_pending: ['CONFLICT', 'You have a proposal that is still being looked at.'],
  already_decided: ['CONFLICT', 'This proposal has been decided already.'],
  not_found: ['NOT_FOUND', 'Not found.'],
});

export const organizationErrors = defineErrors('organization', {
  not_found: ['NOT_FOUND', 'Not found.'],
  in_use: ['CONFLICT', 'This organization has events and can’t be deleted.'],
  last_owner: ['CONFLICT', 'An organization needs an owner. Make somebody else an owner first.'],
  already_member: ['CONFLICT', 'This person is a member already.'],
  verified_by_house: ['FORBIDDEN', 'Only an administrator may verify an organization.'],
});

export const invitationErrors = defineErrors('invitation', {
  not_found: ['NOT_FOUND', 'This invitation does not exist or has been withdrawn.'],
  used: ['CONFLICT', 'This invitation has been accepted already.'],
  expired: ['CONFLICT', 'This invitation has expired. Ask for a new one.'],
  not_yours: ['FORBIDDEN', 'This invitation was sent to another e-mail address.'],
});
