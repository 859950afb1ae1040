import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { listAllOrdersInput, listOrdersInput, orderDetailOutput, orderInput, orderOutput } from './orders.schema.ts';
import { getOrder, listAllOrders, listOwnOrders } from './orders.service.ts';

const tags = ['Orders'];

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
});
