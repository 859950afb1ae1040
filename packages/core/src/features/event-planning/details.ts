import { Prisma } from '@setiket/db';
import type { UserCtx } from '../../kernel/context.ts';
import { commonErrors, type FieldErrors, fieldError } from '../../kernel/errors.ts';
import { type Period, resolvePeriod } from '../../kernel/period.ts';
import { addSeconds, iso, parseInstant } from '../../kernel/time.ts';
import { resolveCategory } from '../categories/index.ts';
import type { EventDetails } from '../events/index.ts';
import { findVenue } from '../venues/index.ts';
import type { PlanInput } from './planning.schema.ts';

/** What an event without an end lasts (`event-ticketing.md` knows only its beginning). */
const DEFAULT_LENGTH_SECONDS = 3 * 3600;

type Place = NonNullable<Awaited<ReturnType<typeof findVenue>>>;

export type Plan = { details: EventDetails; venue_capacity: number | null };

type Existing = {
  before?: EventDetails | undefined;
  current?: (Period & Pick<EventDetails, 'online_url'>) | undefined;
};

/**
 * Resolves what was said of an event, in whichever words, into one set of details. What is absent is taken from
 * `before`; without it, it becomes its default. A beginning that `current` has already may be in the past, and a
 * link stays until another is sent: what sends a whole event may not know of it.
 * @throws request.invalid naming each field
 */
export async function resolvePlan(ctx: UserCtx, input: PlanInput, { before, current }: Existing = {}): Promise<Plan> {
  const timezone = input.timezone ?? before?.timezone ?? ctx.env.DEFAULT_TIMEZONE;
  const period = periodOf(input, timezone, { fallback: before, current });
  const hasMoved = period.starts_at.getTime() !== current?.starts_at.getTime();
  if (hasMoved && period.starts_at < ctx.clock.now())
    throw fieldError(startField(input), 'An event can’t begin in the past.');
  const venue = await resolveVenue(ctx, input, before);
  const typed = input.venue !== undefined && !isId(input.venue) ? input.venue : undefined;
  const details: EventDetails = {
    title: input.title ?? before?.title ?? missing('title'),
    description: (input.description === undefined ? before?.description : input.description) ?? '',
    ...period,
    timezone,
    place_name: input.place_name ?? typed ?? venue?.name ?? before?.place_name ?? '',
    city: input.city ?? (venue?.city || before?.city) ?? '',
    full_address: input.full_address ?? (venue?.address || before?.full_address) ?? '',
    location: input.location ?? before?.location ?? '',
    is_online: input.is_online ?? before?.is_online ?? false,
    online_url: input.online_url ?? current?.online_url ?? '',
    category_id:
      input.category === undefined && before
        ? before.category_id
        : await resolveCategory(ctx.db, input.category ?? 'other'),
    venue_id: venue?.id ?? null,
    ...taxOf(input, before),
    hold_seconds: input.hold_seconds === undefined ? (before?.hold_seconds ?? null) : input.hold_seconds,
  };
  return { details, venue_capacity: venue?.capacity ?? null };
}

type Tax = Pick<EventDetails, 'tax_name' | 'tax_rate' | 'tax_included'>;

function taxOf(input: PlanInput, before: Tax | undefined): Tax {
  const rate = input.tax_rate === undefined ? (before?.tax_rate ?? 0) : String(input.tax_rate);
  const tax_rate = new Prisma.Decimal(rate);
  const tax_included = input.tax_included ?? before?.tax_included ?? true;
  if (tax_rate.isZero()) return { tax_name: '', tax_rate, tax_included };
  const tax_name = input.tax_name ?? before?.tax_name ?? '';
  if (tax_name === '') throw fieldError('tax_name', 'A tax needs a name, as it stands on invoices.');
  return { tax_name, tax_rate, tax_included };
}

/** `setiket.md` asks for a place and a city of everything that is not online. */
export function requirePlace({ is_online, place_name, city }: EventDetails): void {
  if (is_online) return;
  const fields: FieldErrors = {};
  if (!place_name.trim()) fields.place_name = ['This field is required unless the event is online.'];
  if (!city.trim()) fields.city = ['This field is required unless the event is online.'];
  if (Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
}

type Periods = { fallback: Period | undefined; current: Period | undefined };

function periodOf(input: PlanInput, zone: string, existing: Periods): Period {
  const starts_at = input.starts_at ?? input.date_time;
  const saysNoEnd = input.ends_at === undefined && input.end_date === undefined && input.end_time === undefined;
  if (starts_at === undefined || !saysNoEnd) return resolvePeriod({ ...input, starts_at }, zone, existing);
  // Moving only the beginning keeps the length.
  const before = existing.fallback;
  const length = before ? (before.ends_at.getTime() - before.starts_at.getTime()) / 1000 : DEFAULT_LENGTH_SECONDS;
  return resolvePeriod({ starts_at, ends_at: iso(addSeconds(parseInstant(starts_at, zone), length)) }, zone);
}

function startField(input: PlanInput): string {
  if (input.date_time !== undefined) return 'date_time';
  return input.starts_at === undefined ? 'start_date' : 'starts_at';
}

async function resolveVenue(ctx: UserCtx, input: PlanInput, before: EventDetails | undefined): Promise<Place | null> {
  const named = input.venue !== undefined && isId(input.venue) ? input.venue : undefined;
  const venue_id =
    named ?? (input.venue_id === undefined ? (input.venue === undefined ? before?.venue_id : null) : input.venue_id);
  if (venue_id == null) return null;
  const venue = await findVenue(ctx.db, venue_id);
  if (!venue) throw fieldError(named === undefined ? 'venue_id' : 'venue', 'There is no such venue.');
  return venue;
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function missing(field: string): never {
  throw fieldError(field, 'This field is required.');
}
