import type { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { languageOf, periodText, sumText } from '../../kernel/format.ts';
import { amount } from '../../kernel/money.ts';
import { type Fact, greetingName, type MailContent } from './content.ts';
import { linksOf } from './links.ts';
import { type Messages, messagesOf } from './messages.ts';

export const cancelledForMail = {
  include: {
    user: true,
    event: { include: { cancellation: true } },
    tickets: true,
    payments: {
      where: { status: 'succeeded', provider: { not: 'comp' } },
      include: { refunds: true, upgrade: { select: { payer_id: true } } },
    },
  },
} as const satisfies Prisma.bookingsDefaultArgs;

export type CancelledForMail = Prisma.bookingsGetPayload<typeof cancelledForMail>;

type Outcome = { used: number; cancelled: number; returned: ReturnType<typeof amount>; wasPaid: boolean };

/** What the cancellation did to this booking: earlier refunds of it are not part of it. */
function outcomeOf({ user_id, event, tickets, payments }: CancelledForMail): Outcome {
  const since = event.cancellation?.started_at ?? new Date(0);
  const own = payments.filter(({ upgrade }) => upgrade === null || upgrade.payer_id === user_id);
  const refunds = own.flatMap((payment) => payment.refunds).filter(({ created_at }) => created_at >= since);
  return {
    used: tickets.filter(({ status }) => status === 'used').length,
    cancelled: tickets.filter(({ cancelled_at }) => cancelled_at !== null && cancelled_at >= since).length,
    returned: refunds.reduce((sum, refund) => sum.plus(amount(refund.amount)), amount(0)),
    wasPaid: own.length > 0,
  };
}

function sentenceOf(words: Messages['event_cancelled'], { used, cancelled, returned, wasPaid }: Outcome): string {
  const goesBack = !returned.isZero();
  if (used === 0) return goesBack ? words.body : wasPaid ? words.nothing_returned : words.free;
  if (cancelled === 0) return goesBack ? words.used_refunded : words.used;
  return goesBack ? words.partly : words.partly_free;
}

/**
 * One mail to the buyer, with what was cancelled, what was not, and what goes back. That the event is off, every holder of a
 * ticket is told at once and apart from this (`event-mails.ts`).
 */
export function composeEventCancelled(deps: Deps, booking: CancelledForMail): MailContent {
  const { user, event, currency } = booking;
  const language = languageOf(user.locale);
  const words = messagesOf(language).event_cancelled;
  const outcome = outcomeOf(booking);
  const isUsedPaidBack = outcome.used > 0 && event.cancellation?.refund_used_tickets === true;
  const isBoth = isUsedPaidBack && outcome.cancelled > 0 && !outcome.returned.isZero();
  const facts: Fact[] = [];
  if (outcome.cancelled > 0) facts.push({ label: words.cancelled_tickets, value: String(outcome.cancelled) });
  if (outcome.used > 0) facts.push({ label: words.used_tickets, value: String(outcome.used) });
  if (!outcome.returned.isZero())
    facts.push({ label: words.returned, value: sumText(outcome.returned, currency, language) });
  const subject = outcome.returned.isZero() ? words.subject : words.refund_subject;
  return contentOf(deps, event, {
    user,
    subject: subject(event.title),
    body: isBoth ? words.used_refunded : sentenceOf(words, outcome),
    facts,
  });
}

type Reader = CancelledForMail['user'];
type Parts = { user: Reader; subject: string; body: string; facts: Fact[] };

function contentOf(deps: Deps, event: CancelledForMail['event'], { user, subject, body, facts }: Parts): MailContent {
  const language = languageOf(user.locale);
  const words = messagesOf(language);
  const reason = event.cancellation?.reason;
  return {
    language,
    subject,
    preview: body,
    heading: words.event_cancelled.heading,
    paragraphs: [words.hello(greetingName(user)), body],
    facts: [
      { label: words.event, value: event.title },
      { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
      ...(reason ? [{ label: words.event_cancelled.reason, value: reason }] : []),
      ...facts,
    ],
    tickets: [],
    action: { label: words.event_cancelled.action, url: linksOf(deps.env).account },
    notes: [words.event_cancelled.note],
    attachments: [],
  };
}
