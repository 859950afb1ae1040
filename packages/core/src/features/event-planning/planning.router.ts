import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { router } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { managedEventOutput } from '../events/index.ts';
import { organizerProcedure } from '../organizers/index.ts';
import { cancelEvent, getCancellation, previewCancellation } from './cancellation.service.ts';
import {
  cancelEventInput,
  cancellationOutput,
  cancellationPreviewOutput,
  changeEventInput,
  createEventInput,
  deletedOutput,
  eventActionInput,
  submitEventInput,
} from './planning.schema.ts';
import { changeEvent, createEvent, deleteEvent, replaceEvent, submitEvent } from './planning.service.ts';
import { publishEvent } from './publishing.service.ts';

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
      rest: { status: 201, multipart: true },
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
          'What is absent stays as it is. When something changes that matters to visitors, the event waits for approval again.',
      },
      rest: { multipart: true, aliases: ['/event-organizer/event/update/{id}'] },
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
      rest: { multipart: true },
    })
    .input(changeEventInput)
    .output(managedEventOutput)
    .mutation(command(replaceEvent)),

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
