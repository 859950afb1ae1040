import { ICalCalendarMethod, ICalEventStatus, default as ical } from 'ical-generator';
import { DateTime } from 'luxon';

export type CalendarEvent = {
  id: string;
  title: string;
  place: string;
  description: string;
  url: string;
  starts_at: Date;
  ends_at: Date;
  timezone: string;
  /** When the event was last changed: a calendar keeps the newest of what it was sent. */
  updated_at: Date;
  /** Grows with every change, so that a calendar replaces what it has. */
  sequence: number;
  is_cancelled: boolean;
};

/** An iCalendar file (RFC 5545) of one event, in the event's own time zone, which it brings along. */
export function calendarFile(event: CalendarEvent, domain: string): string {
  const calendar = ical({
    prodId: { company: 'Setiket', product: 'Tickets', language: 'EN' },
    method: event.is_cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    // Only the event has a zone: a calendar's own would take the Z from the time stamps, which have to be UTC.
    timezone: { name: null, generator: (zone) => timezoneComponent(zone, event.starts_at, event.ends_at) },
  });
  calendar.createEvent({
    id: `${event.id}@${domain}`,
    start: DateTime.fromJSDate(event.starts_at, { zone: event.timezone }),
    end: DateTime.fromJSDate(event.ends_at, { zone: event.timezone }),
    timezone: event.timezone,
    stamp: event.updated_at,
    lastModified: event.updated_at,
    summary: event.title,
    location: event.place,
    description: event.description,
    url: event.url,
    status: event.is_cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    sequence: event.sequence,
  });
  return calendar.toString();
}

/**
 * VTIMEZONE with the offsets that the zone has around an event. Calendars that know no IANA names need it, and a rule
 * for all times can't be had from `Intl`, so each change of the clock within a year on both sides stands by itself.
 */
export function timezoneComponent(zone: string, from: Date, to: Date): string {
  const name = `${zone} ${from.getTime()} ${to.getTime()}`;
  const known = components.get(name) ?? findComponent(zone, from, to);
  if (components.size >= MAX_COMPONENTS) components.clear();
  components.set(name, known);
  return known;
}

/** Each takes 20 ms to find, and thousands of mails are about one event. */
const components = new Map<string, string>();
const MAX_COMPONENTS = 200;

function findComponent(zone: string, from: Date, to: Date): string {
  const first = DateTime.fromJSDate(from, { zone }).minus({ years: 1 }).startOf('day');
  const last = DateTime.fromJSDate(to, { zone }).plus({ years: 1 });
  const observances = [observance(first, first.offset, first)];
  for (let day = first; day < last; day = day.plus({ days: 1 })) {
    const next = day.plus({ days: 1 });
    if (next.offset === day.offset) continue;
    const change = changeBetween(day, next);
    observances.push(observance(change, day.offset, change.setZone(zone)));
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances.flat(), 'END:VTIMEZONE'].join('\r\n');
}

/** The second at which the offset changes, by halving. */
function changeBetween(before: DateTime, after: DateTime): DateTime {
  let low = before.toSeconds();
  let high = after.toSeconds();
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (DateTime.fromSeconds(middle, { zone: before.zone }).offset === before.offset) low = middle;
    else high = middle;
  }
  return DateTime.fromSeconds(high, { zone: before.zone });
}

/** DTSTART is what the clock showed before it was changed, as RFC 5545 wants it. */
function observance(at: DateTime, offset_before: number, after: DateTime): string[] {
  const name = after.isInDST ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${at.toUTC(offset_before).toFormat("yyyyMMdd'T'HHmmss")}`,
    `TZOFFSETFROM:${offsetText(offset_before)}`,
    `TZOFFSETTO:${offsetText(after.offset)}`,
    `END:${name}`,
  ];
}

function offsetText(minutes: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${sign}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`;
}
