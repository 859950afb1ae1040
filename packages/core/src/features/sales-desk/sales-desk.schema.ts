import { z } from 'zod';
import { moneyOutput } from '../../kernel/money.ts';
import { instantString } from '../../kernel/time.ts';
import { id } from '../../kernel/validation.ts';
import type { EVENT_STATUSES } from '../events/index.ts';

/** Which sales to watch: those of one event, or of all own events that are not over. */
export const watchSalesInput = z.object({ id: id.optional() });

/** The figures of one event at a moment. */
export type SalesFigures = {
  event_id: string;
  status: (typeof EVENT_STATUSES)[number];
  total_tickets_sold: number;
  /** Net of refunds. */
  total_revenue: string;
  currency: string;
  ticket_types: { id: string; title: string; sold: number; held: number; quota: number; ticket_quantity: number }[];
};

export const salesOverTimeInput = z.object({
  id,
  per: z.enum(['hour', 'day']).default('day').describe('Width of a bucket, in the event’s time zone'),
  from: instantString
    .optional()
    .describe('First moment; by default the first sale, or 48 hours before `to` where `per` is `hour`'),
  to: instantString.optional().describe('First moment that no longer counts; by default now'),
});

const sums = {
  tickets: z.int().describe('Sold and not given back'),
  revenue: moneyOutput.describe('Their prices together'),
};

export const salesOverTimeOutput = z
  .object({
    event_id: id,
    per: z.enum(['hour', 'day']),
    timezone: z.string(),
    currency: z.string(),
    buckets: z
      .array(
        z.object({
          starts_at: z.iso.datetime(),
          date: z.string().describe('In `timezone`'),
          time: z.string(),
          ...sums,
          by_type: z.array(z.object({ ticket_type_id: id, ...sums })),
        }),
      )
      .describe('The earliest first; those in which nothing was sold are left out'),
    by_type: z
      .array(z.object({ ticket_type_id: id, title: z.string(), ...sums }))
      .describe('The whole time from `from` to `to`, the best seller first'),
  })
  .meta({ id: 'SalesOverTime' });
