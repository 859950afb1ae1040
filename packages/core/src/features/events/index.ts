export { type EventDetails, reviewedChanges } from './event-details.ts';
export { eventErrors } from './events.errors.ts';
export { completePastEvents } from './events.jobs.ts';
export { ownEvents, requireManager, requireMemberOf, seesFigures, visibleEvents } from './events.policy.ts';
export { eventsRouter } from './events.router.ts';
export { EVENT_STATUSES, eventOutput, managedEventOutput } from './events.schema.ts';
export {
  changeEventRow,
  deleteEventRow,
  eventToSellFor,
  insertEvent,
  publishesAtOnce,
  setCompQuota,
  setEventPool,
  setHasWaitingRoom,
  setLowestPrice,
} from './events.service.ts';
export { moveEvent } from './events.state.ts';
export {
  type EventView,
  eventFigures,
  eventView,
  type ManagedEventView,
  managedEventView,
  priceAsText,
  withManagedParts as withManagedEventParts,
  withParts as withEventParts,
} from './events.view.ts';
export { eventRevisionsInput, listRevisionsInput, revisionOutput } from './revisions.schema.ts';
export {
  adoptPicture,
  closeRevisions,
  decideRevision,
  findPendingRevision,
  listRevisions,
  listRevisionsOf,
  needsApproval,
  proposeRevision,
} from './revisions.service.ts';
export { type Proposed, proposedOf, type RevisionView } from './revisions.view.ts';
export { countRefund, countSale, saleCounted } from './statistics.queries.ts';

export const tables = ['events', 'event_statistics', 'event_revisions', 'event_changes'] as const;
