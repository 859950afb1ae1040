import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { BinaryFile } from '../../kernel/binary.ts';
import { type Ctx, isDoorStaff, type UserCtx } from '../../kernel/context.ts';
import { languageOf } from '../../kernel/format.ts';
import { moneyString } from '../../kernel/money.ts';
import { keysetOf, type Page } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { requireManager } from '../events/index.ts';
import { findTicketType, type TicketTypeView } from '../inventory/index.ts';
import { eventCalendar } from '../notifications/index.ts';
import { openQrSigner, qrPngDataUrl } from '../ticket-qr/index.ts';
import { findGuests } from './guest-search.ts';
import { ticketErrors } from './tickets.errors.ts';
import type {
  attendeeOutput,
  listAttendeesInput,
  listTicketsInput,
  ownTicketOutput,
  ticketQrOutput,
} from './tickets.schema.ts';
import { ticketTransitions } from './tickets.state.ts';
import { type TicketView, ticketView, withParts } from './tickets.view.ts';

/**
 * Ends a ticket's life, once: of two that try, one is refused.
 * @throws ticket.not_found, ticket.already_refunded, ticket.already_used
 */
export async function cancelTicket(tx: Tx, where: { id: string; owner_id?: string }): Promise<void> {
  const now = contextOf(tx).clock.now();
  const { from, to } = ticketTransitions.cancel;
  const { count } = await tx.tickets.updateMany({
    where: { ...where, status: from },
    data: { status: to, cancelled_at: now, updated_at: now },
  });
  if (count > 0) return;
  const ticket = await tx.tickets.findFirst({ where });
  if (!ticket) throw ticketErrors.not_found();
  throw ticket.status === 'used' ? ticketErrors.already_used() : ticketErrors.already_refunded();
}

/** How many tickets of a booking still admit somebody. */
export function countLiveTickets(tx: Tx, booking_id: string): Promise<number> {
  return tx.tickets.count({ where: { booking_id, status: { not: 'cancelled' } } });
}

/** As its answer says; the file itself says which method. */
export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';

type OwnTicketView = z.output<typeof ownTicketOutput>;

/** `oc-mena.md`, My tickets: the latest first. What has run out is not pending, whether or not somebody wrote that down. */
export async function listOwnTickets(
  ctx: UserCtx,
  input: z.output<typeof listTicketsInput>,
): Promise<Page<OwnTicketView>> {
  const where: Prisma.ticketsWhereInput = { owner_id: ctx.actor.id, ...(input.status && { status: input.status }) };
  const keyset = keysetOf(input, 'created_at');
  const pending = { where: { status: 'pending' as const, expires_at: { gt: ctx.clock.now() } } };
  const [rows, total] = await Promise.all([
    ctx.db.tickets.findMany({
      where: { AND: [where, keyset.where] },
      include: {
        ...withParts,
        transfers: pending,
        upgrades: { ...pending, include: { to_type: { select: { title: true } } } },
      },
      ...keyset.window,
    }),
    ctx.db.tickets.count({ where }),
  ]);
  return keyset.page(
    rows,
    total,
    ({ transfers: [transfer], upgrades: [upgrade], ...row }): OwnTicketView => ({
      ...ticketView(row, { shows_link: true }),
      pending_transfer: transfer
        ? { id: transfer.id, to_email: transfer.to_email, expires_at: iso(transfer.expires_at) }
        : null,
      pending_upgrade: upgrade?.expires_at
        ? {
            id: upgrade.id,
            to: upgrade.to_type.title,
            to_ticket_type_id: upgrade.to_ticket_type_id,
            expires_at: iso(upgrade.expires_at),
          }
        : null,
    }),
  );
}

/** `oc-mena.md`, Ticket details: for its owner, its event's managers and the house. */
async function findIssuedTicket(ctx: Ctx, id: string): Promise<TicketView | undefined> {
  if (ctx.actor.kind !== 'user') return undefined;
  const { role } = ctx.actor;
  const seesAll = (role === 'staff' || role === 'support' || role === 'administrator') && !isDoorStaff(ctx.actor);
  const scope: Prisma.ticketsWhereInput = seesAll
    ? {}
    : {
        OR: [
          { owner_id: ctx.actor.id },
          { event: { organization: { members: { some: { user_id: ctx.actor.id } } } } },
          ...(isDoorStaff(ctx.actor) ? [{ event_id: { in: [...ctx.actor.only_events] } }] : []),
        ],
      };
  const row = await ctx.db.tickets.findFirst({ where: { id, ...scope }, include: withParts });
  // The scope has it: the holder, the event's organization, staff.
  return row ? ticketView(row, { shows_link: true }) : undefined;
}

/** Both nouns at one address, as the sources have it: a ticket type (`btick.md` 6) or an issued ticket; `object` tells. */
export async function getTicketOrType(ctx: Ctx, { id }: { id: string }): Promise<TicketView | TicketTypeView> {
  const found = (await findTicketType(ctx, id)) ?? (await findIssuedTicket(ctx, id));
  if (!found) throw ticketErrors.not_found();
  return found;
}

/** `setiket.md`, Get Ticket QR Code: for the owner alone. */
export async function getTicketQr(ctx: UserCtx, { id }: { id: string }): Promise<z.output<typeof ticketQrOutput>> {
  const ticket = await ctx.db.tickets.findFirst({ where: { id, owner_id: ctx.actor.id }, include: withParts });
  if (!ticket) throw ticketErrors.not_found();
  if (ticket.status === 'cancelled') throw ticketErrors.cancelled();
  const text = openQrSigner(ctx.env.QR_SIGNING_SECRET).sign({
    ticket_id: id,
    event_id: ticket.event_id,
    qr_secret: ticket.qr_secret,
  });
  return {
    qr_code: await qrPngDataUrl(text),
    qr_code_string: text,
    ticket_id: id,
    event: ticket.event.title,
    ticket: ticket.ticket_type.title,
  };
}

/** The event of one's own ticket as a calendar file: the same that mails bring. */
export async function getTicketCalendar(ctx: UserCtx, { id }: { id: string }): Promise<BinaryFile> {
  const ticket = await ctx.db.tickets.findFirst({ where: { id, owner_id: ctx.actor.id }, include: withParts });
  if (!ticket) throw ticketErrors.not_found();
  // Once the event is cancelled its tickets are too, and the file takes it out of the calendar.
  if (ticket.status === 'cancelled' && ticket.event.status !== 'cancelled') throw ticketErrors.cancelled();
  return new BinaryFile({
    body: Buffer.from(eventCalendar(ctx, ticket.event, languageOf(ctx.call.locale))),
    content_type: CALENDAR_TYPE,
    filename: `${ticket.code}.ics`,
  });
}

type Attendee = z.output<typeof attendeeOutput>;

/** `setiket.md`, Get Registered Users for Event: who holds tickets that still admit. */
export async function listAttendees(
  ctx: UserCtx,
  { id, search, ...input }: z.output<typeof listAttendeesInput>,
): Promise<Page<Attendee>> {
  const event = await ctx.db.events.findUnique({ where: { id } });
  await requireManager(ctx.db, ctx.actor, event);
  const sought = search?.trim() ?? '';
  const where: Prisma.ticketsWhereInput = {
    event_id: id,
    status: { not: 'cancelled' },
    ...(sought !== '' && { id: { in: await findGuests(ctx, { event_id: id, search: sought }) } }),
  };
  const keyset = keysetOf(input, 'created_at');
  const include = {
    ...withParts,
    owner: { select: { username: true, email: true, first_name: true, last_name: true } },
  } as const;
  const [rows, total] = await Promise.all([
    ctx.db.tickets.findMany({ where: { AND: [where, keyset.where] }, include, ...keyset.window }),
    ctx.db.tickets.count({ where }),
  ]);
  const attendee = (row: (typeof rows)[number]): Attendee => ({
    id: row.id,
    code: row.code,
    customer_username: row.owner.username,
    customer_name: `${row.owner.first_name} ${row.owner.last_name}`.trim(),
    costumer_email: row.owner.email,
    customer_email: row.owner.email,
    ticket_type: row.ticket_type.kind,
    title: row.ticket_type.title,
    price: moneyString(row.price, row.currency),
    event: row.event.title,
    status: row.status,
    created_at: iso(row.created_at),
  });
  return keyset.page(rows, total, attendee);
}
