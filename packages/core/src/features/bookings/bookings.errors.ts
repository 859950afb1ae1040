import { defineErrors } from '../../kernel/errors.ts';

export const bookingErrors = defineErrors('booking', {
  not_found: ['NOT_FOUND', 'Not found.'],
  busy: ['SERVICE_UNAVAILABLE', 'Too many people are buying at this moment. Try again in a second.'],
  pools_changed: ['CONFLICT', 'The organizer has just changed how many tickets there are. Try again.'],
  event_closed: ['CONFLICT', 'This event is not on sale.'],
  event_over: ['CONFLICT', 'This event is over.'],
  sale_not_started: ['CONFLICT', 'The sale of these tickets has not begun yet.'],
  sale_ended: ['CONFLICT', 'The sale of these tickets has ended.'],
  several_events: ['BAD_REQUEST', 'One booking is for one event.'],
  person_limit: ['CONFLICT', 'You have as many of these tickets as one person may have.'],
  too_many_pending: [
    'CONFLICT',
    'You have several unpaid bookings of this event. Pay or cancel one of them before you start another.',
  ],
  wrong_state: ['CONFLICT', 'This booking can’t do that any more.'],
  expired: ['CONFLICT', 'This booking has expired; its places were given back.'],
  has_used_tickets: ['CONFLICT', 'A ticket of this booking has been used already.'],
  has_transferred_tickets: ['CONFLICT', 'A ticket of this booking has been given to somebody else.'],
  refund_of_past_event: ['CONFLICT', 'Cannot refund tickets for past events.'],
});
