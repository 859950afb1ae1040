import { DateTime } from 'luxon';
import type { DemoEvent } from './catalogue/index.ts';

const DAY_MS = 86_400_000;

export function daysFrom(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY_MS);
}

/** When an event takes place, seen from today, in the time zone of its place. */
export function periodOf(event: DemoEvent, today: Date): { starts_at: Date; ends_at: Date; timezone: string } {
  const timezone = event.timezone ?? 'Asia/Jakarta';
  const [hour, minute] = event.start.split(':').map(Number);
  const near = DateTime.fromJSDate(today, { zone: timezone }).plus({ days: event.days });
  const day = near.plus({ days: (event.weekday - near.weekday + 7) % 7 });
  const starts = day.set({ hour: hour!, minute: minute!, second: 0, millisecond: 0 });
  return { starts_at: starts.toJSDate(), ends_at: starts.plus({ minutes: event.hours * 60 }).toJSDate(), timezone };
}

/** The line of a poster: `12 Desember 2026 · Yogyakarta`. */
export function posterLine(event: DemoEvent, starts_at: Date, timezone: string): string {
  const day = DateTime.fromJSDate(starts_at, { zone: timezone }).setLocale('id').toFormat('d MMMM yyyy');
  return `${day} · ${event.city}`;
}
