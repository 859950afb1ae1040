export { cancelBookingsOfEvent } from './cancellation.jobs.ts';
export { eventPlanningRouter } from './planning.router.ts';
export { changeEvent, createEvent, submitEvent } from './planning.service.ts';
export { cancelEvent, publishEvent } from './publishing.service.ts';
export { decideEvent } from './revisions.service.ts';

export const tables = ['event_cancellations'] as const;
