import { Prisma } from '@setiket/db';
import { type NewTicketRow, ticketView } from '../tickets/index.ts';
import type { BookingView } from './bookings.view.ts';
import { bookingView } from './bookings.view.ts';
import type { Order } from './prepare-sale.ts';
import type { BookingRows } from './sale-rows.ts';

/** A booking as it has just been written, with all that views of it and of its tickets need. */
export type SoldBooking = Parameters<typeof bookingView>[0];

type Written = { order: Order; rows: BookingRows; tickets: readonly NewTicketRow[] };

/** From the rows that are written, so that nothing has to be read back. */
export function soldBooking({ order: { buyer, lines }, rows, tickets }: Written): SoldBooking {
  const { event } = lines[0]!.type;
  const { booking } = rows;
  const typeOf = (id: string) => lines.find(({ type }) => type.id === id)!.type;
  const created_at = new Date(booking.created_at);
  return {
    ...booking,
    total_amount: new Prisma.Decimal(booking.total_amount),
    tax_rate: new Prisma.Decimal(booking.tax_rate),
    expires_at: rows.expires_at,
    confirmed_at: booking.confirmed_at === null ? null : created_at,
    closed_at: null,
    created_at,
    updated_at: created_at,
    user: { username: buyer.username },
    event,
    lines: rows.lines.map((line) => ({
      ...line,
      unit_price: new Prisma.Decimal(line.unit_price),
      ticket_type: { title: typeOf(line.ticket_type_id).title },
    })),
    tickets: tickets.map((ticket) => ({
      ...ticket,
      price: new Prisma.Decimal(ticket.price),
      used_at: null,
      cancelled_at: null,
      created_at,
      updated_at: created_at,
      owner: { username: buyer.username },
      event,
      ticket_type: typeOf(ticket.ticket_type_id),
    })),
  };
}

export const asBooking =
  (now: Date) =>
  (sold: SoldBooking): BookingView =>
    bookingView(sold, now);

/** The one ticket of a purchase. */
export const asTicket = (sold: SoldBooking) => ticketView(sold.tickets[0]!, { shows_link: true });
