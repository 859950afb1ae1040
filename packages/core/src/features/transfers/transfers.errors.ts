import { defineErrors } from '../../kernel/errors.ts';

export const transferErrors = defineErrors('transfer', {
  not_found: ['NOT_FOUND', 'There is no such transfer.'],
  not_yours: ['FORBIDDEN', 'This ticket was offered to another e-mail address. Sign in with that one.'],
  already_pending: ['CONFLICT', 'This ticket is being transferred already. Cancel that transfer first.'],
  not_pending: ['CONFLICT', 'This transfer is over.'],
  expired: ['CONFLICT', 'This transfer has expired.'],
  ticket_used: ['CONFLICT', 'A used ticket can’t be transferred.'],
  ticket_cancelled: ['CONFLICT', 'A cancelled ticket can’t be transferred.'],
  event_over: ['CONFLICT', 'This event is over: its tickets can’t be transferred any more.'],
  event_cancelled: ['CONFLICT', 'This event was cancelled: its tickets can’t be transferred.'],
});
