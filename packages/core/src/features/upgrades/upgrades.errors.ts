import { defineErrors } from '../../kernel/errors.ts';

export const upgradeErrors = defineErrors('upgrade', {
  not_found: ['NOT_FOUND', 'There is no such upgrade.'],
  already_pending: ['CONFLICT', 'An upgrade of this ticket is waiting for its payment. Pay or cancel that one first.'],
  not_pending: ['CONFLICT', 'This upgrade is over.'],
  ticket_changed: ['CONFLICT', 'This ticket has changed meanwhile. Look at it again and retry.'],
  ticket_used: ['CONFLICT', 'A used ticket can’t be upgraded.'],
  ticket_cancelled: ['CONFLICT', 'A cancelled ticket can’t be upgraded.'],
  event_over: ['CONFLICT', 'This event is over: its tickets can’t be upgraded any more.'],
  event_closed: ['CONFLICT', 'This event is not on sale.'],
  sale_not_started: ['CONFLICT', 'The sale of these tickets has not begun yet.'],
  sale_ended: ['CONFLICT', 'The sale of these tickets has ended.'],
});
