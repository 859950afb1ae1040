import { defineErrors } from '../../kernel/errors.ts';

export const eventErrors = defineErrors('event', {
  not_found: ['NOT_FOUND', 'Not found.'],
  not_yours: ['FORBIDDEN', 'Insufficient role permissions.'],
  closed: ['CONFLICT', 'A cancelled or completed event can’t be changed.'],
  already_decided: ['CONFLICT', 'This event is not waiting for approval.'],
});
