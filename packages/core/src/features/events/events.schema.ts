import { z } from 'zod';
import { moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id } from '../../kernel/validation.ts';
import { revisionOutput } from './revisions.schema.ts';

export const EVENT_STATUSES = ['draft', 'pending', 'approved', 'rejected', 'cancelled', 'completed'] as const;

/** Figures of sales (`event-ticketing.md`), for those who manage the event. */
const figures = {
  total_tickets_sold: z.int(),
  total_revenue: moneyOutput.describe('Net of refunds'),
  total_bookings: z.int().describe('Confirmed ones'),
};

/** `setiket.md`, List Events and Create Event: one object with the fields of both. */
export const eventOutput = z
  .object({
    id,
    title: z.string(),
    image_url: z.string().nullable(),
    image_srcset: z.string().nullable().describe('Smaller copies by width, for `srcset`'),
    description: z.string(),
    start_date: z.string().describe('In `timezone`'),
    end_date: z.string(),
    start_time: z.string(),
    end_time: z.string(),
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    timezone: z.string(),
    place_name: z.string(),
    city: z.string(),
    full_address: z.string(),
    location: z.string(),
    is_online: z.boolean(),
    category: z.string().describe('Slug'),
    category_id: id,
    status: z.enum(EVENT_STATUSES),
    price: z
      .number()
      .nullable()
      .describe('Lowest price of its ticket types; null while it has none. At `/events` a decimal string')
      .meta({ override: { type: ['number', 'string', 'null'] } }),
    currency: z.string(),
    tax_name: z.string().describe('Of the tax on its tickets; empty where there is none'),
    tax_rate: z.number().describe('Percent; 0 where there is none'),
    tax_included: z.boolean().describe('Whether prices include it; else it comes on top of them'),
    organizer: z.string().describe('Username'),
    owner: z.string().describe('The same'),
    organization_id: id,
    organization: id.describe('The same as `organization_id`'),
    organization_name: z.string(),
    venue: z.string().describe('Name of the venue or place'),
    venue_id: id.nullable(),
    date_time: z.iso.datetime().describe('The same as `starts_at`'),
    capacity: z.int().nullable().describe('Places of the whole event; null where only its ticket types are limited'),
    total_tickets_sold: figures.total_tickets_sold.optional().describe('For those who manage the event'),
    total_revenue: figures.total_revenue.optional().describe('Net of refunds; for those who manage the event'),
    total_bookings: figures.total_bookings.optional().describe('For those who manage the event'),
    created_at: z.iso.datetime(),
    url_detail: z.string(),
  })
  .meta({ id: 'Event' });

/** What those see who manage it. */
export const managedEventOutput = eventOutput
  .extend({
    ...figures,
    message: z.string().describe('What the administrator said with the decision'),
    online_url: z.string().describe('Where an online event takes place; ticket holders see it too. May be empty'),
    published_at: z.iso.datetime().nullable().describe('When it was first approved'),
    pending_revision: revisionOutput
      .nullable()
      .describe('A change that waits for approval. Until it is decided, everything else here stays on sale as it is'),
    total_sold: z.int(),
    total_sales: z.number(),
    registered_users_url: z.string(),
    event_confirmation_url: z.string(),
    event_proposal_detail_url: z.string(),
  })
  .meta({ id: 'ManagedEvent' });

/** `setiket.md`, Get Sales Data. */
export const salesOutput = z
  .object({
    total_sales: z.number(),
    total_active_event: z.int(),
    total_sold_ticket: z.int(),
    event_data: z.array(
      z.object({
        id,
        title: z.string(),
        status: z.boolean().describe('On sale: approved and not over'),
        total_sales: z.number(),
        total_sold: z.int(),
      }),
    ),
  })
  .meta({ id: 'SalesData' });

export const listOwnEventsInput = z.object({ ...pageInput, status: anyCase(EVENT_STATUSES).optional() });

export const organizerEventsInput = z.object({ ...pageInput, id });
