import { defineErrors } from '../../kernel/errors.ts';

export const proposalErrors = defineErrors('proposal', {
  already_pending: ['CONFLICT', 'You have a proposal that is still being looked at.'],
  already_decided: ['CONFLICT', 'This proposal has been decided already.'],
  not_found: ['NOT_FOUND', 'Not found.'],
});
