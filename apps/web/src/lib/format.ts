import { useMemo } from 'react';
import { type Locale, useLocale } from './locale.tsx';

type Span = { starts_at: string; ends_at: string; timezone: string };

/** What people in Indonesia say; English tables only know them as offsets. */
const INDONESIAN_ZONES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** Money, dates and numbers as they are written where the reader lives. Times are the event's own, with its zone. */
export function formatsOf(locale: Locale) {
  const date = (timeZone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', { timeZone, ...options });
  const zoneName = (instant: string, timeZone: string) =>
    INDONESIAN_ZONES[timeZone] ??
    date(timeZone, { timeZoneName: 'short' })
      .formatToParts(new Date(instant))
      .find((part) => part.type === 'timeZoneName')?.value ??
    timeZone;
  return {
    /** `Rp150.000`; whole amounts without zeros. */
    money(value: string | number, currency: string): string {
      const amount = Number(value);
      const whole = Number.isInteger(amount);
      return new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        ...(whole && { minimumFractionDigits: 0, maximumFractionDigits: 0 }),
      }).format(amount);
    },
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    /** `Sat, 12 Dec 2026`. */
    day: (instant: string, timeZone: string) =>
      date(timeZone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(instant)),
    /** `Sat, 12 Dec, 19.00`. */
    hour: (instant: string, timeZone: string) =>
      date(timeZone, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(
        new Date(instant),
      ),
    /** `Saturday, 12 December 2026`. */
    longDay: (instant: string, timeZone: string) => date(timeZone, { dateStyle: 'full' }).format(new Date(instant)),
    /** `12` and `Dec`, for calendars. */
    leaf: (instant: string, timeZone: string) => ({
      day: date(timeZone, { day: 'numeric' }).format(new Date(instant)),
      month: date(timeZone, { month: 'short' }).format(new Date(instant)),
    }),
    /** `WIB`. */
    zone: zoneName,
    /** `19.00–22.00 WIB`, with both days where it ends on another one, and both zones where the clock is changed. */
    hours({ starts_at, ends_at, timezone }: Span): string {
      const time = date(timezone, { hour: '2-digit', minute: '2-digit' });
      const isOneDay =
        date(timezone, { dateStyle: 'short' }).format(new Date(starts_at)) ===
        date(timezone, { dateStyle: 'short' }).format(new Date(ends_at));
      const until = isOneDay
        ? time.format(new Date(ends_at))
        : date(timezone, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(
            new Date(ends_at),
          );
      const [first, last] = [zoneName(starts_at, timezone), zoneName(ends_at, timezone)];
      return `${time.format(new Date(starts_at))}${first === last ? '' : ` ${first}`}–${until} ${last}`;
    },
    /** A moment in the reader's own zone. */
    moment: (instant: string) =>
      new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(
        new Date(instant),
      ),
  };
}

export type Formats = ReturnType<typeof formatsOf>;

export function useFormats(): Formats {
  const { locale } = useLocale();
  return useMemo(() => formatsOf(locale), [locale]);
}
