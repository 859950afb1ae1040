export { catalogueRouter } from './catalogue.router.ts';

export const tables = [] as const;
