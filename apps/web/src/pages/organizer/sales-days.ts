import type { Output } from '../../lib/api.ts';

type Sold = Pick<Output['attendees']['list']['items'][number], 'created_at' | 'status'>;

export type Day = { date: string; tickets: number };

const DAY_MS = 86_400_000;
/** So many days fit on a phone; what is older is in the sum. */
const MOST_DAYS = 30;
const FEWEST_DAYS = 14;

/** How many tickets went on each day of the event's own calendar, up to today; days without a sale count none. */
export function daysOf(tickets: readonly Sold[], timezone: string, now: Date): Day[] {
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' });
  const counts = new Map<string, number>();
  for (const { created_at, status } of tickets) {
    if (status === 'cancelled') continue;
    const date = calendar.format(new Date(created_at));
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  const today = calendar.format(now);
  const first = [...counts.keys()].sort()[0] ?? today;
  const span = Math.round((Date.parse(today) - Date.parse(first)) / DAY_MS) + 1;
  const length = Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, span));
  return Array.from({ length }, (_, index) => {
    const date = new Date(Date.parse(today) - (length - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return { date, tickets: counts.get(date) ?? 0 };
  });
}
