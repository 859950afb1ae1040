import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

export const bookingChecks: Check[] = [
  {
    name: 'booking.tickets',
    query: Prisma.sql`
      WITH issued AS (SELECT booking_id, count(*) AS tickets FROM tickets GROUP BY 1)
      SELECT b.id::text AS subject_id, CASE WHEN b.confirmed_at IS NULL THEN 0 ELSE b.quantity END::text AS expected,
        coalesce(issued.tickets, 0)::text AS actual
      FROM bookings b LEFT JOIN issued ON issued.booking_id = b.id
      WHERE coalesce(issued.tickets, 0) <> CASE WHEN b.confirmed_at IS NULL THEN 0 ELSE b.quantity END`,
    sentence: ({ subject_id, expected, actual }) =>
      `Booking ${subject_id} has ${actual} tickets; it should have ${expected}.`,
  },
  {
    name: 'booking.line_tickets',
    query: Prisma.sql`
      WITH issued AS (SELECT booking_line_id, count(*) AS tickets FROM tickets GROUP BY 1)
      SELECT l.id::text AS subject_id, l.quantity::text AS expected, coalesce(issued.tickets, 0)::text AS actual
      FROM booking_lines l JOIN bookings b ON b.id = l.booking_id LEFT JOIN issued ON issued.booking_line_id = l.id
      WHERE b.confirmed_at IS NOT NULL AND coalesce(issued.tickets, 0) <> l.quantity`,
    sentence: ({ subject_id, expected, actual }) =>
      `Booking line ${subject_id} is of ${expected} tickets, and ${actual} were issued for it.`,
  },
  {
    name: 'booking.quantity',
    query: Prisma.sql`
      WITH lines AS (SELECT booking_id, sum(quantity) AS quantity FROM booking_lines GROUP BY 1)
      SELECT b.id::text AS subject_id, coalesce(lines.quantity, 0)::text AS expected, b.quantity::text AS actual
      FROM bookings b LEFT JOIN lines ON lines.booking_id = b.id WHERE b.quantity <> coalesce(lines.quantity, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Booking ${subject_id} is of ${actual} tickets; its lines make ${expected}.`,
  },
  {
    name: 'booking.total',
    query: Prisma.sql`
      WITH lines AS (SELECT booking_id, sum(quantity * unit_price) AS total FROM booking_lines GROUP BY 1)
      SELECT b.id::text AS subject_id, coalesce(lines.total, 0)::text AS expected, b.total_amount::text AS actual
      FROM bookings b LEFT JOIN lines ON lines.booking_id = b.id WHERE b.total_amount <> coalesce(lines.total, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Booking ${subject_id} has a total of ${actual}; its lines make ${expected}.`,
  },
  {
    name: 'booking.open',
    query: Prisma.sql`
      WITH live AS (SELECT booking_id, count(*) AS tickets FROM tickets WHERE status <> 'cancelled' GROUP BY 1)
      SELECT b.id::text AS subject_id,
        CASE WHEN b.status = 'confirmed' THEN 'at least 1' ELSE '0' END AS expected,
        coalesce(live.tickets, 0)::text AS actual
      FROM bookings b LEFT JOIN live ON live.booking_id = b.id
      WHERE (b.status = 'confirmed') <> (coalesce(live.tickets, 0) > 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Booking ${subject_id} has ${actual} tickets that admit somebody; in its state it should have ${expected}.`,
  },
];
