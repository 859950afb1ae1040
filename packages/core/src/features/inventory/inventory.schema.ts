import { z } from 'zod';
import { moneyInput, moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { dateString, instantString, timeString } from '../../kernel/time.ts';
import { anyCase, id, line, text } from '../../kernel/validation.ts';

export const TICKET_KINDS = ['free', 'paid', 'relawan'] as const;
export const TICKET_TIERS = ['standard', 'vip', 'early_bird', 'student', 'group'] as const;

const places = z.int().min(1).max(1_000_000);

/** What may be said of a ticket type; `setiket.md` Create Ticket and `btick.md` 6, with each other's names. */
const fields = {
  title: line(200).optional().describe('Default: its tier'),
  start_date: dateString.optional().describe('First day of the sale, in the event’s time zone; default now'),
  start_time: timeString.optional(),
  end_date: dateString.optional().describe('Last day of the sale; default the end of the event'),
  end_time: timeString.optional(),
  sale_starts_at: instantString.optional(),
  sale_ends_at: instantString.optional(),
  ticket_quantity: places.optional().describe('How many there are'),
  quota: places.optional().describe('The same'),
  ticket_type: anyCase([...TICKET_KINDS, ...TICKET_TIERS])
    .optional()
    .describe('A kind (free, paid, relawan) or a tier (STANDARD, VIP, …)'),
  tier: anyCase(TICKET_TIERS).optional(),
  description: text(5000).optional(),
  price: moneyInput.nullish().describe('Required for paid and relawan (there the least that may be paid); 0 for free'),
  min_per_order: z.int().min(1).max(1000).optional(),
  max_per_order: z.int().min(1).max(1000).nullish(),
  max_per_person: z.int().min(1).max(100_000).nullish().describe('Over all orders of one person'),
  shared_pool_id: id.nullish().describe('A pool of the event that several types draw on together'),
} as const;

export const createTicketTypeInput = z.object({
  ...fields,
  event_id: id.optional(),
  event: id.optional().describe('May be sent instead of `event_id`'),
});

export const changeTicketTypeInput = z.object({ id, ...fields });

export const listTicketTypesInput = z.object({
  ...pageInput,
  event: id.optional().describe('Of one event'),
  event_id: id.optional(),
});

/** `setiket.md`, Create Ticket and Get Event Details; `btick.md` 6. */
export const ticketTypeOutput = z
  .object({
    object: z.literal('ticket_type'),
    id,
    title: z.string(),
    event_id: id,
    event: id.describe('The same'),
    start_date: z.string().describe('Of the sale, in the event’s time zone'),
    end_date: z.string(),
    start_time: z.string(),
    end_time: z.string(),
    sale_starts_at: z.iso.datetime(),
    sale_ends_at: z.iso.datetime(),
    ticket_quantity: z.int().describe('Still available, also where a pool is shared'),
    quota: z.int(),
    sold: z.int(),
    held: z.int(),
    ticket_type: z.enum(TICKET_KINDS),
    tier: z.enum(TICKET_TIERS),
    description: z.string(),
    price: moneyOutput,
    price_with_tax: moneyOutput.describe('What is paid; more than `price` where the event’s tax comes on top'),
    currency: z.string(),
    min_per_order: z.int(),
    max_per_order: z.int().nullable(),
    max_per_person: z.int().nullable(),
    shared_pool_id: id.nullable(),
    availability: z
      .enum(['available', 'not_yet', 'ended', 'sold_out'])
      .describe('Whether it can be bought now, and if not why'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'TicketType' });

export const createPoolInput = z.object({ id: id.describe('Of the event'), capacity: places });
export const poolOutput = z
  .object({ id, event_id: id, capacity: z.int(), held: z.int(), sold: z.int() })
  .meta({ id: 'Pool' });
