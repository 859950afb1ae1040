export { cancelBookingsOfEvent, resumeCancellations } from './cancellation.jobs.ts';
export { cancelEvent } from './cancellation.service.ts';
export { eventPlanningRouter } from './planning.router.ts';
export { changeEvent, createEvent, submitEvent } from './planning.service.ts';
export { publishEvent } from './publishing.service.ts';
export { decideEvent } from './revisions.service.ts';

export const tables = ['event_cancellations', 'event_cancellation_bookings'] as const;
