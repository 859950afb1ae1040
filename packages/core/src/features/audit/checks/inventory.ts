import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

/**
 * Places by pool: a ticket type draws on its own pool, on a shared one where it has one, and, where the event has
 * a capacity, on the event's. A cancelled
 * ticket has given its place back, an upgraded one has its place elsewhere, and an upgrade that waits for its payment holds
 * one where the old type has none.
 */
const PLACES = Prisma.sql`
  WITH lines AS (
    SELECT l.id, l.ticket_type_id, l.quantity, b.status
    FROM booking_lines l JOIN bookings b ON b.id = l.booking_id
    WHERE b.status IN ('pending', 'confirmed')
  ), given_back AS (
    SELECT t.booking_line_id, count(*) AS places FROM tickets t WHERE t.status = 'cancelled' GROUP BY 1
  ), by_type AS (
    SELECT lines.ticket_type_id,
      coalesce(sum(lines.quantity) FILTER (WHERE lines.status = 'pending'), 0) AS held,
      coalesce(sum(lines.quantity - coalesce(given_back.places, 0)) FILTER (WHERE lines.status = 'confirmed'), 0) AS sold
    FROM lines LEFT JOIN given_back ON given_back.booking_line_id = lines.id GROUP BY 1
  ), draws AS (
    SELECT tt.pool_id, tt.id AS ticket_type_id FROM ticket_types tt
    UNION ALL
    SELECT tt.shared_pool_id, tt.id FROM ticket_types tt WHERE tt.shared_pool_id IS NOT NULL
    UNION ALL
    SELECT e.pool_id, tt.id FROM ticket_types tt JOIN events e ON e.id = tt.event_id WHERE e.pool_id IS NOT NULL
  ), upgraded AS (
    SELECT l.ticket_type_id AS from_type, t.ticket_type_id AS to_type, 0 AS held, 1 AS sold
    FROM tickets t JOIN booking_lines l ON l.id = t.booking_line_id JOIN bookings b ON b.id = l.booking_id
    WHERE t.ticket_type_id <> l.ticket_type_id AND t.status <> 'cancelled' AND b.status = 'confirmed'
    UNION ALL
    SELECT from_ticket_type_id, to_ticket_type_id, 1, 0 FROM ticket_upgrades WHERE status = 'pending'
  ), moved AS (
    SELECT draws.pool_id, upgraded.held, upgraded.sold
    FROM upgraded JOIN draws ON draws.ticket_type_id = upgraded.to_type
    WHERE upgraded.held = 0 OR NOT EXISTS (
      SELECT FROM draws old WHERE old.ticket_type_id = upgraded.from_type AND old.pool_id = draws.pool_id)
    UNION ALL
    SELECT draws.pool_id, 0, -upgraded.sold FROM upgraded JOIN draws ON draws.ticket_type_id = upgraded.from_type
  ), places AS (
    SELECT pool_id, sum(held) AS held, sum(sold) AS sold FROM (
      SELECT draws.pool_id, by_type.held, by_type.sold FROM draws JOIN by_type USING (ticket_type_id)
      UNION ALL
      SELECT pool_id, held, sold FROM moved
    ) AS every GROUP BY 1
  )`;

export const inventoryChecks: Check[] = [
  {
    name: 'pool.sold',
    query: Prisma.sql`${PLACES}
      SELECT p.id::text AS subject_id, coalesce(places.sold, 0)::text AS expected, p.sold::text AS actual
      FROM pools p LEFT JOIN places ON places.pool_id = p.id
      WHERE p.sold <> coalesce(places.sold, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Pool ${subject_id} says that ${actual} places are sold; confirmed bookings without cancelled tickets make ${expected}.`,
  },
  {
    name: 'pool.held',
    query: Prisma.sql`${PLACES}
      SELECT p.id::text AS subject_id, coalesce(places.held, 0)::text AS expected, p.held::text AS actual
      FROM pools p LEFT JOIN places ON places.pool_id = p.id
      WHERE p.held <> coalesce(places.held, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Pool ${subject_id} says that ${actual} places are held; pending bookings make ${expected}.`,
  },
  {
    name: 'pool.capacity',
    query: Prisma.sql`
      SELECT p.id::text AS subject_id, 'at most ' || p.capacity AS expected, (p.held::bigint + p.sold)::text AS actual
      FROM pools p WHERE p.held::bigint + p.sold > p.capacity OR p.held < 0 OR p.sold < 0`,
    sentence: ({ subject_id, expected, actual }) =>
      `Pool ${subject_id} has given away ${actual} places, where there are ${expected}.`,
  },
];
