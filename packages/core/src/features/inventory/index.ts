export { inventoryErrors } from './inventory.errors.ts';
export { ticketTypesRouter } from './inventory.router.ts';
export { TICKET_KINDS, ticketTypeOutput } from './inventory.schema.ts';
export { createTicketType } from './inventory.service.ts';
export { availabilityOf, type TicketTypeView, ticketTypeView, withPool } from './inventory.view.ts';
export { type Draw, giveBackSold, takeAsSold } from './pools.queries.ts';
export { offerProblem } from './pricing.ts';

export const tables = ['pools', 'ticket_types'] as const;
