import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { router } from '../../kernel/trpc.ts';
import { organizerProcedure } from '../organizers/index.ts';
import { guestMessageOutput, listGuestMessagesInput, sendGuestMessageInput } from './guest-messages.schema.ts';
import { listGuestMessages, sendGuestMessage } from './guest-messages.service.ts';

export const guestMessagesRouter = router({
  send: organizerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events/{id}/guest-messages',
        tags: ['Organizers'],
        summary: 'Write to the guests of an event',
        description:
          'By those who manage it: a mail to everybody who holds a ticket, once, whatever number of tickets that is. Answers go to the organization’s contact address. An event may do so a few times a day.',
      },
      rest: { status: 201, aliases: ['/organizer/events/{id}/guest-messages'] },
    })
    .input(sendGuestMessageInput)
    .output(guestMessageOutput)
    .mutation(command(sendGuestMessage)),

  list: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/guest-messages',
        tags: ['Organizers'],
        summary: 'Messages to the guests of an event',
        description: 'The latest first, each with how far it has come.',
      },
      rest: { page: true, aliases: ['/organizer/events/{id}/guest-messages'] },
    })
    .input(listGuestMessagesInput)
    .output(pageOf(guestMessageOutput))
    .query(({ ctx, input }) => listGuestMessages(ctx, input)),
});
