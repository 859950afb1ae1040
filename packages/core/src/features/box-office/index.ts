export { upgradesRouter } from './upgrades.router.ts';

export const tables = ['comps'] as const;
