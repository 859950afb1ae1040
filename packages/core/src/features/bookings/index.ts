export {
  cancelBooking,
  confirmBooking,
  confirmPaidBooking,
  payBooking,
  refundBooking,
} from './booking-life.service.ts';
export { bookingErrors } from './bookings.errors.ts';
export { expireBooking, followUp } from './bookings.jobs.ts';
export { ownBookings, seesAllBookings, visibleBookings } from './bookings.policy.ts';
export { getBooking, listBookings } from './bookings.read.ts';
export { bookingsRouter, ticketSalesRouter } from './bookings.router.ts';
export { BOOKING_STATUSES, bookingOutput } from './bookings.schema.ts';
export { type BookingRow, type BookingView, withParts as withBookingParts } from './bookings.view.ts';
export { closeForCancelledEvent, closeUnpaidBooking } from './closing.ts';
export { expireOverdue } from './expiry.ts';
export { giveTickets } from './give.service.ts';
export { createBooking, purchaseTicket } from './place-booking.service.ts';
export { requirePersonLimits, type TypeOnSale } from './sale.ts';
export { finishSales } from './sale-queue.ts';
export { closeUnpaidTicket, refundAnyTicket, refundOwnTicket } from './ticket-refund.service.ts';

export const tables = ['bookings', 'booking_lines'] as const;
