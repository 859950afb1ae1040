import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { type Page, pageOf } from '../../kernel/paging.ts';
import { publicProcedure, router } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { organizerProcedure } from '../organizers/index.ts';
import {
  changeTicketTypeInput,
  createPoolInput,
  createTicketTypeInput,
  listTicketTypesInput,
  poolOutput,
  ticketTypeOutput,
} from './inventory.schema.ts';
import {
  changeTicketType,
  createPool,
  createTicketType,
  deleteTicketType,
  listAvailable,
  listTicketTypes,
  replaceTicketType,
} from './inventory.service.ts';
import type { TicketTypeView } from './inventory.view.ts';

export const ticketTypesRouter = router({
  list: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/ticket-types',
        tags: ['Events'],
        summary: 'Ticket types',
        description: 'Of the events that the caller may see.',
        protect: false,
      },
      rest: {
        page: true,
        aliases: ['/tickets', '/tickets/types'],
        ready: { events: ({ items }: Page<TicketTypeView>) => items.map((type) => type.event_id) },
      },
    })
    .input(listTicketTypesInput)
    .output(pageOf(ticketTypeOutput))
    .query(({ ctx, input }) => listTicketTypes(ctx, input)),

  listAvailable: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/available-tickets',
        tags: ['Events'],
        summary: 'Ticket types that can still be had, the cheapest first',
        protect: false,
      },
    })
    .input(z.object({ id }))
    .output(z.array(ticketTypeOutput))
    .query(({ ctx, input }) => listAvailable(ctx, input)),

  create: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/ticket-types',
        tags: ['Organizers'],
        summary: 'Put a ticket type on sale',
        description: 'Free costs nothing, paid more than nothing; relawan takes any amount from its price upwards.',
      },
      rest: { status: 201, aliases: ['/ticket/create', '/tickets'] },
    })
    .input(createTicketTypeInput)
    .output(ticketTypeOutput)
    .mutation(command(createTicketType)),

  replace: organizerProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/ticket-types/{id}',
        tags: ['Organizers'],
        summary: 'Replace a ticket type',
        description: 'What is absent becomes its default.',
      },
      rest: { aliases: ['/tickets/{id}'] },
    })
    .input(changeTicketTypeInput)
    .output(ticketTypeOutput)
    .mutation(command(replaceTicketType)),

  update: organizerProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/ticket-types/{id}',
        tags: ['Organizers'],
        summary: 'Change a ticket type',
        description: 'What is absent stays as it is.',
      },
      rest: { aliases: ['/tickets/{id}'] },
    })
    .input(changeTicketTypeInput)
    .output(ticketTypeOutput)
    .mutation(command(changeTicketType)),

  delete: organizerProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/ticket-types/{id}',
        tags: ['Organizers'],
        summary: 'Delete a ticket type that never sold',
      },
      rest: { status: 204, aliases: ['/tickets/{id}'] },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(deleteTicketType)),

  createPool: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events/{id}/pools',
        tags: ['Organizers'],
        summary: 'Add a pool for ticket types to share',
      },
      rest: { status: 201 },
    })
    .input(createPoolInput)
    .output(poolOutput)
    .mutation(command(createPool)),
});
