export { eventErrors } from './events.errors.ts';
export { completePastEvents } from './events.jobs.ts';
export { ownEvents, requireManager, requireMemberOf, visibleEvents } from './events.policy.ts';
export { eventsRouter } from './events.router.ts';
export { EVENT_STATUSES, eventOutput, managedEventOutput } from './events.schema.ts';
export {
  changeEventRow,
  decideEvent,
  deleteEventRow,
  type EventDetails,
  eventToSellFor,
  insertEvent,
  moveEvent,
  setCompQuota,
  setEventPool,
  setHasWaitingRoom,
  setLowestPrice,
  statusWhenPublished,
} from './events.service.ts';
export {
  type EventView,
  eventView,
  type ManagedEventView,
  managedEventView,
  withParts as withEventParts,
} from './events.view.ts';
export { countRefund, countSale, saleCounted } from './statistics.queries.ts';

export const tables = ['events', 'event_statistics'] as const;
