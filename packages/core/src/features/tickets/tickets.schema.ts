import { z } from 'zod';
import { moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id } from '../../kernel/validation.ts';
import { TICKET_KINDS } from '../inventory/index.ts';

export const TICKET_STATUSES = ['active', 'used', 'cancelled'] as const;

/** `setiket.md`, Purchase Ticket. Dates and times are those of the event, in its time zone. */
export const ticketOutput = z
  .object({
    object: z.literal('ticket'),
    id,
    code: z.string().describe('TKT-YYYYMMDD-XXXXXXXX'),
    ticket_code: z.string().describe('The same, as `event-ticketing.md` calls it'),
    owner: z.string().describe('Username'),
    title: z.string().describe('Of its ticket type'),
    event: z.string().describe('Title of the event'),
    event_id: id,
    ticket_type_id: id,
    booking_id: id,
    start_date: z.string(),
    end_date: z.string(),
    start_time: z.string(),
    end_time: z.string(),
    timezone: z.string(),
    place_name: z.string(),
    city: z.string(),
    is_online: z.boolean(),
    online_url: z
      .string()
      .nullable()
      .describe('Where an online event takes place: for the ticket’s holder and the event’s staff'),
    ticket_type: z.enum(TICKET_KINDS),
    price: moneyOutput,
    currency: z.string(),
    status: z.enum(TICKET_STATUSES),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Ticket' });

/** A ticket of an order. Its buyer may have given it away, and its code is for its holder. */
export const bookedTicketOutput = ticketOutput
  .extend({
    code: z.string().nullable().describe('TKT-YYYYMMDD-XXXXXXXX; null once the buyer has given the ticket away'),
  })
  .meta({ id: 'BookedTicket' });

/** One's own ticket, with what is about to become of it. */
export const ownTicketOutput = ticketOutput
  .extend({
    pending_transfer: z
      .object({ id, to_email: z.string(), expires_at: z.iso.datetime() })
      .nullable()
      .describe('Offered to somebody who has not accepted it yet; until then it is good'),
    pending_upgrade: z
      .object({
        id,
        to: z.string().describe('Title of the dearer type'),
        to_ticket_type_id: id,
        expires_at: z.iso.datetime(),
      })
      .nullable()
      .describe('Waits for its card payment'),
  })
  .meta({ id: 'OwnTicket' });

export const listTicketsInput = z.object({ ...pageInput, status: anyCase(TICKET_STATUSES).optional() });

/** `setiket.md`, Get Ticket QR Code. */
export const ticketQrOutput = z
  .object({
    qr_code: z.string().describe('PNG as data URL'),
    qr_code_string: z.string().describe('Begins with SETIKET-{ticket_id} and ends in an Ed25519 signature'),
    ticket_id: id,
    event: z.string(),
    ticket: z.string().describe('Title of its ticket type'),
  })
  .meta({ id: 'TicketQr' });

/** `setiket.md`, Get Registered Users for Event; `costumer_email` is spelled as it is documented there. */
export const attendeeOutput = z
  .object({
    id: id.describe('Of the ticket'),
    code: z.string(),
    customer_username: z.string(),
    customer_name: z.string().describe('First and last name; empty where neither is known'),
    costumer_email: z.string(),
    customer_email: z.string(),
    ticket_type: z.enum(TICKET_KINDS),
    title: z.string().describe('Of the ticket type'),
    price: moneyOutput,
    event: z.string(),
    status: z.enum(TICKET_STATUSES),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Attendee' });

export const listAttendeesInput = z.object({
  ...pageInput,
  id: id.describe('Of the event'),
  search: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Parts of name, username or e-mail address in any order, whatever case and accents; part of the ticket code; an order number; the id of a ticket or an order',
    ),
});

export const exportGuestsInput = z.object({
  id: id.describe('Of the event'),
  format: z.enum(['csv', 'xlsx']).default('csv'),
  separator: z
    .enum(['comma', 'semicolon'])
    .optional()
    .describe(
      'Of CSV; default `semicolon` with `Accept-Language: id`, else `comma`. With semicolons, decimals have a comma',
    ),
});
