export { venuesRouter } from './venues.router.ts';
export { findVenue, requireVenue } from './venues.service.ts';

export const tables = ['venues', 'venue_managers'] as const;
