import { expect, test } from 'vitest';
import { daysOf, hoursOf } from './sales-days.ts';

const day = (date: string, tickets = 1) => ({ starts_at: `${date}T00:00:00Z`, date, tickets });

test('days without a sale are there, up to today on the event’s own calendar', () => {
  // In Jakarta it is the fourth already.
  const days = daysOf([day('2026-03-01'), day('2026-03-03', 5)], 'Asia/Jakarta', new Date('2026-03-03T18:00:00Z'));
  expect(days).toHaveLength(14);
  expect(days.slice(-4)).toEqual([
    { date: '2026-03-01', tickets: 1 },
    { date: '2026-03-02', tickets: 0 },
    { date: '2026-03-03', tickets: 5 },
    { date: '2026-03-04', tickets: 0 },
  ]);
});

test('a long sale is told by its last thirty days', () => {
  const days = daysOf([day('2025-01-01')], 'UTC', new Date('2026-03-03T03:00:00Z'));
  expect(days).toHaveLength(30);
  expect(days.at(-1)?.date).toBe('2026-03-03');
});

test('hours are those of clocks at the event, also where they are half an hour apart', () => {
  const sold = { starts_at: '2026-03-03T02:30:00.000Z', date: '2026-03-03', tickets: 3 };
  const hours = hoursOf([sold], 'Asia/Kolkata', new Date('2026-03-03T03:29:59Z'));
  expect(hours).toHaveLength(48);
  expect(hours.at(-1)).toEqual({ starts_at: '2026-03-03T02:30:00.000Z', tickets: 3 });
});
