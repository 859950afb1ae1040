import { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { type Language, languageOf, momentText, periodText, priceText, sumText } from '../../kernel/format.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { invoicePdf, upgradeInvoicePdf } from '../documents/index.ts';
import { boxOfficeMessagesOf } from './box-office-messages.ts';
import { addressOf, notice } from './compose-notices.ts';
import { attached, bookingForMail, calendarOf, linkFacts, stubOf, ticketPapersOf } from './compose-tickets.ts';
import type { Fact } from './content.ts';
import { deliverOnce } from './deliver.ts';
import { linksOf } from './links.ts';
import { messagesOf } from './messages.ts';
import { passwordResetToken } from './one-time-tokens.ts';
import { placeOf } from './place.ts';

const withTicket = { ticket_type: true, event: true, owner: true } as const;

/** The upgraded ticket with its new QR, to whoever has it. */
export const ticketUpgradedMail = defineJob({
  name: 'mail.ticket_upgraded',
  payload: z.object({ upgrade_id: z.uuid() }),
  async run(deps, { upgrade_id }) {
    const upgrade = await deps.db.ticket_upgrades.findUnique({
      where: { id: upgrade_id },
      include: { ticket: { include: withTicket }, to_type: true },
    });
    if (upgrade?.status !== 'completed') return skip(deps, 'upgrade is not completed', { upgrade_id });
    const { ticket, to_type, currency } = upgrade;
    if (ticket.status !== 'active' || ticket.ticket_type_id !== to_type.id || ticket.owner_id !== upgrade.payer_id)
      return skip(deps, 'ticket has changed since', { upgrade_id });
    const { owner, event } = ticket;
    const delivery = { kind: 'ticket_upgraded', subject_id: upgrade.id, to: addressOf(owner) };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(owner.locale);
      const { subject, heading, body, paid, returned, action } = boxOfficeMessagesOf(language).upgraded;
      const { stub, picture } = await stubOf(deps, ticket, language);
      const facts = [...factsOf(event, language), ...linkFacts(event, messagesOf(language))];
      if (!amount(upgrade.amount).isZero())
        facts.push({ label: paid, value: sumText(upgrade.amount, currency, language) });
      if (!amount(upgrade.credit).isZero())
        facts.push({ label: returned, value: sumText(upgrade.credit, currency, language) });
      return notice(owner, messagesOf(language), {
        subject: subject(event.title),
        heading: heading(to_type.title),
        paragraphs: [body],
        facts,
        tickets: [stub],
        action: { label: action, url: linksOf(deps.env).tickets },
        attachments: [
          picture,
          calendarOf(deps, event, language),
          ...(await ticketPapersOf(deps, [ticket])),
          ...attached(await upgradeInvoicePdf(deps, upgrade.id)),
        ],
      });
    });
  },
});

/** Tickets of a booking that were sent before, once more: to their owner, as they are now. Each request is a mail. */
export const ticketsAgainMail = defineJob({
  name: 'mail.tickets_again',
  payload: z.object({ booking_id: z.uuid(), owner_id: z.uuid(), ticket_id: z.uuid().optional() }),
  async run(deps, { booking_id, owner_id, ticket_id }, attempt) {
    const tickets = await deps.db.tickets.findMany({
      where: { booking_id, owner_id, status: 'active', ...(ticket_id !== undefined && { id: ticket_id }) },
      include: withTicket,
      orderBy: { code: 'asc' },
    });
    const [first] = tickets;
    if (!first) return skip(deps, 'no active ticket', { booking_id });
    const { owner, event } = first;
    const delivery = { kind: 'tickets_again', subject_id: `${booking_id}:${attempt.id}`, to: addressOf(owner) };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(owner.locale);
      const { subject, heading, body, action } = boxOfficeMessagesOf(language).again;
      const stubs = await Promise.all(tickets.map((ticket) => stubOf(deps, ticket, language)));
      return notice(owner, messagesOf(language), {
        subject: subject(event.title),
        heading,
        paragraphs: [body],
        facts: [...factsOf(event, language), ...linkFacts(event, messagesOf(language))],
        tickets: stubs.map(({ stub }) => stub),
        action: { label: action, url: linksOf(deps.env).tickets },
        attachments: [
          ...stubs.map(({ picture }) => picture),
          calendarOf(deps, event, language),
          ...(await ticketPapersOf(deps, tickets)),
        ],
      });
    });
  },
});

/** What was ordered and how it was paid, to who booked. Each request is a mail. */
export const invoiceMail = defineJob({
  name: 'mail.invoice',
  payload: z.object({ booking_id: z.uuid() }),
  async run(deps, { booking_id }, attempt) {
    const booking = await deps.db.bookings.findUnique({
      where: { id: booking_id },
      include: {
        ...bookingForMail.include,
        lines: { include: { ticket_type: true } },
        payments: { where: { status: 'succeeded' }, include: { upgrade: { include: { to_type: true } } } },
      },
    });
    if (!booking) return skip(deps, 'no such booking', { booking_id });
    const { user, event, currency, payments } = booking;
    const delivery = { kind: 'invoice', subject_id: `${booking.id}:${attempt.id}`, to: addressOf(user) };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(user.locale);
      const words = boxOfficeMessagesOf(language).invoice;
      const sumOf = (of: 'amount' | 'refunded_amount') =>
        payments.reduce((sum, payment) => sum.plus(amount(payment[of])), amount(0));
      const upgrades = payments.flatMap(({ upgrade, amount: paid }) => (upgrade ? [{ upgrade, paid }] : []));
      const total = upgrades.reduce((sum, { paid }) => sum.plus(amount(paid)), amount(booking.total_amount));
      const facts: Fact[] = [
        { label: words.order, value: booking.id },
        { label: words.date, value: momentText(booking.created_at, event.timezone, language) },
        ...factsOf(event, language),
        ...booking.lines.map(({ ticket_type, quantity, unit_price }) => ({
          label: `${quantity} × ${ticket_type.title}`,
          value: priceText(amount(unit_price).times(quantity), currency, language),
        })),
        ...upgrades.map(({ upgrade, paid }) => ({
          label: words.upgrade(upgrade.to_type.title),
          value: sumText(paid, currency, language),
        })),
        { label: words.total, value: sumText(total, currency, language) },
        { label: words.paid, value: sumText(sumOf('amount'), currency, language) },
      ];
      const refunded = sumOf('refunded_amount');
      if (!refunded.isZero()) facts.push({ label: words.refunded, value: sumText(refunded, currency, language) });
      const attachments = attached(await invoicePdf(deps, booking.id));
      // The invoice of an upgrade names who paid for it, which is for them alone.
      for (const { upgrade } of upgrades.filter((one) => one.upgrade.payer_id === user.id))
        attachments.push(...attached(await upgradeInvoicePdf(deps, upgrade.id)));
      return notice(user, messagesOf(language), {
        subject: words.subject(event.title),
        heading: words.heading,
        paragraphs: [words.body],
        facts,
        action: { label: words.action, url: `${linksOf(deps.env).home}/orders/${booking.id}` },
        attachments,
      });
    });
  },
});

/** A part of the price went back, and the ticket stays good: to who had paid. */
export const partialRefundMail = defineJob({
  name: 'mail.partial_refund',
  payload: z.object({ booking_id: z.uuid(), amount: z.string(), reason: z.string() }),
  async run(deps, { booking_id, amount: sum, reason }, attempt) {
    const booking = await deps.db.bookings.findUnique({
      where: { id: booking_id },
      include: { user: true, event: true },
    });
    if (!booking) return skip(deps, 'no such booking', { booking_id });
    const { user, event, currency } = booking;
    const delivery = { kind: 'partial_refund', subject_id: `${booking_id}:${attempt.id}`, to: addressOf(user) };
    await deliverOnce(deps, delivery, async () => {
      const language = languageOf(user.locale);
      const words = boxOfficeMessagesOf(language).partial;
      return notice(user, messagesOf(language), {
        subject: words.subject(event.title),
        heading: words.heading(sumText(sum, currency, language)),
        paragraphs: [words.body],
        facts: [...factsOf(event, language), ...(reason === '' ? [] : [{ label: words.reason, value: reason }])],
        action: { label: words.action, url: linksOf(deps.env).account },
      });
    });
  },
});

/** To a guest for whom an account was made: how to get into it. The tickets come in a mail of their own. */
export const guestInvitedMail = defineJob({
  name: 'mail.guest_invited',
  payload: z.object({ reset_id: z.uuid(), booking_id: z.uuid() }),
  async run(deps, { reset_id, booking_id }) {
    const reset = await deps.db.password_resets.findUnique({ where: { id: reset_id }, include: { user: true } });
    const booking = await deps.db.bookings.findUnique({ where: { id: booking_id }, include: { event: true } });
    if (!reset || reset.used_at || !booking) return skip(deps, 'guest has a password already', { reset_id });
    const { user, expires_at } = reset;
    const { event } = booking;
    await deliverOnce(
      deps,
      { kind: 'guest_invited', subject_id: reset.id, to: { name: '', address: reset.email } },
      async () => {
        const language = languageOf(user.locale);
        const words = boxOfficeMessagesOf(language).guest;
        const token = passwordResetToken(deps.env, reset.id);
        return notice(user, messagesOf(language), {
          subject: words.subject(event.title),
          heading: words.heading,
          paragraphs: [words.body],
          facts: [
            ...factsOf(event, language),
            { label: words.username, value: user.username },
            { label: words.code, value: token },
            { label: words.until, value: momentText(expires_at, event.timezone, language) },
          ],
          action: { label: words.action, url: linksOf(deps.env).reset_password(token) },
        });
      },
    );
  },
});

export const boxOfficeMailJobs: readonly AnyJob[] = [
  ticketUpgradedMail,
  ticketsAgainMail,
  invoiceMail,
  partialRefundMail,
  guestInvitedMail,
];

type Event = Parameters<typeof placeOf>[0] & { title: string; starts_at: Date; ends_at: Date; timezone: string };

function factsOf(event: Event, language: Language): Fact[] {
  const words = messagesOf(language);
  return [
    { label: words.event, value: event.title },
    { label: words.when, value: periodText(event.starts_at, event.ends_at, event.timezone, language) },
    { label: words.where, value: placeOf(event, words) },
  ];
}

function skip(deps: Deps, reason: string, ids: Record<string, string>): void {
  deps.log.debug({ ...ids, reason }, 'mail not needed');
}
