import { defineErrors } from '../../kernel/errors.ts';

export const eventErrors = defineErrors('event', {
  not_found: ['NOT_FOUND', 'Not found.'],
  not_yours: ['FORBIDDEN', 'Insufficient role permissions.'],
  closed: ['CONFLICT', 'A cancelled or completed event can’t be changed.'],
  already_published: ['CONFLICT', 'This event is published already.'],
  already_cancelled: ['CONFLICT', 'This event is cancelled already.'],
  has_started: ['CONFLICT', 'This event has begun already.'],
  not_started: ['CONFLICT', 'An event can’t be completed before it has begun.'],
  not_on_sale: ['CONFLICT', 'Only an approved event can be completed.'],
  no_ticket_types: ['CONFLICT', 'An event needs at least one ticket type before it is published.'],
  has_bookings: ['CONFLICT', 'Tickets of this event have been booked: cancel it instead of deleting it.'],
  not_submitted: ['CONFLICT', 'This event is a draft. Its organizer has to publish it before it can be decided on.'],
  already_decided: ['CONFLICT', 'This event is not waiting for approval.'],
  revision_not_found: ['NOT_FOUND', 'This event has no change that waits for approval.'],
  revision_replaced: [
    'CONFLICT',
    'The organizer has replaced or withdrawn this change. Load it again and decide anew.',
  ],
  revision_in_past: ['CONFLICT', 'The proposed beginning has passed. Reject the change, or ask for another date.'],
  revision_outdated: [
    'CONFLICT',
    'The event has changed, and this change no longer fits it. Reject it, or ask for a new one.',
  ],
});
