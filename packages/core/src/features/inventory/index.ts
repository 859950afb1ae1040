export { freshPool, withFreshPlaces } from './fresh-places.ts';
export { inventoryErrors } from './inventory.errors.ts';
export { ticketTypesRouter } from './inventory.router.ts';
export { TICKET_KINDS, ticketTypeOutput } from './inventory.schema.ts';
export {
  createDefaultTicketType,
  createTicketType,
  deleteInventory,
  findTicketType,
  followEvent,
} from './inventory.service.ts';
export {
  availabilityOf,
  placesLeft,
  type TicketTypeView,
  ticketTypeView,
  withEventPool,
  withPool,
} from './inventory.view.ts';
export {
  attachEventPool,
  type Draw,
  detachEventPool,
  drawsOf,
  exchangePlaces,
  type LockedPool,
  lockPoolsOf,
  movePlaces,
  poolsLocked,
  poolsMoved,
  resizePool,
  takeFromPools,
} from './pools.queries.ts';
export { offerProblem, priceWithTax } from './pricing.ts';

export const tables = ['pools', 'ticket_types'] as const;
