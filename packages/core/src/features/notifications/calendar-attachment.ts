import type { events } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import type { Language } from '../../kernel/format.ts';
import type { Attachment } from '../../kernel/mailer.ts';
import { calendarFile } from './calendar.ts';
import { mailDomain } from './deliver.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';
import { placeOf } from './place.ts';

/** The one calendar file of an event, for those who hold a ticket: in mails and at `GET /tickets/{id}/calendar`. */
export function eventCalendar(deps: Pick<Deps, 'env'>, event: events, language: Language): string {
  const words = messagesOf(language);
  const link = event.is_online ? event.online_url : '';
  return calendarFile(
    {
      id: event.id,
      title: event.title,
      place: link !== '' && event.place_name === '' ? link : placeOf(event, words),
      description: link === '' ? event.description : `${words.link}: ${link}\n\n${event.description}`,
      url: linksOf(deps.env).event(event.id),
      starts_at: event.starts_at,
      ends_at: event.ends_at,
      timezone: event.timezone,
      updated_at: event.updated_at,
      sequence: event.calendar_sequence,
      is_cancelled: event.status === 'cancelled',
    },
    mailDomain(deps),
  );
}

/** The same as an attachment. */
export function calendarAttachment(
  deps: Pick<Deps, 'env'>,
  event: events,
  language: Language,
  { filename }: { filename: string },
): Attachment {
  const method = event.status === 'cancelled' ? 'CANCEL' : 'PUBLISH';
  return {
    filename,
    content_type: `text/calendar; charset=utf-8; method=${method}`,
    content: eventCalendar(deps, event, language),
  };
}
