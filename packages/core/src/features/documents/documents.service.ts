import type { invoices, Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { languageOf } from '../../kernel/format.ts';
import { issueInvoice, issueUpgradeInvoice, orderNumber } from '../invoices/index.ts';
import { openQrSigner } from '../ticket-qr/index.ts';
import { type Document, storedPdf } from './stored.ts';
import type { PaperTicket, TicketSheet } from './ticket-pdf.ts';
import { wordsOf } from './words.ts';

// Fonts and what draws with them are loaded by the first paper: most processes never draw one.

/** Part of every key: a new design is drawn anew. */
const DESIGN = 'v2';

const ticketParts = {
  ticket_type: { select: { title: true } },
  owner: true,
} as const satisfies Prisma.ticketsInclude;

type Ticket = Prisma.ticketsGetPayload<{ include: typeof ticketParts }>;

const eventParts = { organization: { select: { name: true } } } as const satisfies Prisma.eventsInclude;

type Event = Prisma.eventsGetPayload<{ include: typeof eventParts }>;

/** Pages of one document. Buyers of more get their tickets one at a time. */
export const MAX_PAGES = 200;

/**
 * The tickets of a booking on paper: those that somebody holds, its buyer where nobody is named, and that are not
 * cancelled.
 * @returns undefined when there is none, or more than `MAX_PAGES`
 */
export async function ticketsPdf(deps: Deps, booking_id: string, holder_id?: string): Promise<Document | undefined> {
  const booking = await deps.db.bookings.findUnique({
    where: { id: booking_id },
    include: {
      event: { include: eventParts },
      tickets: { include: ticketParts, where: { status: { not: 'cancelled' } }, orderBy: { code: 'asc' } },
    },
  });
  const holder = holder_id ?? booking?.user_id;
  const tickets = booking?.tickets.filter(({ owner_id }) => owner_id === holder) ?? [];
  if (!booking || tickets.length === 0 || tickets.length > MAX_PAGES) return undefined;
  const name = wordsOf(languageOf(tickets[0]!.owner.locale)).tickets_file;
  return paper(deps, { event: booking.event, tickets, filename: `${name}-${orderNumber(booking)}.pdf` });
}

/**
 * One ticket on paper, for who holds it: named by the caller, so that who has just given it away never gets the paper of
 * the next holder.
 * @returns undefined when it was cancelled, given away or does not exist
 */
export async function ticketPdf(
  deps: Deps,
  { ticket_id, owner_id }: { ticket_id: string; owner_id: string },
): Promise<Document | undefined> {
  const ticket = await deps.db.tickets.findUnique({
    where: { id: ticket_id, owner_id, status: { not: 'cancelled' } },
    include: { ...ticketParts, event: { include: eventParts } },
  });
  if (!ticket) return undefined;
  const name = wordsOf(languageOf(ticket.owner.locale)).ticket_file;
  return paper(deps, { event: ticket.event, tickets: [ticket], filename: `${name}-${ticket.code}.pdf` });
}

type Paper = { event: Event; tickets: Ticket[]; filename: string };

/** Everything that stands on it is part of its key: what has changed hands or moved is never handed out as it was. */
async function paper(deps: Deps, { event, tickets, filename }: Paper): Promise<Document> {
  const { title, starts_at, ends_at, timezone, place_name, full_address, city, is_online, online_url } = event;
  const place = { place_name, full_address, city, is_online, online_url };
  const sheet: Omit<TicketSheet, 'drawn_at'> = {
    language: languageOf(tickets[0]!.owner.locale),
    event: { title, organizer: event.organization.name, starts_at, ends_at, timezone, ...place },
    tickets: tickets.map((ticket) => onPaper(deps, ticket)),
  };
  const key = `document/tickets/${sha256Hex(`${DESIGN}\n${JSON.stringify(sheet)}`)}.pdf`;
  const bytes = await storedPdf(deps, key, async () => {
    const { ticketsPdfOf } = await import('./ticket-pdf.ts');
    return ticketsPdfOf({ ...sheet, drawn_at: deps.clock.now() });
  });
  return { bytes, filename };
}

function onPaper({ env }: Deps, { id, event_id, qr_secret, code, ticket_type, owner }: Ticket): PaperTicket {
  const qr = openQrSigner(env.QR_SIGNING_SECRET).sign({ ticket_id: id, event_id, qr_secret });
  return {
    code,
    type: ticket_type.title,
    holder: `${owner.first_name} ${owner.last_name}`.trim() || owner.username,
    username: owner.username,
    qr,
  };
}

/**
 * The invoice of a booking, issued now if it was not yet.
 * @returns undefined for what was never confirmed, or costs nothing
 */
export async function invoicePdf(deps: Deps, booking_id: string): Promise<Document | undefined> {
  const invoice = await issueInvoice(deps, booking_id);
  return invoice && drawInvoice(deps, invoice);
}

/**
 * The invoice of an upgrade, issued now if it was not yet.
 * @returns undefined for what was never paid for
 */
export async function upgradeInvoicePdf(deps: Deps, upgrade_id: string): Promise<Document | undefined> {
  const invoice = await issueUpgradeInvoice(deps, upgrade_id);
  return invoice && drawInvoice(deps, invoice);
}

/** An invoice or credit note that was issued; undefined when there is none such. */
export async function documentPdf(deps: Deps, where: Prisma.invoicesWhereInput): Promise<Document | undefined> {
  const document = await deps.db.invoices.findFirst({ where });
  return document ? drawInvoice(deps, document) : undefined;
}

const reader = { select: { locale: true } } as const;

async function drawInvoice(deps: Deps, invoice: invoices): Promise<Document> {
  const {
    booking,
    upgrade,
    invoice: corrected,
  } = await deps.db.invoices.findUniqueOrThrow({
    where: { id: invoice.id },
    select: {
      booking: { include: { user: reader } },
      upgrade: { select: { payer: reader } },
      invoice: { select: { number: true, upgrade: { select: { payer: reader } } } },
    },
  });
  // Who paid for an upgrade need not be who had booked.
  const { locale } = upgrade?.payer ?? corrected?.upgrade?.payer ?? booking.user;
  const language = languageOf(locale);
  const bytes = await storedPdf(deps, `document/invoices/${invoice.id}-${language}-${DESIGN}.pdf`, async () => {
    const { invoicePdfOf } = await import('./invoice-pdf.ts');
    const order_number = orderNumber(booking);
    return invoicePdfOf({ language, invoice, order_number, corrects: corrected?.number ?? null });
  });
  return { bytes, filename: `${wordsOf(language)[`${invoice.kind}_file`]}-${invoice.number}.pdf` };
}
