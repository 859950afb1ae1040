import type { Output } from '../../lib/api.ts';

type Bucket = Pick<Output['events']['salesOverTime']['buckets'][number], 'starts_at' | 'date' | 'tickets'>;

export type Day = { date: string; tickets: number };
export type Hour = { starts_at: string; tickets: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So many days fit on a phone; what is older is in the sum. */
const MOST_DAYS = 30;
const FEWEST_DAYS = 14;
const HOURS = 48;

/** How many tickets went on each day of the event's own calendar, up to today; days without a sale count none. */
export function daysOf(buckets: readonly Bucket[], timezone: string, now: Date): Day[] {
  const counts = new Map(buckets.map(({ date, tickets }) => [date, tickets]));
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(now);
  const first = [...counts.keys()].sort()[0] ?? today;
  const span = Math.round((Date.parse(today) - Date.parse(first)) / DAY_MS) + 1;
  const length = Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, span));
  return Array.from({ length }, (_, index) => {
    const date = new Date(Date.parse(today) - (length - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return { date, tickets: counts.get(date) ?? 0 };
  });
}

/** The same for the last two days, by the hour as clocks at the event show it; some zones are half an hour apart. */
export function hoursOf(buckets: readonly Bucket[], timezone: string, now: Date): Hour[] {
  const counts = new Map(buckets.map(({ starts_at, tickets }) => [Date.parse(starts_at), tickets]));
  const minute = Number(new Intl.DateTimeFormat('en', { timeZone: timezone, minute: 'numeric' }).format(now));
  const thisHour = Math.floor(now.getTime() / 60_000) * 60_000 - minute * 60_000;
  return Array.from({ length: HOURS }, (_, index) => {
    const start = thisHour - (HOURS - 1 - index) * HOUR_MS;
    return { starts_at: new Date(start).toISOString(), tickets: counts.get(start) ?? 0 };
  });
}
