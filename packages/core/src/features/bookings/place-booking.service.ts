import type { z } from 'zod';
import { readCached } from '../../kernel/cache.ts';
import type { Ctx, UserActor, UserCtx } from '../../kernel/context.ts';
import { commonErrors, DomainError, fieldError } from '../../kernel/errors.ts';
import { inventoryErrors, placesLeft, priceWithTax, withEventPool } from '../inventory/index.ts';
import type { TicketView } from '../tickets/index.ts';
import { measured, requireAdmission } from '../waiting-room/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import type { createBookingInput, purchaseInput } from './bookings.schema.ts';
import type { BookingView } from './bookings.view.ts';
import { expireOverdue } from './expiry.ts';
import {
  agreedPrice,
  findType,
  type Line,
  requireOnSale,
  requireOrderLimits,
  requireSaleOpen,
  type TypeOnSale,
} from './sale.ts';
import { sell } from './sale-queue.ts';
import { asBooking, asTicket } from './sold-view.ts';

type CreateInput = z.output<typeof createBookingInput>;

/**
 * `setiket.md`, Purchase Ticket: one ticket, paid from the balance and confirmed at once.
 * @throws ticket_type.sold_out, booking.*, waiting_room.*, payment.insufficient_balance, request.invalid on `price`
 */
export async function purchaseTicket(ctx: UserCtx, input: z.output<typeof purchaseInput>): Promise<TicketView> {
  const type = await loadOnSale(ctx, input.ticket_id);
  const lines = [{ type, quantity: 1, unit_price: agreedPrice(type, input.price) }];
  requireOrderLimits(lines);
  const buyer = { id: ctx.actor.id, username: ctx.actor.username };
  return sellAtTheDoor(ctx, lines, () => sell({ ctx, buyer, lines, status: 'confirmed', answer: asTicket }));
}

/** `btick.md` 7.3 and `event-ticketing.md`, Create Booking; see the input for the ways to book. */
export async function createBooking(ctx: UserCtx, input: CreateInput): Promise<BookingView> {
  const buyer = await buyerOf(ctx, input.user_id);
  const isInstant =
    input.event_id !== undefined &&
    input.items === undefined &&
    (input.event_ticket ?? input.ticket_type_id) === undefined;
  const lines = await (isInstant ? cheapestLine(ctx, input) : namedLines(ctx, input));
  requireOrderLimits(lines);
  const status = isInstant ? 'confirmed' : 'pending';
  const answer = asBooking(ctx.clock.now());
  return sellAtTheDoor(ctx, lines, () => sell({ ctx, buyer, lines, status, answer }));
}

type Buyer = { id: string; username: string };

async function buyerOf(
  { actor, db }: { actor: UserActor; db: Ctx['db'] },
  user_id: string | undefined,
): Promise<Buyer> {
  if (user_id === undefined || user_id === actor.id) return { id: actor.id, username: actor.username };
  if (actor.role !== 'administrator') throw commonErrors.forbidden();
  const where = { id: user_id, is_active: true };
  const buyer = await db.users.findUnique({ where, select: { id: true, username: true } });
  if (!buyer) throw fieldError('user_id', 'There is no such user.');
  return buyer;
}

/** The cheapest type of the event that has enough places and is on sale; if none is, the reason of the cheapest. */
async function cheapestLine(ctx: UserCtx, { event_id = '', quantity = 1 }: CreateInput): Promise<Line[]> {
  const types = await typesOf(ctx, event_id);
  // Before anything is written: taking back what has expired is for those who were admitted.
  requireAdmission(ctx, types[0]!.event);
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
  return lines;
}

/** Where everything that is bought or held comes in: who needs an admission has it, or gets nothing. */
async function sellAtTheDoor<T>(ctx: UserCtx, lines: Line[], sell: () => Promise<T>): Promise<T> {
  const { event } = lines[0]!.type;
  requireAdmission(ctx, event);
  const sale = () => sellAfterExpiry(ctx, lines, sell);
  return event.has_waiting_room ? measured(ctx.db, event.id, sale) : sale();
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

/**
 * A type whose sale is open, as it was edited last; its places are judged under their locks. From the cache, because
 * everybody asks for the same one.
 */
async function loadOnSale(ctx: UserCtx, id: string): Promise<TypeOnSale> {
  const { value: type } = await readCached(
    { ...ctx, call: { ...ctx.call, reply: () => {} } },
    { key: `sale:${id}` },
    () => findType(ctx.db, id),
  );
  requireSaleOpen(type, ctx.clock.now());
  return type;
}
