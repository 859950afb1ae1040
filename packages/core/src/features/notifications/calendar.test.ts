import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { calendarFile, timezoneComponent } from './calendar.ts';

const event = {
  id: '01a1fbc6-1746-745d-a6e0-c1972b89ff3e',
  title: 'Malam; Gamelan, "dua"\r\nATTACH:https://thief.test',
  place: 'Pendopo Agung',
  description: 'x'.repeat(200),
  url: 'https://setiket.test/events/1',
  starts_at: new Date('2026-12-12T12:00:00Z'),
  ends_at: new Date('2026-12-12T15:00:00Z'),
  timezone: 'Asia/Jakarta',
  updated_at: new Date('2026-11-20T00:00:00Z'),
  sequence: 0,
  is_cancelled: false,
};

describe('a calendar file', () => {
  const file = calendarFile(event, 'setiket.test');
  const lines = file.split('\r\n');

  test('has the lines that RFC 5545 asks for', () => {
    expect(file.replaceAll('\r\n', '')).not.toContain('\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(lines).toContain('DTSTAMP:20261120T000000Z');
    expect(lines).toContain('DTSTART;TZID=Asia/Jakarta:20261212T190000');
    expect(lines.filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1);
    expect(lines).toContain('TZOFFSETTO:+0700');
  });

  test('a title begins no line of its own', () => {
    expect(lines.filter((line) => line.startsWith('ATTACH'))).toEqual([]);
    expect(file.replaceAll('\r\n ', '')).toContain('SUMMARY:Malam\\; Gamelan\\, "dua"\\nATTACH:https://thief.test');
  });
});

describe('the time zone that it brings', () => {
  test.each(['Asia/Jakarta', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'is that of %s',
    (zone) => {
      const component = timezoneComponent(zone, event.starts_at, event.ends_at);
      for (let day = 0; day < 700; day++) {
        const moment = DateTime.fromJSDate(event.starts_at, { zone }).minus({ days: 350 }).plus({ days: day });
        expect(offsetAt(component, moment), moment.toISO() ?? '').toBe(moment.toFormat('ZZZ'));
      }
    },
  );
});

/** The offset that a calendar would read from the component for what a wall clock shows. */
function offsetAt(component: string, moment: DateTime): string | undefined {
  const wall = moment.toFormat("yyyyMMdd'T'HHmmss");
  const observances = [...component.matchAll(/DTSTART:(\S+)\r\nTZOFFSETFROM:(\S+)\r\nTZOFFSETTO:(\S+)/g)];
  return observances
    .filter(([, start]) => start! <= wall)
    .map(([, , , to]) => to)
    .at(-1);
}
