import { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { type Language, languageOf, periodText } from '../../kernel/format.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { calendarAttachment } from './calendar-attachment.ts';
import { addressOf, notice, quoteOf } from './compose-notices.ts';
import type { Fact } from './content.ts';
import { deliverOnce } from './deliver.ts';
import { eventMessagesOf } from './event-messages.ts';
import { mailHolders } from './holders.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';
import { placeOf } from './place.ts';

const concurrency = 4;

/** What ticket holders plan by, as it was at one time. */
const holderFacts = z.object({
  starts_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  timezone: z.string(),
  place_name: z.string(),
  full_address: z.string(),
  city: z.string(),
  location: z.string(),
  is_online: z.boolean(),
  online_url: z.string(),
});

export type HolderFacts = z.output<typeof holderFacts>;

const change = { event_id: z.uuid(), sequence: z.int() };

/** One change of an event, mailed to every holder of a ticket. */
export const mailEventChange = defineJob({
  name: 'event.mail_change',
  payload: z.object(change),
  async run(deps, { event_id, sequence }) {
    await mailHolders(deps, { event_id }, eventChangedMail, (user_id) => ({ event_id, sequence, user_id }));
  },
});

/** Old and new time, place and link, with a calendar file that replaces the one before. */
export const eventChangedMail = defineJob({
  name: 'mail.event_changed',
  payload: z.object({ ...change, user_id: z.uuid() }),
  concurrency,
  async run(deps, { event_id, sequence, user_id }) {
    const row = await deps.db.event_changes.findUnique({
      where: { event_id_sequence: { event_id, sequence } },
      include: { event: true },
    });
    const user = await deps.db.users.findUnique({ where: { id: user_id } });
    if (!row || !user || row.event.status === 'cancelled') return skip(deps, 'event is not on', { event_id });
    const held = await deps.db.tickets.count({
      where: { event_id, owner_id: user_id, status: { not: 'cancelled' } },
    });
    if (held === 0) return skip(deps, 'no ticket any more', { event_id, user_id });
    const delivery = { kind: 'event_changed', subject_id: `${event_id}:${sequence}`, to: addressOf(user) };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(user.locale);
      const words = eventMessagesOf(language).changed;
      const { title } = row.event;
      const before = holderFacts.parse(row.before);
      const after = holderFacts.parse(row.after);
      const facts = changedFacts(before, after, language);
      const isLinkOnly = facts.length === 0;
      const { starts_at, ends_at, ...place } = after;
      const event = {
        ...row.event,
        ...place,
        starts_at: new Date(starts_at),
        ends_at: new Date(ends_at),
        calendar_sequence: sequence,
      };
      const hasOtherLink = before.online_url !== after.online_url;
      if (hasOtherLink && after.online_url !== '') facts.push({ label: words.link, value: after.online_url });
      return notice(user, messagesOf(language), {
        subject: words.subject(title),
        heading: words.heading(title),
        paragraphs: [
          isLinkOnly ? words.link_only : words.body,
          ...(hasOtherLink && after.online_url === '' ? [words.no_link] : []),
        ],
        facts,
        action: { label: words.action, url: linksOf(deps.env).tickets },
        notes: [words.note],
        attachments: [calendarAttachment(deps, event, language, { filename: words.calendar_file })],
      });
    });
  },
});

function changedFacts(before: HolderFacts, after: HolderFacts, language: Language): Fact[] {
  const words = eventMessagesOf(language).changed;
  const facts: Fact[] = [];
  const when = (facts: HolderFacts) =>
    periodText(new Date(facts.starts_at), new Date(facts.ends_at), facts.timezone, language);
  if (when(before) !== when(after))
    facts.push({ label: words.when_before, value: when(before) }, { label: words.when_now, value: when(after) });
  const where = (facts: HolderFacts) => {
    const place = placeOf(facts, messagesOf(language));
    return facts.location.trim() === '' ? place : [place, facts.location].filter(Boolean).join(' · ');
  };
  if (where(before) !== where(after))
    facts.push({ label: words.where_before, value: where(before) }, { label: words.where_now, value: where(after) });
  return facts;
}

/** The cancellation of an event, mailed to everyone who held a ticket when it was cancelled. */
export const mailEventCancellation = defineJob({
  name: 'event.mail_cancellation',
  payload: z.object({ event_id: z.uuid() }),
  async run(deps, { event_id }) {
    const event = await deps.db.events.findUnique({ where: { id: event_id } });
    if (event?.status !== 'cancelled' || !event.closed_at) return skip(deps, 'event is not cancelled', { event_id });
    const holders = { event_id, cancelled_since: event.closed_at };
    await mailHolders(deps, holders, holderOfCancelledMail, (user_id) => ({ event_id, user_id }));
  },
});

/** To one holder: the event is off, with a file that takes it out of the calendar. Money is the payer's mail. */
export const holderOfCancelledMail = defineJob({
  name: 'mail.event_off',
  payload: z.object({ event_id: z.uuid(), user_id: z.uuid() }),
  concurrency,
  async run(deps, { event_id, user_id }) {
    const event = await deps.db.events.findUnique({ where: { id: event_id }, include: { cancellation: true } });
    const user = await deps.db.users.findUnique({ where: { id: user_id } });
    if (event?.status !== 'cancelled' || !user) return skip(deps, 'event is not cancelled', { event_id });
    const delivery = { kind: 'event_off', subject_id: event_id, to: addressOf(user) };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(user.locale);
      const words = eventMessagesOf(language).cancelled;
      const common = messagesOf(language);
      const facts: Fact[] = [
        { label: common.event, value: event.title },
        { label: common.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
      ];
      if (event.cancellation?.reason) facts.push({ label: words.reason, value: event.cancellation.reason });
      return notice(user, common, {
        subject: words.subject(event.title),
        heading: words.heading(event.title),
        paragraphs: [words.body, words.money],
        facts,
        action: { label: words.action, url: linksOf(deps.env).home },
        notes: [words.note],
        attachments: [calendarAttachment(deps, event, language, { filename: words.calendar_file })],
      });
    });
  },
});

/** An administrator has decided on a change of an event on sale, to its author. */
export const revisionDecidedMail = defineJob({
  name: 'mail.revision_decided',
  payload: z.object({ revision_id: z.uuid() }),
  async run(deps, { revision_id }) {
    const revision = await deps.db.event_revisions.findUnique({
      where: { id: revision_id },
      include: { author: true, event: true },
    });
    if (revision?.status !== 'approved' && revision?.status !== 'rejected')
      return skip(deps, 'change is not decided', { revision_id });
    const { author, event, status, reason } = revision;
    const delivery = { kind: `revision_${status}`, subject_id: revision_id, to: addressOf(author) };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(author.locale);
      const words = messagesOf(language);
      const { subject, heading, body, action } = eventMessagesOf(language)[`revision_${status}`];
      const links = linksOf(deps.env);
      return notice(author, words, {
        subject: subject(event.title),
        heading,
        paragraphs: [body(event.title)],
        ...quoteOf(reason, words),
        facts: [
          { label: words.event, value: event.title },
          { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
        ],
        action: { label: action, url: status === 'approved' ? links.event(event.id) : links.edit_event(event.id) },
      });
    });
  },
});

export const eventMailJobs: readonly AnyJob[] = [
  mailEventChange,
  eventChangedMail,
  mailEventCancellation,
  holderOfCancelledMail,
  revisionDecidedMail,
];

/** The state has moved on between the job and its run. */
function skip(deps: Deps, reason: string, ids: Record<string, string>): void {
  deps.log.debug({ ...ids, reason }, 'mail not needed');
}
