import { z } from 'zod';
import { formable } from '../../kernel/forms.ts';
import { moneyInput, moneyOutput } from '../../kernel/money.ts';
import { taxRateInput } from '../../kernel/tax.ts';
import { dateString, instantString, timeString, timezoneString } from '../../kernel/time.ts';
import { anyCase, httpsAddress, id, line, text } from '../../kernel/validation.ts';
import { decisionInput } from '../organizers/index.ts';

/** What only the house decides about an event. */
const GRANTING = ['message', 'total_sold', 'total_sales', 'total_revenue', 'is_verified'] as const;

/** `published` and `active` are what the sources call an event that is on sale. */
const status = anyCase(['draft', 'pending', 'published', 'active', 'approved', 'cancelled', 'completed']);

/** Everything that may be said of an event, in the words of all sources. */
const fields = {
  title: line(255).optional(),
  description: text(20_000).nullish().describe('Null is no text, as `event-ticketing.md` has it'),
  start_date: dateString.optional().describe('In the event’s time zone'),
  end_date: dateString.optional(),
  start_time: timeString.optional(),
  end_time: timeString.optional(),
  starts_at: instantString.optional().describe('May be sent instead of `start_date` and `start_time`'),
  ends_at: instantString.optional(),
  date_time: instantString.optional().describe('The same as `starts_at`'),
  timezone: timezoneString.optional().describe('IANA zone, default Asia/Jakarta'),
  place_name: text(200).optional(),
  city: text(100).optional(),
  full_address: text(1000).optional(),
  location: text(1000).optional(),
  venue: text(500).optional().describe('Id of a venue, or the name of a place'),
  venue_id: id.nullish(),
  category: z.string().min(1).max(100).optional().describe('Slug, name or id of a category; default other'),
  is_online: z.boolean().optional(),
  online_url: httpsAddress
    .optional()
    .describe('Where an online event takes place: an https address for ticket holders only, or empty'),
  image: z.file().nullish().describe('Banner; PNG, JPEG, WebP, GIF or AVIF, 5 MB at most'),
  capacity: z.int().min(1).max(1_000_000).nullish().describe('Places of the whole event'),
  price: moneyInput.optional().describe('With `capacity`: makes the event’s one default ticket type'),
  hold_seconds: z.int().min(1).max(604_800).nullish().describe('How long a pending booking holds its places here'),
  tax_name: line(40).optional().describe('Of the tax on tickets that are bought from now on: PPN, VAT'),
  tax_rate: taxRateInput.optional().describe('Percent; default 0, no tax'),
  tax_included: z.boolean().optional().describe('Whether prices include the tax, the default, or it comes on top'),
  status: status.optional(),
} as const;

const organizations = {
  organization_id: id
    .optional()
    .describe('Default: the oldest that the caller owns, else the oldest it manages; for administrators Setiket’s own'),
  organization: id.optional().describe('The same'),
};

export type PlanInput = z.output<z.ZodObject<typeof fields>>;

/** `btick.md` 2.2, `event-ticketing.md` Create Event. */
export const createEventInput = formable(z.object({ ...fields, ...organizations }), GRANTING);

/** `setiket.md`, Create Event: what that source requires is required. */
export const submitEventInput = formable(
  z
    .object({
      ...fields,
      ...organizations,
      title: line(255),
      description: line(20_000),
      category: z.string().min(1).max(100),
    })
    .omit({ status: true }),
  GRANTING,
);

export const changeEventInput = formable(z.object({ id, ...fields }), GRANTING);

/** A decision on an event; on its change, where one waits. */
export const decideEventInput = decisionInput.extend({
  revision_id: id
    .optional()
    .describe('Of the change that was looked at; refused when it is no longer the one that waits'),
});

export const eventActionInput = z.object({ id, reason: text(1000).optional() });

export const cancelEventInput = z.object({
  id,
  reason: text(1000).optional(),
  refund_used_tickets: z
    .boolean()
    .default(false)
    .describe('Also pays back tickets that were used already; they stay used'),
});

/** `event-ticketing.md`, Delete Event. */
export const deletedOutput = z
  .object({ success: z.literal(true), message: z.string(), data: z.null() })
  .meta({ id: 'Deleted' });

export const cancellationOutput = z
  .object({
    event_id: id,
    reason: z.string(),
    refund_used_tickets: z.boolean(),
    bookings_total: z.int().describe('To close in all'),
    bookings_done: z.int().describe('Closed so far: unused tickets cancelled, refunds begun, a mail on its way'),
    bookings_waiting: z.int().describe('Wait until the buyer’s bank has decided a dispute; they are closed then'),
    bookings_failed: z.int().describe('Could not be closed yet; they are tried again'),
    tickets_cancelled: z.int(),
    tickets_used: z.int().describe('Had been used, and stay so'),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable().describe('When the last booking was closed'),
  })
  .meta({ id: 'EventCancellation' });

export const cancellationPreviewOutput = z
  .object({
    event_id: id,
    bookings_confirmed: z.int(),
    bookings_pending: z.int().describe('Not paid yet; they end without a refund'),
    bookings_disputed: z.int().describe('Wait for the decision of the buyer’s bank'),
    tickets_unused: z.int().describe('Will be cancelled'),
    tickets_used: z.int().describe('Stay used'),
    refund_amount: moneyOutput.describe('What goes back for unused tickets'),
    refund_amount_used: moneyOutput.describe('What goes back on top with `refund_used_tickets`'),
    currency: z.string(),
  })
  .meta({ id: 'EventCancellationPreview' });
