export { catalogueRouter } from './catalogue.router.ts';
export { organizationProgrammeRouter, venueProgrammeRouter } from './programme.router.ts';

export const tables = [] as const;
