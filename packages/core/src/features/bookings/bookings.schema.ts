import { z } from 'zod';
import { moneyInput, moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id, text } from '../../kernel/validation.ts';
import { bookedTicketOutput } from '../tickets/index.ts';

export const BOOKING_STATUSES = ['pending', 'confirmed', 'cancelled', 'expired'] as const;

const quantity = z.int().min(1).max(100);

/** `setiket.md`, Purchase Ticket. */
export const purchaseInput = z.object({
  ticket_id: id.describe('Of the ticket type'),
  price: moneyInput.nullish().describe('Required for relawan: what the buyer wants to pay'),
});

/** `setiket.md`, Refund Ticket. */
export const refundInput = z.object({ id: id.describe('Of the ticket'), reason: text(1000).optional() });

export const refundOutput = z.object({ message: z.string() }).meta({ id: 'RefundResult' });

const item = z.object({
  ticket_type_id: id.optional(),
  event_ticket: id.optional().describe('May be sent instead of `ticket_type_id`'),
  quantity,
  price: moneyInput.nullish().describe('A ticket; required for relawan'),
});

/**
 * Three ways to book: `{event_id, quantity}` takes the cheapest type that has enough, is paid from the balance and
 * confirmed at once (`event-ticketing.md`); `{event_ticket, quantity}` or `{items}` holds the places until
 * `expires_at` (`btick.md` 7.3).
 */
export const createBookingInput = z.object({
  event_id: id.optional(),
  event_ticket: id.optional(),
  ticket_type_id: id.optional(),
  quantity: quantity.optional(),
  price: moneyInput.nullish(),
  items: z.array(item).min(1).max(20).optional(),
  user_id: id.optional().describe('For somebody else; administrators only'),
});

export const bookingOutput = z
  .object({
    object: z.literal('booking'),
    id,
    user_id: id,
    user: z.string().describe('Username'),
    event_id: id,
    event: z.string().describe('Title'),
    event_ticket: id.describe('Ticket type of the first item'),
    quantity: z.int(),
    total_amount: moneyOutput,
    currency: z.string(),
    status: z.enum(BOOKING_STATUSES),
    booking_date: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable().describe('Until when a pending booking holds its places'),
    confirmed_at: z.iso.datetime().nullable(),
    reason: z.string(),
    items: z.array(
      z.object({ ticket_type_id: id, event_ticket: id, title: z.string(), quantity: z.int(), unit_price: moneyOutput }),
    ),
    tickets: z.array(bookedTicketOutput),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Booking' });

/** `event-ticketing.md`, Get User Bookings: with information about user and event. */
export const userBookingOutput = bookingOutput
  .extend({
    user_info: z.object({ id, username: z.string(), name: z.string(), email: z.string() }).describe('Who booked'),
    event_info: z
      .object({
        id,
        title: z.string(),
        starts_at: z.iso.datetime(),
        ends_at: z.iso.datetime(),
        place_name: z.string(),
        city: z.string(),
        status: z.string(),
      })
      .describe('What was booked'),
  })
  .meta({ id: 'UserBooking' });

const filters = { ...pageInput, status: anyCase(BOOKING_STATUSES).optional() };
export const listBookingsInput = z.object({ ...filters, event: id.optional().describe('Of one event') });
export const bookingsOfInput = z.object({ ...filters, id });

export const bookingActionInput = z.object({ id, reason: text(1000).optional() });

/** `event-ticketing.md`, Update Booking Status. */
export const bookingStatusInput = z.object({
  id,
  status: anyCase(['confirmed', 'cancelled']),
  reason: text(1000).optional(),
});
