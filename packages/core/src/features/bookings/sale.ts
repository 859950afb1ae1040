import type { Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { addSeconds } from '../../kernel/time.ts';
import type { DbOrTx, Tx } from '../../kernel/transaction.ts';
import { prepareDocuments } from '../documents/index.ts';
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
import { bookingConfirmedMail } from '../notifications/index.ts';
import { issueTicket } from '../tickets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { expireBooking } from './bookings.jobs.ts';

export type TypeOnSale = Prisma.ticket_typesGetPayload<{ include: typeof withEventPool }>;

/** What somebody wants to have: so many of a type, at a price that both agree on. */
export type Line = { type: TypeOnSale; quantity: number; unit_price: Amount };

/** The ticket type, if it exists for buyers: a hidden event's types don't. */
export async function findType(db: DbOrTx, id: string): Promise<TypeOnSale> {
  const type = await db.ticket_types.findUnique({ where: { id }, include: withEventPool });
  if (!type || ['draft', 'pending', 'rejected'].includes(type.event.status)) throw inventoryErrors.not_found();
  return type;
}

/** @throws booking.event_over, booking.event_closed, booking.sale_not_started, booking.sale_ended, ticket_type.sold_out */
export function requireOnSale(type: TypeOnSale, now: Date): void {
  if (type.event.status === 'completed' || type.event.ends_at <= now) throw bookingErrors.event_over();
  if (type.event.status !== 'approved') throw bookingErrors.event_closed();
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

/** Locks person and type, then counts: two orders at once can't both see room for one. */
export async function requirePersonLimits(tx: Tx, user_id: string, lines: Line[]): Promise<void> {
  for (const { type, quantity } of lines.toSorted((a, b) => (a.type.id < b.type.id ? -1 : 1))) {
    if (type.max_per_person === null) continue;
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${user_id}\n${type.id}`}, 1))::text`;
    const issued = await tx.tickets.count({
      where: { booking: { user_id }, ticket_type_id: type.id, status: { not: 'cancelled' } },
    });
    const held = await tx.booking_lines.aggregate({
      where: { ticket_type_id: type.id, booking: { user_id, status: 'pending' } },
      _sum: { quantity: true },
    });
    if (issued + (held._sum.quantity ?? 0) + quantity > type.max_per_person) throw bookingErrors.person_limit();
  }
}

export function totalOf(lines: Pick<Line, 'quantity' | 'unit_price'>[]): Amount {
  return lines.reduce((sum, line) => sum.plus(line.unit_price.times(line.quantity)), amount(0));
}

type NewBooking = { ctx: Ctx; buyer_id: string; lines: Line[]; status: 'pending' | 'confirmed' };

/** Writes a booking with its lines. A pending one knows when it expires, and a job is waiting for that moment. */
export async function insertBooking(tx: Tx, { ctx, buyer_id, lines, status }: NewBooking) {
  const now = ctx.clock.now();
  const { event, currency } = lines[0]!.type;
  const booking = await tx.bookings.create({
    data: {
      id: newId(now.getTime()),
      user_id: buyer_id,
      event_id: event.id,
      status,
      quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
      total_amount: totalOf(lines).toFixed(),
      currency,
      tax_name: event.tax_name,
      tax_rate: event.tax_rate,
      expires_at: status === 'pending' ? addSeconds(now, event.hold_seconds ?? ctx.env.HOLD_SECONDS) : null,
      confirmed_at: status === 'confirmed' ? now : null,
      created_at: now,
      updated_at: now,
    },
  });
  const rows = lines.map(({ type, quantity, unit_price }) => ({
    id: newId(now.getTime()),
    booking_id: booking.id,
    ticket_type_id: type.id,
    quantity,
    unit_price: unit_price.toFixed(),
  }));
  await tx.booking_lines.createMany({ data: rows });
  if (booking.expires_at)
    await enqueue(tx, expireBooking, { booking_id: booking.id }, { start_after: booking.expires_at });
  await audit(tx, {
    action: status === 'pending' ? 'booking.placed' : 'booking.confirmed',
    subject_type: 'booking',
    subject_id: booking.id,
    data: { event_id: event.id },
  });
  return { ...booking, lines: rows };
}

type Issuing = {
  booking: { id: string; user_id: string; event_id: string; currency: string };
  lines: { id: string; ticket_type_id: string; quantity: number; unit_price: { toFixed(): string } | string }[];
  timezone: string;
};

/** One ticket each admission, its papers, and the mail that brings them. */
export async function issueTickets(tx: Tx, { booking, lines, timezone }: Issuing) {
  const tickets = [];
  for (const line of lines) {
    const price = amount(line.unit_price);
    for (let n = 0; n < line.quantity; n++) {
      tickets.push(
        await issueTicket(tx, {
          booking_id: booking.id,
          booking_line_id: line.id,
          event_id: booking.event_id,
          ticket_type_id: line.ticket_type_id,
          owner_id: booking.user_id,
          price,
          currency: booking.currency,
          timezone,
        }),
      );
    }
  }
  await enqueue(tx, prepareDocuments, { booking_id: booking.id });
  await enqueue(tx, bookingConfirmedMail, { booking_id: booking.id });
  return tickets;
}

type Taking = { lines: Line[]; change: 'hold' | 'sell'; revenue: Amount };

/**
 * Takes the places and counts the sale: what many buyers want at the same moment, so it comes last.
 * @throws ticket_type.sold_out, booking.event_closed
 */
export async function takePlaces(tx: Tx, { lines, change, revenue }: Taking): Promise<void> {
  const { event } = lines[0]!.type;
  const draws = lines.flatMap(({ type, quantity }) => drawsOf(type, quantity));
  if (!(await movePlaces(tx, change, draws))) throw inventoryErrors.sold_out();
  const tickets = lines.reduce((sum, line) => sum + line.quantity, 0);
  const figures =
    change === 'sell' ? { tickets, revenue, bookings: 1 } : { tickets: 0, revenue: amount(0), bookings: 0 };
  if (!(await countSale(tx, { event_id: event.id, event_pool_id: event.pool_id, ...figures })))
    throw bookingErrors.event_closed();
}
