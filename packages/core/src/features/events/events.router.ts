import { z } from 'zod';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { organizerProcedure } from '../organizers/index.ts';
import { listOwnEventsInput, managedEventOutput, organizerEventsInput, salesOutput } from './events.schema.ts';
import {
  getManagedEvent,
  listOrganizerEvents,
  listOwnEvents,
  listPendingEvents,
  reviewEvent,
  salesData,
} from './organizer-desk.service.ts';
import { listRevisionsInput, revisionOutput } from './revisions.schema.ts';
import { listRevisions } from './revisions.service.ts';

const administratorProcedure = roleProcedure('administrator');

/** The organizer's desk and approval; what visitors see is in the catalogue, what changes events in their planning. */
export const eventsRouter = router({
  listOwn: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/my-events',
        tags: ['Organizers'],
        summary: 'Own events',
        description: 'Of the organizations that the caller belongs to, whatever their status.',
      },
      rest: { page: true, aliases: ['/event-organizer/ownevent'] },
    })
    .input(listOwnEventsInput)
    .output(pageOf(managedEventOutput))
    .query(({ ctx, input }) => listOwnEvents(ctx, input)),

  getManaged: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/organizer/events/{id}',
        tags: ['Organizers'],
        summary: 'An own event',
        description: 'For the members of its organization: with figures, link and the change that waits for approval.',
      },
    })
    .input(z.object({ id }))
    .output(managedEventOutput)
    .query(({ ctx, input }) => getManagedEvent(ctx, input)),

  sales: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/event-organizer/sales-data',
        tags: ['Organizers'],
        summary: 'Sales of own events',
        description: 'Net of refunds.',
      },
    })
    .input(z.object({}))
    .output(salesOutput)
    .query(({ ctx }) => salesData(ctx)),

  listOfOrganizer: administratorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/event-organizers/{id}/events',
        tags: ['Administration'],
        summary: 'Events of an organizer',
      },
      rest: { page: true },
    })
    .input(organizerEventsInput)
    .output(pageOf(managedEventOutput))
    .query(({ ctx, input }) => listOrganizerEvents(ctx, input)),

  listPending: administratorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/event-proposals',
        tags: ['Administration'],
        summary: 'Events that wait for approval',
        description: 'New ones, and those on sale of which a change waits: see `pending_revision`.',
      },
      rest: { page: true },
    })
    .input(z.object(pageInput))
    .output(pageOf(managedEventOutput))
    .query(({ ctx, input }) => listPendingEvents(ctx, input)),

  review: administratorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/event-proposals/{id}',
        tags: ['Administration'],
        summary: 'One event for review',
      },
    })
    .input(z.object({ id }))
    .output(managedEventOutput)
    .query(({ ctx, input }) => reviewEvent(ctx, input)),

  listRevisions: administratorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/event-revisions',
        tags: ['Administration'],
        summary: 'Proposed changes of events on sale',
        description:
          'Those that wait, unless another status is asked for. Decide one through the decision of its event; until then the event stays on sale as it was.',
      },
      rest: { page: true },
    })
    .input(listRevisionsInput)
    .output(pageOf(revisionOutput))
    .query(({ ctx, input }) => listRevisions(ctx, input)),
});
