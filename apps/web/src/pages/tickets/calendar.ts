import { saveBlob } from '../../lib/files.ts';
import type { Ticket } from './queries.ts';

/** iCalendar wants commas, semicolons and line breaks escaped (RFC 5545, 3.3.11). */
const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
const local = (date: string, time: string) =>
  `${date.replaceAll('-', '')}T${time.replaceAll(':', '').slice(0, 6).padEnd(6, '0')}`;

/** Hands the event of a ticket over to the calendar of this device, in the event's own time zone. */
export function saveCalendarEntry(ticket: Ticket): void {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Setiket//Setiket//EN',
    'BEGIN:VEVENT',
    `UID:${ticket.id}@setiket`,
    `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;TZID=${ticket.timezone}:${local(ticket.start_date, ticket.start_time)}`,
    `DTEND;TZID=${ticket.timezone}:${local(ticket.end_date, ticket.end_time)}`,
    `SUMMARY:${escaped(ticket.event)}`,
    `LOCATION:${escaped([ticket.place_name, ticket.city].filter(Boolean).join(', '))}`,
    `DESCRIPTION:${escaped(`${ticket.title} · ${ticket.code} · ${location.origin}/tickets/${ticket.id}`)}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  saveBlob(new Blob([lines.join('\r\n')], { type: 'text/calendar' }), `${ticket.code}.ics`);
}
