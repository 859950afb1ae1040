export { payFromBalance, refundTicketPrice } from './payments.service.ts';

export const tables = ['payments', 'refunds'] as const;
