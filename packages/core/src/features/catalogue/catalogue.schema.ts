import { z } from 'zod';
import { moneyInput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { dateString, instantString } from '../../kernel/time.ts';
import { id } from '../../kernel/validation.ts';
import { eventOutput } from '../events/index.ts';
import { ticketTypeOutput } from '../inventory/index.ts';

export const EVENT_ORDERINGS = ['start_date', 'end_date', 'created_at', 'title', 'city', 'price', 'category'] as const;

const ordering = z.enum(EVENT_ORDERINGS.flatMap((field) => [field, `-${field}`] as const));

/** What the sources call the same state, in any case: `PUBLISHED` is `btick.md`'s word for what is approved. */
const STATUS_NAMES = {
  draft: 'draft',
  pending: 'pending',
  rejected: 'rejected',
  approved: 'approved',
  published: 'approved',
  active: 'approved',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  completed: 'completed',
} as const;

type StatusName = keyof typeof STATUS_NAMES;

/** A status, also in the words of the sources. */
export const statusFilter = z
  .string()
  .toLowerCase()
  .pipe(z.enum(Object.keys(STATUS_NAMES) as StatusName[]))
  .transform((name) => STATUS_NAMES[name]);

/** `setiket.md`, List Events; `btick.md` 2.1. */
export const listEventsInput = z.object({
  ...pageInput,
  category: z.string().max(100).optional().describe('Slug or id'),
  city: z.string().max(100).optional().describe('Part of the city’s name'),
  start_date_from: dateString.optional().describe('Events that start on this day or later'),
  start_date_to: dateString.optional().describe('Events that start on this day or earlier'),
  min_price: moneyInput.optional().describe('With a ticket type at this price or above'),
  max_price: moneyInput.optional().describe('With a ticket type at this price or below'),
  starts_after: z
    .union([dateString, instantString], { error: 'Date and time have wrong format. Use ISO 8601.' })
    .optional()
    .describe('Events that start after this moment, or from this day on in their own time zone'),
  status: statusFilter
    .optional()
    .describe('Default: approved and not over. Drafts and what waits are found by who may see them'),
  organization: id.optional(),
  venue: id.optional(),
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
  .extend({
    ticket_type: z.array(ticketTypeOutput),
    has_waiting_room: z.boolean().describe('Tickets are for those whom its waiting room admitted'),
  })
  .meta({ id: 'EventDetail' });
