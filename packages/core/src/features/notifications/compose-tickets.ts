import type { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { languageOf, periodText, priceText, sumText } from '../../kernel/format.ts';
import type { Attachment } from '../../kernel/mailer.ts';
import { amount } from '../../kernel/money.ts';
import { type Document, invoicePdf, ticketPdf, ticketsPdf } from '../documents/index.ts';
import { openQrSigner, qrPng } from '../ticket-qr/index.ts';
import { calendarAttachment } from './calendar-attachment.ts';
import { type Fact, greetingName, type MailContent, type TicketStub } from './content.ts';
import { mailDomain } from './deliver.ts';
import { linksOf } from './links.ts';
import { type Messages, messagesOf } from './messages.ts';
import { placeOf } from './place.ts';

/** What a confirmation is made of. */
export const bookingForMail = {
  include: { user: true, event: true, tickets: { include: { ticket_type: true }, orderBy: { code: 'asc' } } },
} as const satisfies Prisma.bookingsDefaultArgs;

export type BookingForMail = Prisma.bookingsGetPayload<typeof bookingForMail>;

/**
 * One mail with every ticket of a booking: QR codes inside; calendar file, tickets to print and invoice beside.
 * @param options.has_papers false leaves out the PDFs and says where they are
 */
export async function composeBookingConfirmed(
  deps: Deps,
  booking: BookingForMail,
  { has_papers }: { has_papers: boolean },
): Promise<MailContent> {
  const { user, event } = booking;
  const language = languageOf(user.locale);
  const papers = has_papers ? await papersOf(deps, booking.id) : [];
  const words = messagesOf(language);
  const links = linksOf(deps.env);
  const stubs = await Promise.all(booking.tickets.map((ticket) => stubOf(deps, ticket, language)));
  const when = periodText(event.starts_at, event.ends_at, event.timezone, language);
  const where = placeOf(event, words);
  const count = booking.tickets.length;
  return {
    language,
    subject: words.booking_confirmed.subject(event.title),
    preview: `${when} · ${where}`,
    heading: words.booking_confirmed.heading(event.title),
    paragraphs: [
      words.hello(greetingName(user)),
      `${words.booking_confirmed.thanks(count)} ${papers.length > 0 ? words.booking_confirmed.attached : words.booking_confirmed.on_order_page}`,
    ],
    facts: [
      { label: words.when, value: when },
      { label: words.where, value: where },
      ...linkFacts(event, words),
      { label: words.tickets, value: String(count) },
      { label: words.total, value: priceText(booking.total_amount, booking.currency, language) },
    ],
    tickets: stubs.map(({ stub }) => stub),
    action: { label: words.booking_confirmed.action, url: links.tickets },
    notes: [words.booking_confirmed.note],
    attachments: [...stubs.map(({ picture }) => picture), calendarOf(deps, event, language), ...papers],
  };
}

/** The invoice is left out where there is none: what is free is not invoiced. */
export async function papersOf(deps: Deps, booking_id: string): Promise<Attachment[]> {
  return attached(await ticketsPdf(deps, booking_id), await invoicePdf(deps, booking_id));
}

/** Tickets to print, as their holder has them now: what was given away since is nobody's to send. */
export async function ticketPapersOf(
  deps: Deps,
  tickets: { id: string; booking_id: string; owner_id: string }[],
): Promise<Attachment[]> {
  const [first] = tickets;
  if (!first) return [];
  const { id: ticket_id, booking_id, owner_id } = first;
  if (tickets.length > 1) return attached(await ticketsPdf(deps, booking_id, owner_id));
  return attached(await ticketPdf(deps, { ticket_id, owner_id }));
}

/** Documents as a mail carries them; those that there are. */
export function attached(...papers: (Document | undefined)[]): Attachment[] {
  return papers.flatMap((paper) =>
    paper ? [{ filename: paper.filename, content: paper.bytes, content_type: 'application/pdf' }] : [],
  );
}

/** The event for a guest's calendar. */
export function calendarOf(deps: Deps, event: BookingForMail['event'], language: MailContent['language']): Attachment {
  return calendarAttachment(deps, event, language, {
    filename: messagesOf(language).booking_confirmed.calendar_file,
  });
}

/** The link of an online event. For mails to ticket holders only. */
export function linkFacts(event: { is_online: boolean; online_url: string }, words: Messages): Fact[] {
  return event.is_online && event.online_url !== '' ? [{ label: words.link, value: event.online_url }] : [];
}

type Ticket = BookingForMail['tickets'][number];

/** A ticket as a mail shows it, with the picture of its QR code. */
export async function stubOf(
  deps: Deps,
  ticket: Ticket,
  language: MailContent['language'],
): Promise<{ stub: TicketStub; picture: Attachment }> {
  const qr_cid = `${ticket.id}@${mailDomain(deps)}`;
  const content = await qrPng(openQrSigner(deps.env.QR_SIGNING_SECRET).sign(ticketQr(ticket)));
  return {
    stub: {
      title: ticket.ticket_type.title,
      code: ticket.code,
      price: priceText(ticket.price, ticket.currency, language),
      qr_cid,
    },
    picture: { filename: `${ticket.code}.png`, content_type: 'image/png', content, cid: qr_cid },
  };
}

function ticketQr({ id, event_id, qr_secret }: { id: string; event_id: string; qr_secret: string }) {
  return { ticket_id: id, event_id, qr_secret };
}

export const ticketForMail = {
  include: {
    event: true,
    ticket_type: true,
    owner: { include: { balances: true } },
    booking: { include: { user: { include: { balances: true } }, payments: { where: { status: 'succeeded' } } } },
    refunds: { where: { kind: 'ticket' } },
  },
} as const satisfies Prisma.ticketsDefaultArgs;

export type TicketForMail = Prisma.ticketsGetPayload<typeof ticketForMail>;

/**
 * A cancelled ticket, and where its money went: to its owner, and where that is somebody else, to who had paid for it.
 */
export function composeTicketRefunded(deps: Deps, ticket: TicketForMail, user: TicketForMail['owner']): MailContent {
  const { event, refunds, booking } = ticket;
  const language = languageOf(user.locale);
  const words = messagesOf(language);
  const isPayer = user.id === booking.user_id;
  const sum = refunds.reduce((total, refund) => total.plus(amount(refund.amount)), amount(0));
  const returned = isPayer && !sum.isZero() ? sumText(sum, ticket.currency, language) : undefined;
  const isToBalance = refunds.every((refund) => refund.provider === 'balance');
  const isShown = isToBalance && returned !== undefined;
  const balance = isShown ? user.balances.find(({ currency }) => currency === ticket.currency) : undefined;
  const facts: Fact[] = [
    { label: words.event, value: event.title },
    { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
    {
      label: words.ticket,
      value: user.id === ticket.owner_id ? `${ticket.ticket_type.title} · ${ticket.code}` : ticket.ticket_type.title,
    },
  ];
  if (returned) facts.push({ label: words.ticket_refunded.amount, value: returned });
  if (balance)
    facts.push({ label: words.ticket_refunded.balance, value: sumText(balance.amount, balance.currency, language) });
  const { nothing_paid, returned_elsewhere, to_payer, to_balance, to_provider } = words.ticket_refunded;
  const whereTo = isToBalance ? to_balance : to_provider;
  const wasPaid = !amount(ticket.price).isZero() && booking.payments.some(({ provider }) => provider !== 'comp');
  const nothing = wasPaid ? returned_elsewhere : nothing_paid;
  const body = sum.isZero() ? nothing : isPayer ? whereTo : to_payer;
  return {
    language,
    subject: returned
      ? words.ticket_refunded.subject(event.title)
      : words.ticket_refunded.cancelled_subject(event.title),
    preview: body,
    heading: returned ? words.ticket_refunded.heading(returned) : words.ticket_refunded.cancelled_heading,
    paragraphs: [words.hello(greetingName(user)), body],
    facts,
    tickets: [],
    action: { label: words.ticket_refunded.action, url: linksOf(deps.env).account },
    notes: [words.ticket_refunded.note],
    attachments: [],
  };
}
