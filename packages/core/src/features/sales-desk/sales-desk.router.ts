import { router } from '../../kernel/trpc.ts';
import { organizerProcedure } from '../organizers/index.ts';
import { salesOverTimeInput, salesOverTimeOutput, watchSalesInput } from './sales-desk.schema.ts';
import { salesOverTime } from './sales-over-time.ts';
import { watchSales } from './watch-sales.ts';

/** How events sell, for the people of their organization; merged with the events' other procedures. */
export const salesDeskRouter = router({
  /** Over SSE, for pages that somebody looks at: figures of own events, at most once a second. */
  watchSales: organizerProcedure
    .input(watchSalesInput)
    .subscription(({ ctx, input, signal }) => watchSales(ctx, input, signal)),

  salesOverTime: organizerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/sales-over-time',
        tags: ['Organizers'],
        summary: 'What an event sold when',
        description: 'For the people of its organization. By hour or day of the event’s time zone, and by ticket type.',
      },
    })
    .input(salesOverTimeInput)
    .output(salesOverTimeOutput)
    .query(({ ctx, input }) => salesOverTime(ctx, input)),
});
