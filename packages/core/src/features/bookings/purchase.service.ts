import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { countSale } from '../events/index.ts';
import { availabilityOf, inventoryErrors, offerProblem, takeAsSold, withPool } from '../inventory/index.ts';
import { bookingConfirmedMail } from '../notifications/index.ts';
import { payFromBalance } from '../payments/index.ts';
import { issueTicket, type TicketView } from '../tickets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import type { purchaseInput } from './bookings.schema.ts';

const withEvent = { ...withPool, event: true } as const satisfies Prisma.ticket_typesInclude;
type TypeOnSale = Prisma.ticket_typesGetPayload<{ include: typeof withEvent }>;

/**
 * `setiket.md`, Purchase Ticket: one ticket, paid from the balance and confirmed at once, in one transaction. What
 * many buyers want at the same moment, the pool and the event's figures, is touched last, so that its lock is short.
 * @throws ticket_type.sold_out, booking.*, payment.insufficient_balance, request.invalid on `price`
 */
export async function purchaseTicket(ctx: UserCtx, input: z.output<typeof purchaseInput>): Promise<TicketView> {
  const type = await findOnSale(ctx, input.ticket_id);
  const price = agreedPrice(type, input.price);
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const booking_id = newId(now.getTime());
    const booking_line_id = newId(now.getTime());
    const { event_id, currency } = type;
    await tx.bookings.create({
      data: {
        id: booking_id,
        user_id: ctx.actor.id,
        event_id,
        status: 'confirmed',
        quantity: 1,
        total_amount: price.toFixed(),
        currency,
        confirmed_at: now,
        created_at: now,
        updated_at: now,
        lines: { create: { id: booking_line_id, ticket_type_id: type.id, quantity: 1, unit_price: price.toFixed() } },
      },
    });
    await payFromBalance(tx, {
      booking_id,
      user_id: ctx.actor.id,
      organization_id: type.event.organization_id,
      amount: price,
      currency,
    });
    const ticket = await issueTicket(tx, {
      booking_id,
      booking_line_id,
      event_id,
      ticket_type_id: type.id,
      owner_id: ctx.actor.id,
      price,
      currency,
      timezone: type.event.timezone,
    });
    await audit(tx, {
      action: 'booking.confirmed',
      subject_type: 'booking',
      subject_id: booking_id,
      data: { event_id, ticket_id: ticket.id },
    });
    await enqueue(tx, bookingConfirmedMail, { booking_id });
    if (!(await takeAsSold(tx, drawsOf(type)))) throw inventoryErrors.sold_out();
    if (!(await countSale(tx, { event_id, tickets: 1, revenue: price, bookings: 1 })))
      throw bookingErrors.event_closed();
    return ticket;
  });
}

/** The ticket type, if its event and its sale allow a purchase now. To outsiders a hidden event's types don't exist. */
async function findOnSale(ctx: UserCtx, id: string): Promise<TypeOnSale> {
  const type = await ctx.db.ticket_types.findUnique({ where: { id }, include: withEvent });
  if (!type || ['draft', 'pending', 'rejected'].includes(type.event.status)) throw inventoryErrors.not_found();
  const now = ctx.clock.now();
  if (type.event.status === 'completed' || type.event.ends_at <= now) throw bookingErrors.event_over();
  if (type.event.status !== 'approved') throw bookingErrors.event_closed();
  const availability = availabilityOf(type, now);
  switch (availability) {
    case 'available':
      return type;
    case 'sold_out':
      throw inventoryErrors.sold_out();
    case 'not_yet':
      throw bookingErrors.sale_not_started();
    case 'ended':
      throw bookingErrors.sale_ended();
    default:
      return availability satisfies never;
  }
}

function agreedPrice(type: TypeOnSale, price: string | null | undefined): Amount {
  const least = type.price.toFixed();
  const problem = offerProblem({ kind: type.kind, price, currency: type.currency, least });
  if (problem) throw fieldError('price', problem);
  return amount(price ?? least);
}

/** Every pool that one ticket of this type takes a place from. */
export function drawsOf({ pool_id, event }: { pool_id: string; event: { pool_id: string | null } }) {
  return [pool_id, ...(event.pool_id ? [event.pool_id] : [])].map((id) => ({ pool_id: id, quantity: 1 }));
}
