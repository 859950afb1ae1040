export { ordersRouter, ticketPapersRouter } from './orders.router.ts';

/** An order is a booking as it is paid; it has no table of its own. */
export const tables = [] as const;
