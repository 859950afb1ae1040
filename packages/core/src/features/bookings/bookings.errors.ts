import { defineErrors } from '../../kernel/errors.ts';

export const bookingErrors = defineErrors('booking', {
  event_closed: ['CONFLICT', 'This event is not on sale.'],
  event_over: ['CONFLICT', 'This event is over.'],
  sale_not_started: ['CONFLICT', 'The sale of these tickets has not begun yet.'],
  sale_ended: ['CONFLICT', 'The sale of these tickets has ended.'],
  refund_of_past_event: ['CONFLICT', 'Cannot refund tickets for past events.'],
});
