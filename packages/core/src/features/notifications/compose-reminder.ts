import type { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { languageOf, periodText } from '../../kernel/format.ts';
import { linkFacts, stubOf } from './compose-tickets.ts';
import { greetingName, type MailContent } from './content.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';
import { placeOf } from './place.ts';

/** What a reminder is made of. */
export const ticketsForReminder = {
  include: { event: true, owner: true, ticket_type: true },
  orderBy: { code: 'asc' },
} as const satisfies Prisma.ticketsFindManyArgs;

type Ticket = Prisma.ticketsGetPayload<Pick<typeof ticketsForReminder, 'include'>>;

/** It begins soon: when, where, and every QR code that opens the door. */
export async function composeReminder(deps: Deps, tickets: Ticket[]): Promise<MailContent> {
  const { event, owner } = tickets[0]!;
  const language = languageOf(owner.locale);
  const words = messagesOf(language);
  const stubs = await Promise.all(tickets.map((ticket) => stubOf(deps, ticket, language)));
  const when = periodText(event.starts_at, event.ends_at, event.timezone, language);
  const where = placeOf(event, words);
  return {
    language,
    subject: words.event_reminder.subject(event.title),
    preview: `${when} · ${where}`,
    heading: words.event_reminder.heading(event.title),
    paragraphs: [words.hello(greetingName(owner)), words.event_reminder.body(tickets.length)],
    facts: [
      { label: words.when, value: when },
      { label: words.where, value: where },
      ...linkFacts(event, words),
      { label: words.tickets, value: String(tickets.length) },
    ],
    tickets: stubs.map(({ stub }) => stub),
    action: { label: words.booking_confirmed.action, url: linksOf(deps.env).tickets },
    notes: [words.booking_confirmed.note],
    attachments: stubs.map(({ picture }) => picture),
  };
}
