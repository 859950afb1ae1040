import { z } from 'zod';
import { moneyInput, moneyOutput } from '../../kernel/money.ts';
import { dateString, instantString, timeString } from '../../kernel/time.ts';
import { anyCase, id, line, text } from '../../kernel/validation.ts';

export const TICKET_KINDS = ['free', 'paid', 'relawan'] as const;

/** `setiket.md`, Create Ticket. The dates are those of the sale, in the event's time zone. */
export const createTicketTypeInput = z.object({
  title: line(200),
  event_id: id,
  start_date: dateString.optional().describe('First day of the sale; default now'),
  start_time: timeString.optional(),
  end_date: dateString.optional().describe('Last day of the sale; default the end of the event'),
  end_time: timeString.optional(),
  sale_starts_at: instantString.optional(),
  sale_ends_at: instantString.optional(),
  ticket_quantity: z.int().min(1).max(1_000_000),
  ticket_type: anyCase(TICKET_KINDS),
  description: text(5000).optional(),
  price: moneyInput.nullish().describe('Required for paid and relawan (there the least that may be paid); 0 for free'),
});

/** `setiket.md`, Create Ticket and Get Event Details. */
export const ticketTypeOutput = z
  .object({
    object: z.literal('ticket_type'),
    id,
    title: z.string(),
    event_id: id,
    start_date: z.string().describe('Of the sale, in the event’s time zone'),
    end_date: z.string(),
    start_time: z.string(),
    end_time: z.string(),
    sale_starts_at: z.iso.datetime(),
    sale_ends_at: z.iso.datetime(),
    ticket_quantity: z.int().describe('Still available'),
    quota: z.int(),
    sold: z.int(),
    held: z.int(),
    ticket_type: z.enum(TICKET_KINDS),
    description: z.string(),
    price: moneyOutput,
    currency: z.string(),
    availability: z
      .enum(['available', 'not_yet', 'ended', 'sold_out'])
      .describe('Whether it can be bought now, and if not why'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'TicketType' });
