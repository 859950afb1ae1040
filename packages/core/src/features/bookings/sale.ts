import type { Prisma } from '@setiket/db';
import { insertAuditEntries } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { recordset, together } from '../../kernel/rows.ts';
import { contextOf, type DbOrTx, isUniqueViolation, RetryTransaction, type Tx } from '../../kernel/transaction.ts';
import { countSale } from '../events/index.ts';
import {
  availabilityOf,
  drawsOf,
  inventoryErrors,
  movePlaces,
  offerProblem,
  priceWithTax,
  withEventPool,
} from '../inventory/index.ts';
import { insertTickets, type NewTicketRow, newTicket } from '../tickets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { followUp } from './bookings.jobs.ts';
import { type BookingRows, bookingRows, insertBookings } from './sale-rows.ts';

export type TypeOnSale = Prisma.ticket_typesGetPayload<{ include: typeof withEventPool }>;

/** What somebody wants to have: so many of a type, at a price that both agree on. */
export type Line = { type: TypeOnSale; quantity: number; unit_price: Amount };

/** The ticket type, if it exists for buyers: a hidden event's types don't. */
export async function findType(db: DbOrTx, id: string): Promise<TypeOnSale> {
  const type = await db.ticket_types.findUnique({ where: { id }, include: withEventPool });
  if (!type?.event.is_public) throw inventoryErrors.not_found();
  return type;
}

/** @throws booking.event_over, booking.event_closed */
function requireOpenEvent({ event }: TypeOnSale, now: Date): void {
  if (event.status === 'completed' || event.ends_at <= now) throw bookingErrors.event_over();
  if (event.status !== 'approved') throw bookingErrors.event_closed();
}

/**
 * The same as `requireOnSale` without a word about places, which are judged under the pools' locks.
 * @throws booking.event_over, booking.event_closed, booking.sale_not_started, booking.sale_ended
 */
export function requireSaleOpen(type: TypeOnSale, now: Date): void {
  requireOpenEvent(type, now);
  if (now >= type.sale_ends_at) throw bookingErrors.sale_ended();
  if (now < type.sale_starts_at) throw bookingErrors.sale_not_started();
}

/** @throws booking.event_over, booking.event_closed, booking.sale_not_started, booking.sale_ended, ticket_type.sold_out */
export function requireOnSale(type: TypeOnSale, now: Date): void {
  requireOpenEvent(type, now);
  const availability = availabilityOf(type, now);
  switch (availability) {
    case 'available':
      return;
    case 'sold_out':
      throw inventoryErrors.sold_out();
    case 'not_yet':
      throw bookingErrors.sale_not_started();
    case 'ended':
      throw bookingErrors.sale_ended();
    default:
      availability satisfies never;
  }
}

/**
 * What a ticket costs, with tax. Who says a price says the one that is shown, to which a tax may come on top.
 * @throws request.invalid on `price`
 */
export function agreedPrice(type: TypeOnSale, price: string | null | undefined): Amount {
  const least = type.price.toFixed();
  const problem = offerProblem({ kind: type.kind, price, currency: type.currency, least });
  if (problem) throw fieldError('price', problem);
  return priceWithTax(type, price);
}

/** @throws request.invalid on `quantity` when an order has too few or too many of a type */
export function requireOrderLimits(lines: Line[]): void {
  for (const { type, quantity } of lines) {
    if (quantity < type.min_per_order)
      throw fieldError('quantity', `An order has at least ${type.min_per_order} of these tickets.`);
    if (type.max_per_order !== null && quantity > type.max_per_order)
      throw fieldError('quantity', `An order has at most ${type.max_per_order} of these tickets.`);
  }
}

export type PersonLine = { user_id: string; type: Pick<TypeOnSale, 'id' | 'max_per_person'>; quantity: number };

const personKey = (user_id: string, type_id: string) => `${user_id}\n${type_id}`;

/**
 * How many tickets of a type people have or hold already, by person and type: locks both, then counts, so that two
 * orders at once can't both see room for one. Only where a type has such a limit.
 */
export async function countOfPersons(tx: Tx, wanted: readonly PersonLine[]): Promise<(of: PersonLine) => number> {
  const limited = wanted.filter(({ type }) => type.max_per_person !== null);
  if (limited.length === 0) return () => 0;
  const keys = [...new Set(limited.map(({ user_id, type }) => personKey(user_id, type.id)))].sort();
  await tx.$queryRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended(k, 1))::text) FROM unnest(${keys}::text[]) AS k`;
  const pairs = keys.map((key) => ({ user_id: key.split('\n')[0], type_id: key.split('\n')[1] }));
  const rows = await tx.$queryRaw<{ user_id: string; type_id: string; taken: bigint }[]>`
    SELECT r.user_id, r.type_id,
      (SELECT count(*) FROM tickets AS t JOIN bookings AS b ON b.id = t.booking_id
        WHERE b.user_id = r.user_id AND t.ticket_type_id = r.type_id AND t.status <> 'cancelled')
      + (SELECT coalesce(sum(l.quantity), 0) FROM booking_lines AS l JOIN bookings AS b ON b.id = l.booking_id
        WHERE b.user_id = r.user_id AND l.ticket_type_id = r.type_id AND b.status = 'pending') AS taken
    FROM ${recordset({ user_id: 'uuid', type_id: 'uuid' }, pairs)}`;
  const taken = new Map(rows.map((row) => [personKey(row.user_id, row.type_id), Number(row.taken)]));
  return ({ user_id, type }) => taken.get(personKey(user_id, type.id)) ?? 0;
}

/** @throws booking.person_limit */
export async function requirePersonLimits(tx: Tx, user_id: string, lines: Line[]): Promise<void> {
  const wanted = lines.map(({ type, quantity }) => ({ user_id, type, quantity }));
  const countOf = await countOfPersons(tx, wanted);
  for (const line of wanted) {
    if (line.type.max_per_person !== null && countOf(line) + line.quantity > line.type.max_per_person)
      throw bookingErrors.person_limit();
  }
}

export function totalOf(lines: Pick<Line, 'quantity' | 'unit_price'>[]): Amount {
  return lines.reduce((sum, line) => sum.plus(line.unit_price.times(line.quantity)), amount(0));
}

type NewBooking = { ctx: Ctx; buyer_id: string; lines: Line[]; status: 'pending' | 'confirmed' };

/** Writes one booking with its lines, for what is no purchase. Purchases are committed together: `commit-sales.ts`. */
export async function insertBooking(tx: Tx, { ctx, buyer_id, lines, status }: NewBooking) {
  const now = ctx.clock.now();
  const rows = bookingRows({ buyer_id, lines, status, now, hold_seconds: ctx.env.HOLD_SECONDS });
  const entry = placed(rows);
  await tx.$executeRaw(together([...insertBookings([rows]), insertAuditEntries([{ ctx, entry }], now)]));
  return rows;
}

/** What the audit trail says of a new booking. */
export function placed({ booking }: Pick<BookingRows, 'booking'>) {
  return {
    action: booking.status === 'pending' ? 'booking.placed' : 'booking.confirmed',
    subject_type: 'booking',
    subject_id: booking.id,
    data: { event_id: booking.event_id },
  } as const;
}

type Issuing = {
  booking: { id: string; user_id: string; event_id: string; currency: string };
  lines: { id: string; ticket_type_id: string; quantity: number; unit_price: { toFixed(): string } | string }[];
  timezone: string;
};

/** One ticket for each admission of a booking. */
export function ticketRows({ booking, lines, timezone }: Issuing, now: Date): NewTicketRow[] {
  return lines.flatMap((line) =>
    Array.from({ length: line.quantity }, () =>
      newTicket(
        {
          booking_id: booking.id,
          booking_line_id: line.id,
          event_id: booking.event_id,
          ticket_type_id: line.ticket_type_id,
          owner_id: booking.user_id,
          price: amount(line.unit_price),
          currency: booking.currency,
          timezone,
        },
        now,
      ),
    ),
  );
}

/** The tickets of a booking, their papers, and the mail that brings them. */
export async function issueTickets(tx: Tx, issuing: Issuing): Promise<void> {
  const { booking } = issuing;
  try {
    await tx.$executeRaw(together([insertTickets(ticketRows(issuing, contextOf(tx).clock.now()))]));
  } catch (error) {
    // Two drew the same code: everything again, with another one.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
  await enqueue(tx, followUp, { booking_ids: [booking.id] });
}

/**
 * Takes the places of what is given away, and counts it: what many want at the same moment, so it comes last. Purchases
 * do the same together: `commit-sales.ts`.
 * @throws ticket_type.sold_out, booking.event_closed
 */
export async function takePlaces(tx: Tx, lines: Line[]): Promise<void> {
  const { event } = lines[0]!.type;
  const draws = lines.flatMap(({ type, quantity }) => drawsOf(type, quantity));
  if (!(await movePlaces(tx, 'sell', draws))) throw inventoryErrors.sold_out();
  const tickets = lines.reduce((sum, line) => sum + line.quantity, 0);
  const figures = { event_id: event.id, event_pool_id: event.pool_id, tickets, revenue: amount(0), bookings: 1 };
  if (!(await countSale(tx, figures))) throw bookingErrors.event_closed();
}
