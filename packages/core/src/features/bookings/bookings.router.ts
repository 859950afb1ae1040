import { command } from '../../kernel/idempotency.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { ticketOutput } from '../tickets/index.ts';
import { purchaseInput, refundInput, refundOutput } from './bookings.schema.ts';
import { purchaseTicket } from './purchase.service.ts';
import { refundAnyTicket, refundOwnTicket } from './refund.service.ts';

/** Buying and refunding; merged with the tickets' own procedures. */
export const ticketSalesRouter = router({
  purchase: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/purchase',
        tags: ['Tickets'],
        summary: 'Buy a ticket',
        description: 'Paid from the balance and confirmed at once; the ticket comes by e-mail too.',
      },
      rest: { status: 201, aliases: ['/ticket/purchase'] },
    })
    .input(purchaseInput)
    .output(ticketOutput)
    .mutation(command(purchaseTicket)),

  refund: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/tickets/{id}/refund',
        tags: ['Tickets'],
        summary: 'Refund a ticket',
        description: 'By its owner, before the event is over. Money and place go back.',
      },
      rest: { body: true, aliases: ['/ticket/{id}/refund'] },
    })
    .input(refundInput)
    .output(refundOutput)
    .mutation(command(refundOwnTicket)),

  refundAny: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/admin/tickets/{id}/refund',
        tags: ['Administration'],
        summary: 'Refund any ticket',
      },
      rest: { body: true, aliases: ['/admin/ticket/{id}/refund'] },
    })
    .input(refundInput)
    .output(refundOutput)
    .mutation(command(refundAnyTicket)),
});
