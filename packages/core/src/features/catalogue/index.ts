export { catalogueRouter } from './catalogue.router.ts';
export { findPublicEvent, type PublicEvent } from './catalogue.service.ts';
export { organizationProgrammeRouter, venueProgrammeRouter } from './programme.router.ts';

export const tables = [] as const;
