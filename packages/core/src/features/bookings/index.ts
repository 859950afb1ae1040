export { ticketSalesRouter } from './bookings.router.ts';
export { purchaseTicket } from './purchase.service.ts';
export { refundOwnTicket } from './refund.service.ts';

export const tables = ['bookings', 'booking_lines'] as const;
