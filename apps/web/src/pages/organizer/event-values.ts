import type { ManagedEvent } from './changes.tsx';
import type { EditedEvent } from './event-editor-page.tsx';

/** What stands in the form, by the names of its inputs. */
export type Values = Record<string, string>;

/** An event as its form shows it, with the change that waits: saving again must not take that back. */
export function valuesOf(event: EditedEvent, managed: ManagedEvent | undefined): Values {
  const values: Values = {
    title: event.title,
    category: event.category,
    description: event.description,
    starts_at: `${event.start_date}T${event.start_time.slice(0, 5)}`,
    ends_at: `${event.end_date}T${event.end_time.slice(0, 5)}`,
    timezone: event.timezone,
    place_name: event.place_name,
    full_address: event.full_address,
    city: event.city,
    venue_id: event.venue_id ?? '',
    is_online: event.is_online ? 'on' : '',
    online_url: managed?.online_url ?? '',
    capacity: event.capacity === null ? '' : String(event.capacity),
    tax_name: event.tax_name,
    tax_rate: String(event.tax_rate),
    tax_included: String(event.tax_included),
  };
  const changes = managed?.pending_revision?.changes ?? [];
  const timezone = String(changes.find(({ field }) => field === 'timezone')?.after ?? event.timezone);
  for (const { field, after } of changes) {
    if (field === 'is_online') values.is_online = after === true ? 'on' : '';
    else if (field === 'starts_at' || field === 'ends_at') values[field] = localMinute(String(after), timezone);
    else if (field in values) values[field] = after === null ? '' : String(after);
  }
  return values;
}

/** `2026-05-02T19:00`, as a wall clock in the zone shows it and an input takes it. */
function localMinute(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant)).replace(' ', 'T');
}
