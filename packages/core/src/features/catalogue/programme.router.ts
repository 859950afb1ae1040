import { z } from 'zod';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { publicProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { eventOutput } from '../events/index.ts';
import { statusFilter } from './catalogue.schema.ts';
import { organizationEvents, venueSchedule } from './programme.service.ts';

/*
 * Events seen from where they are and from who organizes them. They stand here, because events know venues and
 * organizations, and not the other way round.
 */

/** Merged with the venues' own procedures. */
export const venueProgrammeRouter = router({
  schedule: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/venues/{id}/schedule',
        tags: ['Venues'],
        summary: 'What happens at a venue',
        description: 'Approved events that are not over, the soonest first.',
        protect: false,
      },
      rest: { page: true },
    })
    .input(z.object({ ...pageInput, id }))
    .output(pageOf(eventOutput))
    .query(({ ctx, input }) => venueSchedule(ctx, input)),
});

/** Merged with the organizations' own procedures. */
export const organizationProgrammeRouter = router({
  listEvents: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/organizations/{id}/events',
        tags: ['Organizations'],
        summary: 'Events of an organization',
        description: 'Members and administrators see every status, everybody else what is public.',
      },
      rest: { page: true },
    })
    .input(z.object({ ...pageInput, id, status: statusFilter.optional() }))
    .output(pageOf(eventOutput))
    .query(({ ctx, input }) => organizationEvents(ctx, input)),
});
