import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { eventRevisionsInput, managedEventOutput, priceAsText, revisionOutput } from '../events/index.ts';
import { organizerProcedure } from '../organizers/index.ts';
import { cancelEvent, getCancellation, previewCancellation } from './cancellation.service.ts';
import {
  cancelEventInput,
  cancellationOutput,
  cancellationPreviewOutput,
  changeEventInput,
  createEventInput,
  decideEventInput,
  deletedOutput,
  eventActionInput,
  submitEventInput,
} from './planning.schema.ts';
import { changeEvent, createEvent, deleteEvent, replaceEvent, submitEvent } from './planning.service.ts';
import { publishEvent } from './publishing.service.ts';
import { decideEvent, eventRevisions, withdrawRevision } from './revisions.service.ts';

/** What organizers do with their events; merged with the events' other procedures. */
export const eventPlanningRouter = router({
  create: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events',
        tags: ['Organizers'],
        summary: 'Create an event',
        description:
          'A draft, until it is published. With `capacity` and `price` it gets its one default ticket type and is published at once, unless `status` says draft.',
      },
      rest: { status: 201, multipart: true, shown: priceAsText },
    })
    .input(createEventInput)
    .output(managedEventOutput)
    .mutation(command(createEvent)),

  submit: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/event-organizer/event/create',
        tags: ['Organizers'],
        summary: 'Create an event and send it for approval',
        description: 'It waits for approval, unless its organization is verified.',
      },
      rest: { status: 201, multipart: true },
    })
    .input(submitEventInput)
    .output(managedEventOutput)
    .mutation(command(submitEvent)),

  update: organizerProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/events/{id}',
        tags: ['Organizers'],
        summary: 'Change an event',
        description:
          'What is absent stays as it is. Of an event that is on sale, what visitors decide by (title, text, picture, time, place, category) is changed at once for administrators and verified organizations; of others it becomes `pending_revision`, while the event stays on sale as it was.',
      },
      rest: { multipart: true, shown: priceAsText, aliases: ['/event-organizer/event/update/{id}'] },
    })
    .input(changeEventInput)
    .output(managedEventOutput)
    .mutation(command(changeEvent)),

  replace: organizerProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/events/{id}',
        tags: ['Organizers'],
        summary: 'Replace an event',
        description: 'What is absent becomes its default; the banner stays unless `image` is sent.',
      },
      rest: { multipart: true, shown: priceAsText },
    })
    .input(changeEventInput)
    .output(managedEventOutput)
    .mutation(command(replaceEvent)),

  revisions: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/revisions',
        tags: ['Organizers'],
        summary: 'Proposed changes of an event',
        description: 'For the members of its organization, the latest first, with what differs and what was decided.',
      },
      rest: { page: true },
    })
    .input(eventRevisionsInput)
    .output(pageOf(revisionOutput))
    .query(({ ctx, input }) => eventRevisions(ctx, input)),

  withdrawRevision: organizerProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/events/{id}/revision',
        tags: ['Organizers'],
        summary: 'Withdraw the change that waits for approval',
      },
    })
    .input(z.object({ id }))
    .output(managedEventOutput)
    .mutation(command(withdrawRevision)),

  decide: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/admin/event-proposals/{id}/confirm',
        tags: ['Administration'],
        summary: 'Approve or reject an event or its change',
        description:
          'Of an event on sale with a `pending_revision`, that change is decided: approved, it is applied at once; rejected, the event stays as it was.',
      },
    })
    .input(decideEventInput)
    .output(managedEventOutput)
    .mutation(command(decideEvent)),

  delete: organizerProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/events/{id}',
        tags: ['Organizers'],
        summary: 'Delete an event that was never booked',
      },
    })
    .input(z.object({ id }))
    .output(deletedOutput)
    .mutation(command(deleteEvent)),

  publish: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events/{id}/publish',
        tags: ['Organizers'],
        summary: 'Publish an event',
        description:
          'It must not have begun and needs a ticket type. Live at once for administrators and verified organizations, else it waits for approval.',
      },
    })
    .input(eventActionInput)
    .output(managedEventOutput)
    .mutation(command(publishEvent)),

  cancel: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events/{id}/cancel',
        tags: ['Organizers'],
        summary: 'Cancel an event',
        description:
          'Nothing is sold from this moment. Jobs then cancel unused tickets, return what was paid for them and inform every buyer; see its cancellation for their progress. Used tickets stay used.',
      },
    })
    .input(cancelEventInput)
    .output(managedEventOutput)
    .mutation(command(cancelEvent)),

  cancellationPreview: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/cancellation/preview',
        tags: ['Organizers'],
        summary: 'What cancelling an event would do',
        description: 'How many bookings, tickets and how much money are concerned. Changes nothing.',
      },
    })
    .input(z.object({ id }))
    .output(cancellationPreviewOutput)
    .query(({ ctx, input }) => previewCancellation(ctx, input)),

  cancellation: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/cancellation',
        tags: ['Organizers'],
        summary: 'Progress of a cancellation',
      },
    })
    .input(z.object({ id }))
    .output(cancellationOutput)
    .query(({ ctx, input }) => getCancellation(ctx, input)),
});
