import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { ticketOutput } from '../tickets/index.ts';
import { cancelBooking, confirmBooking, payBooking, refundBooking, setBookingStatus } from './booking-life.service.ts';
import { getBooking, listBookings, listBookingsOfEvent, listBookingsOfUser } from './bookings.read.ts';
import {
  bookingActionInput,
  bookingOutput,
  bookingStatusInput,
  bookingsOfInput,
  createBookingInput,
  listBookingsInput,
  purchaseInput,
  refundInput,
  refundOutput,
  userBookingOutput,
} from './bookings.schema.ts';
import { createBooking, purchaseTicket } from './place-booking.service.ts';
import { refundAnyTicket, refundOwnTicket } from './ticket-refund.service.ts';

export const bookingsRouter = router({
  create: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/bookings',
        tags: ['Bookings'],
        summary: 'Book tickets',
        description:
          '`{event_id, quantity}` takes the cheapest type, pays from the balance and confirms at once; `{event_ticket, quantity}` or `{items}` holds the places until `expires_at`.',
      },
      rest: { status: 201 },
    })
    .input(createBookingInput)
    .output(bookingOutput)
    .mutation(command(createBooking)),

  list: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/bookings',
        tags: ['Bookings'],
        summary: 'Bookings',
        description: 'Own ones; all for staff, support and administrators.',
      },
      rest: { page: true },
    })
    .input(listBookingsInput)
    .output(pageOf(bookingOutput))
    .query(({ ctx, input }) => listBookings(ctx, input)),

  get: userProcedure
    .meta({ openapi: { method: 'GET', path: '/bookings/{id}', tags: ['Bookings'], summary: 'One booking' } })
    .input(z.object({ id }))
    .output(bookingOutput)
    .query(({ ctx, input }) => getBooking(ctx, input)),

  listOfUser: userProcedure
    .meta({
      openapi: { method: 'GET', path: '/users/{id}/bookings', tags: ['Bookings'], summary: 'Bookings of a user' },
      rest: { page: true, aliases: ['/bookings/user/{id}'] },
    })
    .input(bookingsOfInput)
    .output(pageOf(userBookingOutput))
    .query(({ ctx, input }) => listBookingsOfUser(ctx, input)),

  listOfEvent: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/bookings',
        tags: ['Bookings'],
        summary: 'Bookings of an event',
        description: 'For members of its organization.',
      },
      rest: { page: true, aliases: ['/bookings/event/{id}'] },
    })
    .input(bookingsOfInput)
    .output(pageOf(bookingOutput))
    .query(({ ctx, input }) => listBookingsOfEvent(ctx, input)),

  pay: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/bookings/{id}/pay',
        tags: ['Bookings'],
        summary: 'Pay a pending booking',
        description: 'From the balance of its owner.',
      },
    })
    .input(bookingActionInput)
    .output(bookingOutput)
    .mutation(command(payBooking)),

  confirm: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/bookings/{id}/confirm',
        tags: ['Bookings'],
        summary: 'Confirm a pending booking without payment',
        description: 'For support.',
      },
    })
    .input(bookingActionInput)
    .output(bookingOutput)
    .mutation(command(confirmBooking)),

  cancel: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/bookings/{id}/cancel',
        tags: ['Bookings'],
        summary: 'Cancel a booking',
        description:
          'Places go back, and money where it was paid. By its owner or the house, before the event is over.',
      },
      rest: { aliases: ['POST /bookings/{id}/cancel'] },
    })
    .input(bookingActionInput)
    .output(bookingOutput)
    .mutation(command(cancelBooking)),

  refund: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/bookings/{id}/refund',
        tags: ['Bookings'],
        summary: 'Refund a confirmed booking',
        description: 'For support and those who manage the event.',
      },
    })
    .input(bookingActionInput)
    .output(bookingOutput)
    .mutation(command(refundBooking)),

  setStatus: userProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/bookings/{id}/status',
        tags: ['Bookings'],
        summary: 'Confirm or cancel a booking',
      },
    })
    .input(bookingStatusInput)
    .output(bookingOutput)
    .mutation(command(setBookingStatus)),
});

/** Buying and refunding single tickets; merged with the tickets' own procedures. */
export const ticketSalesRouter = router({
  purchase: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/tickets/purchase',
        tags: ['Tickets'],
        summary: 'Buy a ticket',
        description: 'Paid from the balance and confirmed at once; the ticket comes by e-mail too.',
      },
      rest: { status: 201, aliases: ['/ticket/purchase'] },
    })
    .input(purchaseInput)
    .output(ticketOutput)
    .mutation(command(purchaseTicket)),

  refund: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/tickets/{id}/refund',
        tags: ['Tickets'],
        summary: 'Refund a ticket',
        description: 'By its owner, before the event is over. Money and place go back.',
      },
      rest: { body: true, aliases: ['/ticket/{id}/refund'] },
    })
    .input(refundInput)
    .output(refundOutput)
    .mutation(command(refundOwnTicket)),

  refundAny: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/admin/tickets/{id}/refund',
        tags: ['Administration'],
        summary: 'Refund any ticket',
      },
      rest: { body: true, aliases: ['/admin/ticket/{id}/refund'] },
    })
    .input(refundInput)
    .output(refundOutput)
    .mutation(command(refundAnyTicket)),
});
