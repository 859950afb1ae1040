export { boxOfficeRouter } from './box-office.router.ts';
export { upgradesRouter } from './upgrades.router.ts';

export const tables = ['comps'] as const;
