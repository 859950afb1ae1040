import { Prisma } from '@setiket/db';
import { randomCode } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import type { Amount } from '../../kernel/money.ts';
import { type Part, rowsOf } from '../../kernel/rows.ts';
import { wallClock } from '../../kernel/time.ts';
import { newQrSecret } from '../ticket-qr/index.ts';

type NewTicket = {
  booking_id: string;
  booking_line_id: string;
  event_id: string;
  ticket_type_id: string;
  owner_id: string;
  price: Amount;
  currency: string;
  timezone: string;
};

export type NewTicketRow = ReturnType<typeof newTicket>;

/** A code that can be read aloud, with the day on which it was made at the event. */
export function newTicketCode(now: Date, timezone: string): string {
  return `TKT-${wallClock(now, timezone).date.replaceAll('-', '')}-${randomCode(8)}`;
}

/** One admission, with a code that can be read aloud and a QR of its own. */
export function newTicket({ timezone, price, ...ticket }: NewTicket, now: Date) {
  return {
    id: newId(now.getTime()),
    code: newTicketCode(now, timezone),
    ...ticket,
    price: price.toFixed(),
    status: 'active' as const,
    qr_secret: newQrSecret(),
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
}

const COLUMNS = {
  id: 'uuid',
  code: 'text',
  booking_id: 'uuid',
  booking_line_id: 'uuid',
  event_id: 'uuid',
  ticket_type_id: 'uuid',
  owner_id: 'uuid',
  price: 'numeric',
  currency: 'text',
  status: 'ticket_status',
  qr_secret: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const;

/**
 * Writes tickets together with whatever else makes them true. Once in some million tickets a day two draw the same code:
 * then the unique index refuses, and everything is done again with other ones.
 */
export function insertTickets(rows: readonly NewTicketRow[]): Part {
  return { name: 'new_tickets', sql: Prisma.sql`INSERT INTO tickets ${rowsOf(COLUMNS, rows)}` };
}
