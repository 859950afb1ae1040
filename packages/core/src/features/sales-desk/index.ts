export { salesDeskRouter } from './sales-desk.router.ts';

export const tables = [] as const;
