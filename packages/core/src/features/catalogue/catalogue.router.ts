import { z } from 'zod';
import { type Page, pageInput, pageOf } from '../../kernel/paging.ts';
import { publicProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { type EventView, eventOutput, priceAsText } from '../events/index.ts';
import { watchAvailability } from './availability.ts';
import { eventDetailOutput, listEventsInput } from './catalogue.schema.ts';
import { getEvent, listEvents, listUpcoming } from './catalogue.service.ts';

/** What visitors see of events; merged with the organizers' procedures. */
export const catalogueRouter = router({
  list: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events',
        tags: ['Events'],
        summary: 'Find events',
        description: 'Approved events that are not over, unless `status` asks for others.',
        protect: false,
      },
      rest: {
        page: true,
        aliases: ['/event'],
        shown: priceAsText,
        ready: { events: ({ items }: Page<EventView>) => items.map((event) => event.id) },
      },
    })
    .input(listEventsInput)
    .output(pageOf(eventOutput))
    .query(({ ctx, input }) => listEvents(ctx, input)),

  get: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}',
        tags: ['Events'],
        summary: 'One event with its ticket types',
        protect: false,
      },
      rest: {
        aliases: ['/event/{id}'],
        shown: priceAsText,
        ready: { events: (event: { id: string }) => [event.id], of_one: true },
      },
    })
    .input(z.object({ id }))
    .output(eventDetailOutput)
    .query(({ ctx, input }) => getEvent(ctx, input)),

  /** Over SSE, for pages that somebody looks at: what is left, at most once a second. */
  availability: publicProcedure
    .input(z.object({ id }))
    .subscription(({ ctx, input, signal }) => watchAvailability(ctx, input, signal)),

  upcoming: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/events/upcoming', tags: ['Events'], summary: 'Events that I hold tickets for' },
      rest: { page: true, aliases: ['/event/upcoming'] },
    })
    .input(z.object(pageInput))
    .output(pageOf(eventOutput))
    .query(({ ctx, input }) => listUpcoming(ctx, input)),
});
