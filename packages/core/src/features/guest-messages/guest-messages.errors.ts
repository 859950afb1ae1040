import { defineErrors } from '../../kernel/errors.ts';

export const guestMessageErrors = defineErrors('guest_message', {
  nobody: ['CONFLICT', 'Nobody holds such a ticket, so there is nobody to write to.'],
  too_many_today: ['TOO_MANY_REQUESTS', 'This event has sent as many messages today as a day allows.'],
});
