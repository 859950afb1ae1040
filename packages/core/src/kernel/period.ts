import { commonErrors, type FieldErrors } from './errors.ts';
import { instantOf, parseInstant, wallClock } from './time.ts';

/** Both spellings of a period: split fields in a zone, or instants. */
export type TimesInput = {
  start_date?: string | undefined;
  start_time?: string | undefined;
  end_date?: string | undefined;
  end_time?: string | undefined;
  starts_at?: string | undefined;
  ends_at?: string | undefined;
};

export type Period = { starts_at: Date; ends_at: Date };

type Existing = {
  /** What absent fields are taken from, each by itself, so that moving only the date keeps the time. */
  fallback?: Period | undefined;
  /** What is there now: a side that is sent as a clock shows it stays as it is, to the millisecond. */
  current?: Period | undefined;
};

/**
 * Resolves both spellings.
 * @throws request.invalid naming each field that is missing, and `end_date` when the end is not after the start
 */
export function resolvePeriod(
  input: TimesInput,
  zone: string,
  { fallback, current = fallback }: Existing = {},
): Period {
  const fields: FieldErrors = {};
  const starts_at = resolveSide(
    'start',
    { at: input.starts_at, date: input.start_date, time: input.start_time },
    zone,
    { fallback: fallback?.starts_at, current: current?.starts_at },
    fields,
  );
  const ends_at = resolveSide(
    'end',
    { at: input.ends_at, date: input.end_date, time: input.end_time },
    zone,
    { fallback: fallback?.ends_at, current: current?.ends_at },
    fields,
  );
  if (starts_at && ends_at && ends_at <= starts_at) {
    fields[input.ends_at === undefined ? 'end_date' : 'ends_at'] = ['The end must be after the start.'];
  }
  if (!starts_at || !ends_at || Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
  return { starts_at, ends_at };
}

type Side = { at: string | undefined; date: string | undefined; time: string | undefined };

function resolveSide(
  name: 'start' | 'end',
  side: Side,
  zone: string,
  { fallback, current }: { fallback: Date | undefined; current: Date | undefined },
  fields: FieldErrors,
): Date | undefined {
  if (side.at !== undefined) return parseInstant(side.at, zone);
  if (fallback && side.date === undefined && side.time === undefined) return fallback;
  const shown = fallback && wallClock(fallback, zone);
  const date = side.date ?? shown?.date;
  const time = side.time ?? shown?.time;
  if (date === undefined) fields[`${name}_date`] = ['This field is required.'];
  if (time === undefined) fields[`${name}_time`] = ['This field is required.'];
  if (date === undefined || time === undefined) return undefined;
  return current && shows(current, zone, { date, time }) ? current : instantOf(date, time, zone);
}

/** Whether a wall clock shows this at a moment. Minutes say nothing of the seconds, so these stay. */
function shows(instant: Date, zone: string, { date, time }: { date: string; time: string }): boolean {
  const clock = wallClock(instant, zone);
  return clock.date === date && clock.time.startsWith(time);
}
