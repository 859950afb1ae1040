export { dropTransfersOf } from './ending.ts';
export { transferErrors } from './transfers.errors.ts';
export { transferJobs } from './transfers.jobs.ts';
export { transfersRouter } from './transfers.router.ts';

export const tables = ['ticket_transfers'] as const;
