import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { moneyString } from '../../kernel/money.ts';
import { iso, wallClock } from '../../kernel/time.ts';
import type { ticketOutput } from './tickets.schema.ts';

export type TicketView = z.output<typeof ticketOutput>;

/** What a view of a ticket needs beside the row itself. */
export const withParts = {
  owner: { select: { username: true } },
  event: true,
  ticket_type: { select: { title: true, kind: true } },
} as const satisfies Prisma.ticketsInclude;

type TicketRow = Prisma.ticketsGetPayload<{ include: typeof withParts }>;

/** `shows_link`: the link of an online event is for those who hold a ticket that admits, and for the event's staff. */
export function ticketView(row: TicketRow, { shows_link }: { shows_link: boolean }): TicketView {
  const start = wallClock(row.event.starts_at, row.event.timezone);
  const end = wallClock(row.event.ends_at, row.event.timezone);
  return {
    object: 'ticket',
    id: row.id,
    code: row.code,
    ticket_code: row.code,
    owner: row.owner.username,
    title: row.ticket_type.title,
    event: row.event.title,
    event_id: row.event_id,
    ticket_type_id: row.ticket_type_id,
    booking_id: row.booking_id,
    start_date: start.date,
    end_date: end.date,
    start_time: start.time,
    end_time: end.time,
    timezone: row.event.timezone,
    place_name: row.event.place_name,
    city: row.event.city,
    is_online: row.event.is_online,
    online_url: shows_link && row.status !== 'cancelled' && row.event.online_url !== '' ? row.event.online_url : null,
    ticket_type: row.ticket_type.kind,
    price: moneyString(row.price, row.currency),
    currency: row.currency,
    status: row.status,
    created_at: iso(row.created_at),
  };
}
