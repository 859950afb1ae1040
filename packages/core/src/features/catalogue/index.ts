export { catalogueRouter } from './catalogue.router.ts';
export { findPublicEvent } from './catalogue.service.ts';
export { organizationProgrammeRouter, venueProgrammeRouter } from './programme.router.ts';

export const tables = [] as const;
