import { defineErrors } from '../../kernel/errors.ts';

export const eventErrors = defineErrors('event', {
  not_found: ['NOT_FOUND', 'Not found.'],
  not_yours: ['FORBIDDEN', 'Insufficient role permissions.'],
  closed: ['CONFLICT', 'A cancelled or completed event can’t be changed.'],
  already_published: ['CONFLICT', 'This event is published already.'],
  already_cancelled: ['CONFLICT', 'This event is cancelled already.'],
  has_started: ['CONFLICT', 'This event has begun already.'],
  no_ticket_types: ['CONFLICT', 'An event needs at least one ticket type before it is published.'],
  has_bookings: ['CONFLICT', 'Tickets of this event have been booked: cancel it instead of deleting it.'],
  not_submitted: ['CONFLICT', 'This event is a draft. Its organizer has to publish it before it can be decided on.'],
  already_decided: ['CONFLICT', 'This event is not waiting for approval.'],
});
