import { z } from 'zod';
import { moneyInput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { dateString } from '../../kernel/time.ts';
import { eventOutput } from '../events/index.ts';
import { ticketTypeOutput } from '../inventory/index.ts';

export const EVENT_ORDERINGS = ['start_date', 'end_date', 'created_at', 'title', 'city', 'price', 'category'] as const;

const ordering = z.enum(EVENT_ORDERINGS.flatMap((field) => [field, `-${field}`] as const));

/** `setiket.md`, List Events. */
export const listEventsInput = z.object({
  ...pageInput,
  category: z.string().max(100).optional().describe('Slug or id'),
  city: z.string().max(100).optional().describe('Part of the city’s name'),
  start_date_from: dateString.optional().describe('Events that start on this day or later'),
  start_date_to: dateString.optional().describe('Events that start on this day or earlier'),
  min_price: moneyInput.optional().describe('With a ticket type at this price or above'),
  max_price: moneyInput.optional().describe('With a ticket type at this price or below'),
  is_online: z.boolean().optional(),
  search: z.string().max(200).optional().describe('In title, description, city and place; misspellings are forgiven'),
  ordering: z
    .array(ordering)
    .max(5)
    .optional()
    .meta({
      param: { style: 'form', explode: false },
      description: 'Comma-separated fields, `-` for descending: `city,-start_date`',
    }),
});

/** `setiket.md`, Get Event Details. */
export const eventDetailOutput = eventOutput
  .extend({ ticket_type: z.array(ticketTypeOutput) })
  .meta({ id: 'EventDetail' });
