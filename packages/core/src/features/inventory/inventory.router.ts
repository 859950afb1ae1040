import { command } from '../../kernel/idempotency.ts';
import { roleProcedure, router } from '../../kernel/trpc.ts';
import { createTicketTypeInput, ticketTypeOutput } from './inventory.schema.ts';
import { createTicketType } from './inventory.service.ts';

export const ticketTypesRouter = router({
  create: roleProcedure('event_organizer', 'administrator')
    .meta({
      openapi: {
        method: 'POST',
        path: '/ticket-types',
        tags: ['Organizers'],
        summary: 'Put a ticket type on sale',
        description: 'Free costs nothing, paid more than nothing; relawan takes any amount from its price upwards.',
      },
      rest: { status: 201, aliases: ['/ticket/create'] },
    })
    .input(createTicketTypeInput)
    .output(ticketTypeOutput)
    .mutation(command(createTicketType)),
});
