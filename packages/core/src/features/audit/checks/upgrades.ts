import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

const DONE = Prisma.sql`
  WITH done AS (
    SELECT DISTINCT ON (ticket_id) ticket_id, to_ticket_type_id, sum(amount) OVER (PARTITION BY ticket_id) AS paid
    FROM ticket_upgrades WHERE status = 'completed' ORDER BY ticket_id, ended_at DESC, id DESC
  )`;

export const upgradeChecks: Check[] = [
  {
    name: 'upgrade.payment',
    query: Prisma.sql`
      WITH paid AS (
        SELECT upgrade_id, sum(amount) AS amount FROM payments
        WHERE status = 'succeeded' AND upgrade_id IS NOT NULL GROUP BY 1
      ), due AS (
        SELECT u.id, CASE WHEN u.status = 'completed' THEN u.price_after - u.price_before ELSE 0 END AS amount
        FROM ticket_upgrades u
      )
      SELECT due.id::text AS subject_id, due.amount::text AS expected, coalesce(paid.amount, 0)::text AS actual
      FROM due LEFT JOIN paid ON paid.upgrade_id = due.id WHERE due.amount <> coalesce(paid.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Upgrade ${subject_id} makes a difference of ${expected}; ${actual} were paid for it.`,
  },
  {
    name: 'ticket.type',
    query: Prisma.sql`${DONE}
      SELECT t.id::text AS subject_id, coalesce(done.to_ticket_type_id, l.ticket_type_id)::text AS expected,
        t.ticket_type_id::text AS actual
      FROM tickets t JOIN booking_lines l ON l.id = t.booking_line_id LEFT JOIN done ON done.ticket_id = t.id
      WHERE t.ticket_type_id <> coalesce(done.to_ticket_type_id, l.ticket_type_id)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ticket ${subject_id} is of type ${actual}; its order and its upgrades make it ${expected}.`,
  },
  {
    name: 'ticket.price',
    query: Prisma.sql`${DONE}
      SELECT t.id::text AS subject_id, (l.unit_price + coalesce(done.paid, 0))::text AS expected, t.price::text AS actual
      FROM tickets t JOIN booking_lines l ON l.id = t.booking_line_id LEFT JOIN done ON done.ticket_id = t.id
      WHERE t.price <> l.unit_price + coalesce(done.paid, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ticket ${subject_id} says that it cost ${actual}; its order and its upgrades make ${expected}.`,
  },
];

export const compChecks: Check[] = [
  {
    name: 'comp.quota',
    query: Prisma.sql`
      SELECT e.id::text AS subject_id, 'at most ' || e.comp_quota AS expected, count(t.id)::text AS actual
      FROM events e JOIN comps c ON c.event_id = e.id JOIN tickets t ON t.booking_id = c.booking_id AND t.status <> 'cancelled'
      GROUP BY e.id HAVING count(t.id) > e.comp_quota`,
    sentence: ({ subject_id, expected, actual }) =>
      `Event ${subject_id} has given away ${actual} tickets, where it may ${expected}.`,
  },
];
