import { openWorld } from '@setiket/testing/world';
import { describe, expect, test } from 'vitest';
import { periodText } from './format.ts';
import { resolvePeriod } from './period.ts';
import { instantString, parseInstant, timezoneString, wallClock } from './time.ts';
import { TIMEZONES } from './timezones.ts';

describe('timezoneString', () => {
  test.each([
    'Asia/Jakarta',
    'Asia/Calcutta',
    'US/Pacific',
    'UTC',
    'Etc/GMT+7',
    'Europe/Kyiv',
    'America/Ciudad_Juarez',
  ])('takes %s', (zone) => expect(timezoneString.parse(zone)).toBe(zone));
  test.each([
    ['asia/jakarta', 'Asia/Jakarta'],
    ['AMERICA/PORT-AU-PRINCE', 'America/Port-au-Prince'],
  ])('spells %s as it is spelled', (typed, zone) => expect(timezoneString.parse(typed)).toBe(zone));
  test.each([
    'US/Pacific-New',
    '+0700',
    '+07:00',
    '-03',
    'AET',
    'ACT',
    'PST',
    'IST',
    'SystemV/AST4',
    'Mars/Olympus',
    '',
  ])('refuses %j', (zone) => expect(timezoneString.safeParse(zone).success).toBe(false));

  test('every zone means the same to PostgreSQL and to JavaScript, in summer and in winter', async () => {
    await using world = await openWorld();
    const moments = ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'].map((text) => new Date(text));
    for (const moment of moments) {
      const rows = await world.deps.db.$queryRaw<{ zone: string; shown: string }[]>`
        SELECT zone, to_char(${moment}::timestamptz AT TIME ZONE zone, 'YYYY-MM-DD HH24:MI:SS') AS shown
        FROM unnest(${[...TIMEZONES]}::text[]) AS zone`;
      const other = rows.filter(({ zone, shown }) => Object.values(wallClock(moment, zone)).join(' ') !== shown);
      expect(other).toEqual([]);
    }
  });
});

describe('instantString', () => {
  test.each(['2027-01-01T19:00+07:00', '2027-01-01T19:00Z', '2027-01-01T19:00', '2027-01-01T19:00:00.512+0700'])(
    'takes %s',
    (text) => expect(instantString.safeParse(text).success).toBe(true),
  );
  test.each([
    '2027-01-01',
    '2027-02-30T19:00',
    '2027-01-01T25:00',
    '2027-01-01T19:00+99:00',
    '0000-01-01T00:00',
    'soon',
  ])('refuses %s', (text) => expect(instantString.safeParse(text).success).toBe(false));
});

describe('parseInstant', () => {
  test.each([
    ['once', '2027-11-07T03:00', 'America/New_York', '2027-11-07T08:00:00.000Z'],
    ['the first of two times', '2027-11-07T01:30', 'America/New_York', '2027-11-07T05:30:00.000Z'],
    ['a time that is skipped, as much later', '2027-03-14T02:30', 'America/New_York', '2027-03-14T07:30:00.000Z'],
    ['half an hour that is skipped', '2027-10-03T02:15', 'Australia/Lord_Howe', '2027-10-02T15:45:00.000Z'],
    [
      'the first of two times in the other hemisphere',
      '2027-04-04T02:30',
      'Australia/Sydney',
      '2027-04-03T15:30:00.000Z',
    ],
    ['an offset', '2027-01-01T19:00+07:00', 'Europe/Berlin', '2027-01-01T12:00:00.000Z'],
  ])('%s', (_what, text, zone, instant) => expect(parseInstant(text, zone).toISOString()).toBe(instant));
});

describe('resolvePeriod', () => {
  const current = { starts_at: new Date('2027-01-01T12:00:12.345Z'), ends_at: new Date('2027-01-01T15:00:00.678Z') };
  const zone = 'Asia/Jakarta';
  test('what is not sent stays as it is, to the millisecond', () => {
    expect(resolvePeriod({}, zone, { fallback: current })).toEqual(current);
    expect(resolvePeriod({ end_date: '2027-01-02' }, zone, { fallback: current }).starts_at).toEqual(current.starts_at);
  });
  test('what is sent as the clock shows it stays too', () => {
    const shown = { start_date: '2027-01-01', start_time: '19:00', end_date: '2027-01-01', end_time: '22:00:00' };
    expect(resolvePeriod(shown, zone, { current })).toEqual(current);
    expect(resolvePeriod({ ...shown, start_time: '19:01' }, zone, { current }).starts_at.toISOString()).toBe(
      '2027-01-01T12:01:00.000Z',
    );
  });
});

describe('periodText', () => {
  const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  test('names the zone at the end where the clock is changed in between', () => {
    const text = (starts: string, ends: string, zone: string) =>
      spaces(periodText(new Date(starts), new Date(ends), zone, 'en'));
    expect(text('2027-11-07T02:00:00Z', '2027-11-07T08:00:00Z', 'America/New_York')).toMatch(
      /22:00 (EDT|GMT-4) – .*, 03:00 (EST|GMT-5)$/,
    );
    expect(text('2027-06-01T12:00:00Z', '2027-06-01T15:00:00Z', 'Asia/Jakarta')).toMatch(/19:00–22:00 WIB$/);
    expect(text('2027-10-31T00:30:00Z', '2027-10-31T03:00:00Z', 'Europe/Berlin')).toMatch(
      /02:30 (CEST|GMT\+2)–04:00 (CET|GMT\+1)$/,
    );
  });
});
