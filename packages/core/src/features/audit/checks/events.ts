import { Prisma } from '@setiket/db';
import type { Check, Mismatch } from './check.ts';

/** An event without a row of figures has sold nothing. */
const FIGURES = Prisma.sql`
  WITH sold AS (SELECT event_id, count(*) AS tickets FROM tickets WHERE status <> 'cancelled' GROUP BY 1),
  confirmed AS (SELECT event_id, count(*) AS bookings FROM bookings WHERE status = 'confirmed' GROUP BY 1),
  earned AS (
    SELECT b.event_id, sum(p.amount - p.refunded_amount
      - CASE WHEN p.dispute_status IN ('open', 'lost') THEN p.disputed_amount ELSE 0 END) AS revenue
    FROM payments p JOIN bookings b ON b.id = p.booking_id
    WHERE p.status = 'succeeded' AND p.provider <> 'comp' GROUP BY 1
  ), figures AS (
    SELECT e.id,
      coalesce(s.total_tickets_sold, 0) AS tickets, coalesce(sold.tickets, 0) AS true_tickets,
      coalesce(s.total_bookings, 0) AS bookings, coalesce(confirmed.bookings, 0) AS true_bookings,
      coalesce(s.total_revenue, 0) AS revenue, coalesce(earned.revenue, 0) AS true_revenue
    FROM events e
      LEFT JOIN event_statistics s ON s.event_id = e.id
      LEFT JOIN sold ON sold.event_id = e.id
      LEFT JOIN confirmed ON confirmed.event_id = e.id
      LEFT JOIN earned ON earned.event_id = e.id
  )`;

const sentenceOf =
  (what: string) =>
  ({ subject_id, expected, actual }: Mismatch) =>
    `Event ${subject_id} counts ${actual} as ${what}; its rows make ${expected}.`;

export const eventChecks: Check[] = [
  {
    name: 'statistics.tickets',
    query: Prisma.sql`${FIGURES}
      SELECT id::text AS subject_id, true_tickets::text AS expected, tickets::text AS actual FROM figures WHERE tickets <> true_tickets`,
    sentence: sentenceOf('tickets sold'),
  },
  {
    name: 'statistics.revenue',
    query: Prisma.sql`${FIGURES}
      SELECT id::text AS subject_id, true_revenue::text AS expected, revenue::text AS actual FROM figures WHERE revenue <> true_revenue`,
    sentence: sentenceOf('revenue'),
  },
  {
    name: 'statistics.bookings',
    query: Prisma.sql`${FIGURES}
      SELECT id::text AS subject_id, true_bookings::text AS expected, bookings::text AS actual FROM figures WHERE bookings <> true_bookings`,
    sentence: sentenceOf('confirmed bookings'),
  },
  {
    name: 'event.price_from',
    query: Prisma.sql`
      WITH cheapest AS (SELECT event_id, min(price) AS price FROM ticket_types GROUP BY 1)
      SELECT e.id::text AS subject_id, coalesce(cheapest.price::text, 'none') AS expected, coalesce(e.price_from::text, 'none') AS actual
      FROM events e LEFT JOIN cheapest ON cheapest.event_id = e.id WHERE e.price_from IS DISTINCT FROM cheapest.price`,
    sentence: ({ subject_id, expected, actual }) =>
      `Event ${subject_id} says that it starts at ${actual}; its cheapest ticket type costs ${expected}.`,
  },
];
