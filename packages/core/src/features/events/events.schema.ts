import { z } from 'zod';
import { formable } from '../../kernel/forms.ts';
import { pageInput } from '../../kernel/paging.ts';
import { dateString, instantString, timeString, timezoneString } from '../../kernel/time.ts';
import { anyCase, id, line, text } from '../../kernel/validation.ts';

export const EVENT_STATUSES = ['draft', 'pending', 'approved', 'rejected', 'cancelled', 'completed'] as const;

/** What only the house decides about an event. */
const GRANTING = ['message', 'total_sold', 'total_sales', 'is_verified'] as const;

const when = {
  start_date: dateString.optional().describe('In the event’s time zone'),
  end_date: dateString.optional(),
  start_time: timeString.optional(),
  end_time: timeString.optional(),
  starts_at: instantString.optional().describe('May be sent instead of `start_date` and `start_time`'),
  ends_at: instantString.optional(),
  timezone: timezoneString.optional().describe('IANA zone, default Asia/Jakarta'),
};

const place = {
  place_name: text(200),
  city: text(100),
  full_address: text(1000),
  location: text(1000),
};

const category = z.string().min(1).max(100).describe('Slug, name or id of a category');
const image = z.file().nullish().describe('Banner; PNG, JPEG, WebP, GIF or AVIF, 5 MB at most');

/** `setiket.md`, Create Event. */
export const createEventInput = formable(
  z.object({
    title: line(200),
    description: line(20_000),
    ...when,
    ...z.object(place).partial().shape,
    category,
    is_online: z.boolean().default(false),
    image,
    organization_id: id.optional().describe('Default: the oldest organization that the caller manages'),
  }),
  GRANTING,
);

/** `setiket.md`, Update Event: what is absent stays as it is. */
export const updateEventInput = formable(
  z.object({
    id,
    title: line(200).optional(),
    description: line(20_000).optional(),
    ...when,
    ...z.object(place).partial().shape,
    category: category.optional(),
    is_online: z.boolean().optional(),
    image,
  }),
  GRANTING,
);

/** `setiket.md`, List Events and Create Event: one object with the fields of both. */
export const eventOutput = z
  .object({
    id,
    title: z.string(),
    image_url: z.string().nullable(),
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
    price: z.number().nullable().describe('Lowest price of its ticket types; null while it has none'),
    currency: z.string(),
    organizer: z.string().describe('Username'),
    owner: z.string().describe('The same'),
    organization_id: id,
    organization: z.string(),
    created_at: z.iso.datetime(),
    url_detail: z.string(),
  })
  .meta({ id: 'Event' });

/** What those see who manage it. */
export const managedEventOutput = eventOutput
  .extend({
    message: z.string().describe('What the administrator said with the decision'),
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
