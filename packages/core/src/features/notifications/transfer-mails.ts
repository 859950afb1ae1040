import type { Prisma } from '@setiket/db';
import { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { type Language, languageOf, momentText, periodText } from '../../kernel/format.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { addressOf, notice } from './compose-notices.ts';
import { calendarOf, linkFacts, stubOf, ticketPapersOf } from './compose-tickets.ts';
import { type Fact, type MailContent, nameOf } from './content.ts';
import { deliverOnce } from './deliver.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';
import { transferToken } from './one-time-tokens.ts';
import { placeOf } from './place.ts';
import { transferMessagesOf } from './transfer-messages.ts';

const transferForMail = {
  include: { ticket: { include: { event: true, ticket_type: true } }, from_user: true, to_user: true },
} as const satisfies Prisma.ticket_transfersDefaultArgs;

type TransferForMail = Prisma.ticket_transfersGetPayload<typeof transferForMail>;

const payload = z.object({ transfer_id: z.uuid() });

function find({ db }: Deps, id: string): Promise<TransferForMail | null> {
  return db.ticket_transfers.findUnique({ where: { id }, ...transferForMail });
}

/** Somebody would like to give a ticket: to the address that it is for, with the token that accepts. */
export const transferOfferedMail = defineJob({
  name: 'mail.transfer_offered',
  payload,
  async run(deps, { transfer_id }) {
    const transfer = await find(deps, transfer_id);
    if (transfer?.status !== 'pending' || transfer.expires_at <= deps.clock.now())
      return skip(deps, 'transfer is no longer pending', transfer_id);
    const delivery = { kind: 'transfer_offered', subject_id: transfer.id, to: recipientOf(transfer) };
    await deliverOnce(deps, delivery, async () => composeOffer(deps, transfer));
  },
});

/** The ticket with its new QR code, to who has accepted it and still has it. */
export const transferReceivedMail = defineJob({
  name: 'mail.transfer_received',
  payload,
  async run(deps, { transfer_id }) {
    const transfer = await find(deps, transfer_id);
    const { ticket, to_user } = transfer ?? {};
    if (!transfer || !to_user || ticket?.status !== 'active' || ticket.owner_id !== to_user.id)
      return skip(deps, 'ticket is not the recipient’s', transfer_id);
    const delivery = { kind: 'transfer_received', subject_id: transfer.id, to: addressOf(to_user) };
    await deliverOnce(deps, delivery, () => composeReceived(deps, transfer, to_user));
  },
});

/** To the sender: it has been accepted. */
export const transferAcceptedMail = defineJob({
  name: 'mail.transfer_accepted',
  payload,
  async run(deps, { transfer_id }) {
    const transfer = await find(deps, transfer_id);
    if (transfer?.status !== 'accepted') return skip(deps, 'transfer was not accepted', transfer_id);
    const { from_user } = transfer;
    const delivery = { kind: 'transfer_accepted', subject_id: transfer.id, to: addressOf(from_user) };
    await deliverOnce(deps, delivery, async () => {
      const { subject, heading, body, note } = transferMessagesOf(languageOf(from_user.locale)).accepted;
      const { title } = transfer.ticket.event;
      return aboutTicket(deps, transfer, from_user, {
        subject: subject(title),
        heading,
        paragraphs: [body(recipientName(transfer))],
        notes: [note],
      });
    });
  },
});

/** Taken back: to the recipient. Declined or run out: to the sender, whose ticket it stays. */
export const transferEndedMail = defineJob({
  name: 'mail.transfer_ended',
  payload,
  async run(deps, { transfer_id }) {
    const transfer = await find(deps, transfer_id);
    if (!transfer) return skip(deps, 'no such transfer', transfer_id);
    const { status, from_user } = transfer;
    if (status === 'pending' || status === 'accepted') return skip(deps, 'transfer is not over', transfer_id);
    const isForRecipient = status === 'cancelled';
    const to = isForRecipient ? recipientOf(transfer) : addressOf(from_user);
    await deliverOnce(deps, { kind: `transfer_${status}`, subject_id: transfer.id, to }, async () => {
      const reader = isForRecipient ? (transfer.to_user ?? strangerLike(transfer)) : from_user;
      const { subject, heading, body } = transferMessagesOf(languageOf(reader.locale))[status];
      const other = isForRecipient ? nameOf(from_user) : recipientName(transfer);
      const { title } = transfer.ticket.event;
      return aboutTicket(deps, transfer, reader, { subject: subject(title), heading, paragraphs: [body(other)] });
    });
  },
});

export const transferMailJobs: readonly AnyJob[] = [
  transferOfferedMail,
  transferReceivedMail,
  transferAcceptedMail,
  transferEndedMail,
];

function composeOffer(deps: Deps, transfer: TransferForMail): MailContent {
  const { ticket, from_user } = transfer;
  const language = languageOf((transfer.to_user ?? from_user).locale);
  const { subject, heading, hello, body, note, ...own } = transferMessagesOf(language).offered;
  const sender = nameOf(from_user);
  const token = transferToken(deps.env, transfer.id);
  const message = transfer.message.trim();
  return {
    language,
    subject: subject(sender, ticket.event.title),
    preview: body(sender),
    heading: heading(ticket.event.title),
    paragraphs: [hello, body(sender)],
    ...(message !== '' && { quote: { by: sender, text: message } }),
    facts: [
      ...factsOf(transfer, language),
      { label: own.until, value: momentText(transfer.expires_at, ticket.event.timezone, language) },
      { label: own.code, value: token },
    ],
    tickets: [],
    action: { label: own.action, url: linksOf(deps.env).transfer(token) },
    notes: [note],
    attachments: [],
  };
}

async function composeReceived(deps: Deps, transfer: TransferForMail, user: User): Promise<MailContent> {
  const { ticket } = transfer;
  const language = languageOf(user.locale);
  const { subject, heading, body } = transferMessagesOf(language).received;
  const { stub, picture } = await stubOf(deps, ticket, language);
  return aboutTicket(deps, transfer, user, {
    subject: subject(ticket.event.title),
    heading: heading(ticket.event.title),
    paragraphs: [body(nameOf(transfer.from_user))],
    facts: [...factsOf(transfer, language), ...linkFacts(ticket.event, messagesOf(language))],
    tickets: [stub],
    notes: [messagesOf(language).booking_confirmed.note],
    attachments: [
      picture,
      calendarOf(deps, ticket.event, language),
      ...(await ticketPapersOf(deps, [{ ...ticket, owner_id: user.id }])),
    ],
  });
}

type User = TransferForMail['from_user'];
type Words = Partial<MailContent> & { subject: string; heading: string };

function aboutTicket(deps: Deps, transfer: TransferForMail, reader: User, own: Words): MailContent {
  const language = languageOf(reader.locale);
  return notice(reader, messagesOf(language), {
    facts: factsOf(transfer, language),
    action: { label: transferMessagesOf(language).action, url: linksOf(deps.env).tickets },
    ...own,
  });
}

function factsOf({ ticket: { event, ticket_type } }: TransferForMail, language: Language): Fact[] {
  const words = messagesOf(language);
  return [
    { label: words.event, value: event.title },
    { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
    { label: words.where, value: placeOf(event, words) },
    { label: words.ticket, value: ticket_type.title },
  ];
}

/** Whoever it was offered to: an account, or an address without one. */
function recipientOf({ to_user, to_email }: TransferForMail) {
  return to_user?.email === to_email ? addressOf(to_user) : { name: '', address: to_email };
}

function recipientName({ to_user, to_email, status }: TransferForMail): string {
  return status === 'accepted' && to_user ? nameOf(to_user) : to_email;
}

/** Somebody without an account reads the sender's language, and is greeted by the address. */
function strangerLike({ from_user, to_email }: TransferForMail): User {
  return { ...from_user, first_name: to_email };
}

function skip(deps: Deps, reason: string, transfer_id: string): void {
  deps.log.debug({ transfer_id, reason }, 'mail not needed');
}
