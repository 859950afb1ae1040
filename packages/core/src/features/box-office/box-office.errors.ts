import { defineErrors } from '../../kernel/errors.ts';

export const compErrors = defineErrors('comp', {
  quota_used: ['CONFLICT', 'This event has given away all the tickets that it may.'],
  quota_too_small: ['CONFLICT', 'More tickets than that have been given away already.'],
  event_over: ['CONFLICT', 'This event is over.'],
  event_closed: ['CONFLICT', 'This event is not on sale.'],
});

export const boxOfficeErrors = defineErrors('box_office', {
  nothing_to_send: ['CONFLICT', 'There is no ticket that still admits somebody.'],
  not_confirmed: ['CONFLICT', 'This order was never confirmed.'],
  refund_too_much: ['CONFLICT', 'That is more than is left of what was paid.'],
});
