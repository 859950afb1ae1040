import { Prisma } from '@setiket/db';
import { newId } from '../../kernel/ids.ts';
import { type Part, rowsOf } from '../../kernel/rows.ts';
import { addSeconds } from '../../kernel/time.ts';
import { type Line, totalOf } from './sale.ts';

export type SaleStatus = 'pending' | 'confirmed';

type NewBooking = { buyer_id: string; lines: Line[]; status: SaleStatus; now: Date; hold_seconds: number };

export type BookingRows = ReturnType<typeof bookingRows>;

/** A booking with its lines, as they are written. A pending one knows when it expires. */
export function bookingRows({ buyer_id, lines, status, now, hold_seconds }: NewBooking) {
  const { event, currency } = lines[0]!.type;
  const id = newId(now.getTime());
  const at = now.toISOString();
  const expires_at = status === 'pending' ? addSeconds(now, event.hold_seconds ?? hold_seconds) : null;
  const booking = {
    id,
    user_id: buyer_id,
    event_id: event.id,
    status,
    quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
    total_amount: totalOf(lines).toFixed(),
    currency,
    tax_name: event.tax_name,
    tax_rate: event.tax_rate.toFixed(),
    reason: '',
    expires_at: expires_at?.toISOString() ?? null,
    confirmed_at: status === 'confirmed' ? at : null,
    created_at: at,
    updated_at: at,
  };
  const rows = lines.map(({ type, quantity, unit_price }) => ({
    id: newId(now.getTime()),
    booking_id: id,
    ticket_type_id: type.id,
    quantity,
    unit_price: unit_price.toFixed(),
  }));
  return { booking, lines: rows, expires_at };
}

const BOOKING = {
  id: 'uuid',
  user_id: 'uuid',
  event_id: 'uuid',
  status: 'booking_status',
  quantity: 'int',
  total_amount: 'numeric',
  currency: 'text',
  tax_name: 'text',
  tax_rate: 'numeric',
  reason: 'text',
  expires_at: 'timestamptz',
  confirmed_at: 'timestamptz',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const;

const LINE = {
  id: 'uuid',
  booking_id: 'uuid',
  ticket_type_id: 'uuid',
  quantity: 'int',
  unit_price: 'numeric',
} as const;

export function insertBookings(made: readonly BookingRows[]): Part[] {
  const bookings = made.map(({ booking }) => booking);
  const lines = made.flatMap((rows) => rows.lines);
  return [
    { name: 'new_bookings', sql: Prisma.sql`INSERT INTO bookings ${rowsOf(BOOKING, bookings)}` },
    { name: 'new_booking_lines', sql: Prisma.sql`INSERT INTO booking_lines ${rowsOf(LINE, lines)}` },
  ];
}
