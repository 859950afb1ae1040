export { eventErrors } from './events.errors.ts';
export { completePastEvents } from './events.jobs.ts';
export { requireManager, visibleEvents } from './events.policy.ts';
export { eventsRouter } from './events.router.ts';
export { eventOutput } from './events.schema.ts';
export { createEvent, decideEvent, eventToSellFor, setLowestPrice, updateEvent } from './events.service.ts';
export { type EventView, eventView, withParts as withEventParts } from './events.view.ts';
export { countRefund, countSale } from './statistics.queries.ts';

export const tables = ['events', 'event_statistics'] as const;
