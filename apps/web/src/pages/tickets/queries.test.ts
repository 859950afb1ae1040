import { afterEach, expect, test, vi } from 'vitest';
import { isPast } from './queries.ts';

const ending = (timezone: string) => ({ end_date: '2026-12-12', end_time: '22:00:00', timezone });

afterEach(() => void vi.useRealTimers());

test.each([
  ['Asia/Jayapura', '2026-12-12T13:00:00Z'],
  ['Asia/Jakarta', '2026-12-12T15:00:00Z'],
  ['Europe/London', '2026-12-12T22:00:00Z'],
])('a ticket in %s is good until its event ends there', (timezone, end) => {
  vi.useFakeTimers({ now: new Date(Date.parse(end) - 1000) });
  expect(isPast(ending(timezone))).toBe(false);
  vi.setSystemTime(Date.parse(end) + 1000);
  expect(isPast(ending(timezone))).toBe(true);
});
