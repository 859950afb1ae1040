import type { z } from 'zod';
import type { Ctx, UserActor, UserCtx } from '../../kernel/context.ts';
import { commonErrors, DomainError, fieldError } from '../../kernel/errors.ts';
import { amount } from '../../kernel/money.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { inventoryErrors, placesLeft, priceWithTax, withEventPool } from '../inventory/index.ts';
import { payFromBalance } from '../payments/index.ts';
import type { TicketView } from '../tickets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import type { createBookingInput, purchaseInput } from './bookings.schema.ts';
import { type BookingView, bookingView, withParts } from './bookings.view.ts';
import { expireOverdue } from './expiry.ts';
import {
  agreedPrice,
  findType,
  insertBooking,
  issueTickets,
  type Line,
  requireOnSale,
  requireOrderLimits,
  requirePersonLimits,
  type TypeOnSale,
  takePlaces,
  totalOf,
} from './sale.ts';

type CreateInput = z.output<typeof createBookingInput>;

/**
 * `setiket.md`, Purchase Ticket: one ticket, paid from the balance and confirmed at once.
 * @throws ticket_type.sold_out, booking.*, payment.insufficient_balance, request.invalid on `price`
 */
export async function purchaseTicket(ctx: UserCtx, input: z.output<typeof purchaseInput>): Promise<TicketView> {
  const type = await loadOnSale(ctx, input.ticket_id);
  const lines = [{ type, quantity: 1, unit_price: agreedPrice(type, input.price) }];
  return sellAfterExpiry(ctx, lines, () =>
    withTransaction(ctx, async (tx) => {
      const [ticket] = (await sellNow(tx, ctx, ctx.actor.id, lines)).tickets;
      return ticket!;
    }),
  );
}

/** `btick.md` 7.3 and `event-ticketing.md`, Create Booking; see the input for the ways to book. */
export async function createBooking(ctx: UserCtx, input: CreateInput): Promise<BookingView> {
  const buyer_id = await buyerOf(ctx, input.user_id);
  const isInstant =
    input.event_id !== undefined &&
    input.items === undefined &&
    (input.event_ticket ?? input.ticket_type_id) === undefined;
  const lines = await (isInstant ? cheapestLine(ctx, input) : namedLines(ctx, input));
  return sellAfterExpiry(ctx, lines, () =>
    withTransaction(ctx, async (tx) => {
      const { id } = isInstant
        ? (await sellNow(tx, ctx, buyer_id, lines)).booking
        : await hold(tx, ctx, buyer_id, lines);
      return bookingView(await tx.bookings.findUniqueOrThrow({ where: { id }, include: withParts }), ctx.clock.now());
    }),
  );
}

async function buyerOf(
  { actor, db }: { actor: UserActor; db: Ctx['db'] },
  user_id: string | undefined,
): Promise<string> {
  if (user_id === undefined || user_id === actor.id) return actor.id;
  if (actor.role !== 'administrator') throw commonErrors.forbidden();
  const buyer = await db.users.findUnique({ where: { id: user_id, is_active: true }, select: { id: true } });
  if (!buyer) throw fieldError('user_id', 'There is no such user.');
  return buyer.id;
}

/** The cheapest type of the event that has enough places and is on sale; if none is, the reason of the cheapest. */
async function cheapestLine(ctx: UserCtx, { event_id = '', quantity = 1 }: CreateInput): Promise<Line[]> {
  const types = await typesOf(ctx, event_id);
  const fits = (type: TypeOnSale) =>
    placesLeft(type) >= quantity && refusalOf(() => requireOnSale(type, ctx.clock.now())) === undefined;
  const isFull = !types.some(fits) && (await expireOverdue(ctx, event_id)) > 0;
  const type = (isFull ? await typesOf(ctx, event_id) : types).find(fits);
  if (type) return [{ type, quantity, unit_price: priceWithTax(type) }];
  requireOnSale(types[0]!, ctx.clock.now());
  throw inventoryErrors.sold_out(`There are fewer than ${quantity} places left.`);
}

async function typesOf(ctx: UserCtx, event_id: string): Promise<TypeOnSale[]> {
  const types = await ctx.db.ticket_types.findMany({
    where: { event_id },
    include: withEventPool,
    orderBy: [{ price: 'asc' }, { created_at: 'asc' }],
  });
  const [first] = types;
  if (!first || ['draft', 'pending', 'rejected'].includes(first.event.status)) throw bookingErrors.not_found();
  return types;
}

function refusalOf(check: () => void): DomainError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

async function namedLines(ctx: UserCtx, input: CreateInput): Promise<Line[]> {
  const items = input.items ?? [
    { ticket_type_id: input.event_ticket ?? input.ticket_type_id, quantity: input.quantity, price: input.price },
  ];
  const lines: Line[] = [];
  for (const item of items) {
    const id = item.ticket_type_id ?? ('event_ticket' in item ? item.event_ticket : undefined);
    if (id === undefined) throw fieldError('event_ticket', 'This field is required.');
    if (item.quantity === undefined) throw fieldError('quantity', 'This field is required.');
    const type = await loadOnSale(ctx, id);
    if (lines.some((line) => line.type.id === id)) throw fieldError('items', 'A ticket type appears twice.');
    if (lines.some((line) => line.type.event_id !== type.event_id)) throw bookingErrors.several_events();
    lines.push({ type, quantity: item.quantity, unit_price: agreedPrice(type, item.price) });
  }
  requireOrderLimits(lines);
  return lines;
}

/** Places are held, nothing is paid yet. */
async function hold(tx: Tx, ctx: UserCtx, buyer_id: string, lines: Line[]) {
  await requirePersonLimits(tx, buyer_id, lines);
  const booking = await insertBooking(tx, { ctx, buyer_id, lines, status: 'pending' });
  await takePlaces(tx, { lines, change: 'hold', revenue: amount(0) });
  return booking;
}

/** Hold, pay and confirm in one. */
async function sellNow(tx: Tx, ctx: UserCtx, buyer_id: string, lines: Line[]) {
  requireOrderLimits(lines);
  await requirePersonLimits(tx, buyer_id, lines);
  const { event, currency } = lines[0]!.type;
  const booking = await insertBooking(tx, { ctx, buyer_id, lines, status: 'confirmed' });
  const total = totalOf(lines);
  await payFromBalance(tx, {
    booking_id: booking.id,
    user_id: buyer_id,
    organization_id: event.organization_id,
    amount: total,
    currency,
  });
  const tickets = await issueTickets(tx, { booking, lines: booking.lines, timezone: event.timezone });
  await takePlaces(tx, { lines, change: 'sell', revenue: total });
  return { booking, tickets };
}

/** Where places turn out to be gone, those of expired holds are taken back, and the sale is tried once more. */
async function sellAfterExpiry<T>(ctx: UserCtx, lines: Line[], sell: () => Promise<T>): Promise<T> {
  try {
    return await sell();
  } catch (error) {
    const isSoldOut = error instanceof DomainError && error.code === 'ticket_type.sold_out';
    if (!isSoldOut || (await expireOverdue(ctx, lines[0]!.type.event_id)) === 0) throw error;
    return sell();
  }
}

/** A type that can be bought now. One that looks sold out is looked at again without the holds that are over. */
async function loadOnSale(ctx: UserCtx, id: string): Promise<TypeOnSale> {
  const type = await findType(ctx.db, id);
  const isFull = placesLeft(type) === 0 && (await expireOverdue(ctx, type.event_id)) > 0;
  const fresh = isFull ? await findType(ctx.db, id) : type;
  requireOnSale(fresh, ctx.clock.now());
  return fresh;
}
