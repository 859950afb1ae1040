export { vendorsRouter } from './vendors.router.ts';

export const tables = ['vendors', 'booths'] as const;
