import { DateTime } from 'luxon';
import { type AmountLike, amount, moneyText } from './money.ts';

export type Language = 'id' | 'en';

/** Mails are written in these; whoever prefers another language gets Indonesian, the house's own. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'id';
}

/** English as it is written in Indonesia: day before month, 24 hours. */
const TAGS = { id: 'id-ID', en: 'en-GB' } as const;

const FREE = { id: 'Gratis', en: 'Free' } as const;

/** `Rp 150.000`; nothing to pay is a word, not a zero. */
export function priceText(price: AmountLike, currency: string, language: Language): string {
  return amount(price).isZero() ? FREE[language] : moneyText(price, currency, TAGS[language]);
}

export function sumText(sum: AmountLike, currency: string, language: Language): string {
  return moneyText(sum, currency, TAGS[language]);
}

/**
 * `Sabtu, 12 Desember 2026, 19.00–22.00 WIB`: as a clock at the place of the event shows it. Where the clock is changed
 * in between, each time has its own zone name.
 */
export function periodText(starts_at: Date, ends_at: Date, zone: string, language: Language): string {
  const day = formatter(language, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const clock = formatter(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const name = zoneName(ends_at, zone, language);
  const name_before = zoneName(starts_at, zone, language);
  const first = `${day.format(starts_at)}, ${clock.format(starts_at)}${name_before === name ? '' : ` ${name_before}`}`;
  const isOneDay = day.format(starts_at) === day.format(ends_at);
  return isOneDay
    ? `${first}–${clock.format(ends_at)} ${name}`
    : `${first} – ${day.format(ends_at)}, ${clock.format(ends_at)} ${name}`;
}

/** `12 Desember 2026, 19.00 WIB` */
export function momentText(instant: Date, zone: string, language: Language): string {
  const format = formatter(language, zone, { day: 'numeric', month: 'long', year: 'numeric' });
  const clock = formatter(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${format.format(instant)}, ${clock.format(instant)} ${zoneName(instant, zone, language)}`;
}

/** WIB, WITA and WIT are known by name only to Indonesian, and are what an English guest reads on the door too. */
export function zoneName(instant: Date, zone: string, language: Language): string {
  const local = zoneNameIn(TAGS.id, instant, zone);
  return /^WI(B|TA|T)$/.test(local) ? local : zoneNameIn(TAGS[language], instant, zone);
}

function zoneNameIn(tag: string, instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).setLocale(tag).offsetNameShort ?? zone;
}

function formatter(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(TAGS[language], { ...options, timeZone: zone });
}

const plurals = new Intl.PluralRules('en');

/** `1 ticket`, `2 tickets`, `2 tiket`. */
export function ticketCount(count: number, language: Language): string {
  if (language === 'id') return `${count} tiket`;
  return plurals.select(count) === 'one' ? `${count} ticket` : `${count} tickets`;
}
