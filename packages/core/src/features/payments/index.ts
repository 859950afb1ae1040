export { payFromBalance, refundTicketPrice, voidPayment } from './payments.service.ts';

export const tables = ['payments', 'refunds'] as const;
