import { expect, test } from 'vitest';
import { daysOf } from './sales-days.ts';

const sold = (created_at: string, status: 'active' | 'used' | 'cancelled' = 'active') => ({ created_at, status });

test('days are those of the event’s own calendar, and those without a sale are there', () => {
  const days = daysOf(
    [sold('2026-03-01T18:30:00Z'), sold('2026-03-01T16:00:00Z'), sold('2026-03-03T02:00:00Z', 'used')],
    'Asia/Jakarta',
    new Date('2026-03-03T03:00:00Z'),
  );
  expect(days).toHaveLength(14);
  expect(days.slice(-3)).toEqual([
    { date: '2026-03-01', tickets: 1 },
    { date: '2026-03-02', tickets: 1 },
    { date: '2026-03-03', tickets: 1 },
  ]);
});

test('what was cancelled was not sold', () => {
  const days = daysOf([sold('2026-03-03T02:00:00Z', 'cancelled')], 'UTC', new Date('2026-03-03T03:00:00Z'));
  expect(days.every(({ tickets }) => tickets === 0)).toBe(true);
});

test('a long sale is told by its last thirty days', () => {
  const days = daysOf([sold('2025-01-01T00:00:00Z')], 'UTC', new Date('2026-03-03T03:00:00Z'));
  expect(days).toHaveLength(30);
  expect(days.at(-1)?.date).toBe('2026-03-03');
});
