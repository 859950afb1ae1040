import { z } from 'zod';
import { binary } from '../../kernel/binary.ts';
import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { listAllOrdersInput, listOrdersInput, orderDetailOutput, orderInput, orderOutput } from './orders.schema.ts';
import { getOrder, listAllOrders, listOwnOrders } from './orders.service.ts';
import { getDocument, getInvoice, getTicketOnPaper, getTickets } from './papers.service.ts';

const tags = ['Orders'];
const pdf = binary('application/pdf');

/** The house: who answers buyers and who stands at the door. */
const houseProcedure = roleProcedure('staff', 'support', 'administrator');

export const ordersRouter = router({
  listOwn: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/orders', tags, summary: 'Own orders' },
      rest: { page: true, aliases: ['/payments/orders'] },
    })
    .input(listOrdersInput)
    .output(pageOf(orderOutput))
    .query(({ ctx, input }) => listOwnOrders(ctx, input)),

  get: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/orders/{id}',
        tags,
        summary: 'One order',
        description: 'For its buyer, staff, support and administrators.',
      },
      rest: { aliases: ['/payments/orders/{id}'] },
    })
    .input(orderInput)
    .output(orderDetailOutput)
    .query(({ ctx, input }) => getOrder(ctx, input)),

  list: houseProcedure
    .meta({
      openapi: { method: 'GET', path: '/staff/orders', tags, summary: 'All orders' },
      rest: { page: true, aliases: ['/tickets/staff/orders'] },
    })
    .input(listAllOrdersInput)
    .output(pageOf(orderOutput))
    .query(({ ctx, input }) => listAllOrders(ctx, input)),

  getAny: houseProcedure
    .meta({
      openapi: { method: 'GET', path: '/staff/orders/{id}', tags, summary: 'Any order' },
      rest: { aliases: ['/tickets/staff/orders/{id}'] },
    })
    .input(orderInput)
    .output(orderDetailOutput)
    .query(({ ctx, input }) => getOrder(ctx, input)),

  invoice: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/orders/{id}/invoice',
        tags,
        summary: 'Invoice of an order',
        description: 'A PDF. Issued when the order is confirmed; for its buyer, staff, support and administrators.',
      },
      rest: { aliases: ['/payments/orders/{id}/invoice'] },
    })
    .input(orderInput)
    .output(pdf)
    .query(({ ctx, input }) => getInvoice(ctx, input)),

  numberedInvoice: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/orders/{id}/invoices/{number}',
        tags,
        summary: 'Invoice by its number',
        description:
          'A PDF: the order’s own invoice, or that of an upgrade of one of its tickets, for who paid for it.',
      },
    })
    .input(z.object({ id, number: z.string().max(100).describe('INV-…') }))
    .output(pdf)
    .query(({ ctx, input }) => getDocument(ctx, { ...input, kind: 'invoice' })),

  creditNote: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/orders/{id}/credit-notes/{number}',
        tags,
        summary: 'Credit note of a refund',
        description: 'A PDF. The order’s refunds say their numbers.',
      },
    })
    .input(z.object({ id, number: z.string().max(100).describe('CN-…') }))
    .output(pdf)
    .query(({ ctx, input }) => getDocument(ctx, { ...input, kind: 'credit_note' })),

  tickets: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/orders/{id}/tickets.pdf',
        tags,
        summary: 'Tickets of an order to print',
        description: 'A PDF with a page a ticket, for its buyer: those that were not given away or cancelled.',
      },
    })
    .input(orderInput)
    .output(pdf)
    .query(({ ctx, input }) => getTickets(ctx, input)),
});

/** One ticket on paper; merged with the tickets' own procedures. */
export const ticketPapersRouter = router({
  pdf: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/tickets/{id}/pdf',
        tags: ['Tickets'],
        summary: 'A ticket to print',
        description: 'A PDF, for its holder.',
      },
    })
    .input(z.object({ id }))
    .output(pdf)
    .query(({ ctx, input }) => getTicketOnPaper(ctx, input)),
});
