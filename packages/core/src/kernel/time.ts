import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { canonicalTimezone } from './timezones.ts';

/** `now` is read once a use case, from here, so that tests can stand still. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** `2024-06-01` */
export const dateString = z.iso
  .date({ error: 'Date has wrong format. Use YYYY-MM-DD.' })
  .refine((date) => !date.startsWith('0000'), 'Date has wrong format. Use YYYY-MM-DD.');

/** `09:00` or `09:00:00` */
export const timeString = z.iso.time({ error: 'Time has wrong format. Use HH:MM or HH:MM:SS.' });

/** An IANA zone that PostgreSQL knows too, in its own spelling. */
export const timezoneString = z
  .string()
  .refine((zone) => canonicalTimezone(zone) !== undefined, 'This is not an IANA time zone.')
  .overwrite((zone) => canonicalTimezone(zone) ?? zone);

/** A moment, `2024-06-01T09:00:00+07:00`; without an offset it is meant in the event’s time zone. */
export const instantString = z
  .string()
  .refine(isInstant, 'Date and time have wrong format. Use ISO 8601.')
  .meta({ format: 'date-time' });

/** Seconds may be left out, with an offset too. */
const INSTANT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)?$/;
const OFFSET = /T.*(Z|[+-]\d\d(:?\d\d)?)$/;

function isInstant(text: string): boolean {
  return INSTANT.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** A moment, by an offset of its own. */
export const offsetInstantString = instantString
  .refine((text) => OFFSET.test(text), 'Date and time have wrong format. Use ISO 8601 with an offset.')
  .meta({ format: 'date-time' });

/** The moment at which a wall clock in `zone` shows this date and time. */
export function instantOf(date: string, time: string, zone: string): Date {
  return parseInstant(`${date}T${time}`, zone);
}

const DAY_MS = 86_400_000;

/**
 * A moment in ISO 8601; without an offset it is what a wall clock in `zone` shows. Where the clock is put back, a time
 * that it shows twice is the first of both; where it is put forward, a time that it skips is as much later (RFC 5545,
 * 3.3.5). Luxon alone would decide by the season in which it is asked.
 */
export function parseInstant(text: string, zone: string): Date {
  if (OFFSET.test(text)) return DateTime.fromISO(text, { zone }).toJSDate();
  const shown = DateTime.fromISO(text, { zone: 'utc' }).toMillis();
  const rules = IANAZone.create(zone);
  const [before, after] = [rules.offset(shown - DAY_MS), rules.offset(shown + DAY_MS)];
  const isShown = (offset: number) => rules.offset(shown - offset * 60_000) === offset;
  const offset = isShown(before) || !isShown(after) ? before : after;
  return new Date(shown - offset * 60_000);
}

/** What a wall clock in `zone` shows at a moment: the split fields of `setiket.md`. */
export function wallClock(instant: Date, zone: string): Readonly<{ date: string; time: string }> {
  // The same moments are asked for again and again: now, and when the events begin that people want.
  const name = `${zone} ${Math.floor(instant.getTime() / 1000)}`;
  const known = wallClocks.get(name);
  if (known) return known;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { ...DIGITS, timeZone: zone });
  clocks.set(zone, clock);
  // Swedish writes both as ISO 8601 does.
  const [date = '', time = ''] = clock.format(instant).split(' ');
  const shown = { date, time };
  if (wallClocks.size >= MOST_KEPT) wallClocks.clear();
  wallClocks.set(name, shown);
  return shown;
}

const MOST_KEPT = 1_000;
const wallClocks = new Map<string, Readonly<{ date: string; time: string }>>();

/** One a zone, because making one takes a thousand times as long as asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const DIGITS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

export function addSeconds(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}

/** ISO 8601 in UTC, as every instant goes out. */
export function iso(instant: Date): string;
export function iso(instant: Date | null): string | null;
export function iso(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
