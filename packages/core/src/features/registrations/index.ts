export { paymentsRouter, registrationsRouter } from './registrations.router.ts';

export const tables = [] as const;
