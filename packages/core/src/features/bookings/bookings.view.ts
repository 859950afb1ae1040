import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { moneyString } from '../../kernel/money.ts';
import { iso } from '../../kernel/time.ts';
import { ticketView, withTicketParts } from '../tickets/index.ts';
import type { bookingOutput, userBookingOutput } from './bookings.schema.ts';

export type BookingView = z.output<typeof bookingOutput>;

/** What a view of a booking needs beside the row itself. */
export const withParts = {
  user: { select: { username: true } },
  event: { select: { title: true, organization_id: true, ends_at: true, status: true } },
  lines: { include: { ticket_type: { select: { title: true } } }, orderBy: { id: 'asc' } },
  tickets: { include: withTicketParts, orderBy: { id: 'asc' } },
} as const satisfies Prisma.bookingsInclude;

/** And what the view with user and event needs. */
export const withInformation = {
  ...withParts,
  user: true,
  event: true,
} as const satisfies Prisma.bookingsInclude;

export type BookingRow = Prisma.bookingsGetPayload<{ include: typeof withParts }>;

/** A pending booking whose time is over shows as expired, also before a job has come by. */
export function bookingView(row: BookingRow, now: Date): BookingView {
  const isOverdue = row.status === 'pending' && row.expires_at !== null && row.expires_at <= now;
  return {
    object: 'booking',
    id: row.id,
    user_id: row.user_id,
    user: row.user.username,
    event_id: row.event_id,
    event: row.event.title,
    event_ticket: row.lines[0]!.ticket_type_id,
    quantity: row.quantity,
    total_amount: moneyString(row.total_amount, row.currency),
    currency: row.currency,
    status: isOverdue ? 'expired' : row.status,
    booking_date: iso(row.created_at),
    expires_at: iso(row.expires_at),
    confirmed_at: iso(row.confirmed_at),
    reason: row.reason,
    items: row.lines.map((line) => ({
      ticket_type_id: line.ticket_type_id,
      event_ticket: line.ticket_type_id,
      title: line.ticket_type.title,
      quantity: line.quantity,
      unit_price: moneyString(line.unit_price, row.currency),
    })),
    tickets: row.tickets.map((ticket) => {
      const isBuyers = ticket.owner_id === row.user_id;
      return { ...ticketView(ticket, { shows_link: isBuyers }), code: isBuyers ? ticket.code : null };
    }),
    created_at: iso(row.created_at),
  };
}

type InformedRow = Prisma.bookingsGetPayload<{ include: typeof withInformation }>;

/** A booking with information about its user and event. */
export function userBookingView(row: InformedRow, now: Date): z.output<typeof userBookingOutput> {
  const { user, event } = row;
  const { title, starts_at, ends_at, place_name, city, status } = event;
  const name = `${user.first_name} ${user.last_name}`.trim();
  return {
    ...bookingView(row, now),
    user_info: { id: user.id, username: user.username, name, email: user.email },
    event_info: { id: event.id, title, starts_at: iso(starts_at), ends_at: iso(ends_at), place_name, city, status },
  };
}
