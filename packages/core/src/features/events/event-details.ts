import type { events } from '@setiket/db';

/** Everything that is said of an event, resolved: both sources' names, zones, categories and venues are behind it. */
export type EventDetails = Pick<
  events,
  | 'title'
  | 'description'
  | 'starts_at'
  | 'ends_at'
  | 'timezone'
  | 'place_name'
  | 'city'
  | 'full_address'
  | 'location'
  | 'is_online'
  | 'online_url'
  | 'category_id'
  | 'venue_id'
  | 'hold_seconds'
  | 'tax_name'
  | 'tax_rate'
  | 'tax_included'
>;

/** What a visitor decides by: when one of these changes, an administrator looks again. */
const MATTERS_TO_VISITORS = [
  'title',
  'description',
  'starts_at',
  'ends_at',
  'timezone',
  'place_name',
  'city',
  'full_address',
  'location',
  'is_online',
  'category_id',
  'venue_id',
  'image_id',
] as const satisfies readonly (keyof events)[];

/** The fields of a change that an administrator has to look at, where they differ. */
export function reviewedChanges(before: events, after: EventDetails & { image_id: string | null }) {
  return MATTERS_TO_VISITORS.filter((field) => String(before[field]) !== String(after[field]));
}
