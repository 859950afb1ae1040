import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

/** A booking that support has confirmed has no payment, which is no error. */
export const paymentChecks: Check[] = [
  {
    name: 'payment.amount',
    query: Prisma.sql`
      SELECT p.id::text AS subject_id, b.total_amount || ' ' || b.currency AS expected, p.amount || ' ' || p.currency AS actual
      FROM payments p JOIN bookings b ON b.id = p.booking_id
      WHERE p.status = 'succeeded' AND p.upgrade_id IS NULL AND p.provider <> 'comp' AND (p.amount <> b.total_amount OR p.currency <> b.currency)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Payment ${subject_id} is of ${actual}; its booking costs ${expected}.`,
  },
  {
    name: 'payment.refunded',
    query: Prisma.sql`
      WITH returned AS (SELECT payment_id, sum(amount) AS amount FROM refunds WHERE status <> 'failed' GROUP BY 1)
      SELECT p.id::text AS subject_id, coalesce(returned.amount, 0)::text AS expected, p.refunded_amount::text AS actual
      FROM payments p LEFT JOIN returned ON returned.payment_id = p.id
      WHERE p.refunded_amount <> coalesce(returned.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Payment ${subject_id} says that ${actual} were refunded; its refunds make ${expected}.`,
  },
  {
    name: 'refund.ticket',
    query: Prisma.sql`
      SELECT r.id::text AS subject_id, 'a cancelled ticket of booking ' || p.booking_id AS expected,
        t.status || ', booking ' || t.booking_id AS actual
      FROM refunds r JOIN payments p ON p.id = r.payment_id JOIN tickets t ON t.id = r.ticket_id
      WHERE r.kind = 'ticket' AND (t.status <> 'cancelled' OR t.booking_id <> p.booking_id)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Refund ${subject_id} should be of ${expected}; its ticket is ${actual}.`,
  },
  {
    name: 'refund.missing',
    query: Prisma.sql`
      WITH paid AS (
        SELECT p.booking_id, bool_or(p.upgrade_id IS NULL) AS is_itself_paid,
          bool_or(coalesce(p.dispute_status, 'won') <> 'won' OR (p.refunded_amount = p.amount AND EXISTS (
            SELECT FROM refunds r WHERE r.payment_id = p.id AND r.kind IN ('partial', 'external')))) AS is_gone
        FROM payments p WHERE p.status = 'succeeded' AND p.provider <> 'comp' GROUP BY 1
      ), upgraded AS (
        SELECT u.ticket_id, sum(p.amount) AS amount FROM payments p JOIN ticket_upgrades u ON u.id = p.upgrade_id
        WHERE p.status = 'succeeded' GROUP BY 1
      ), returned AS (
        SELECT ticket_id, sum(amount) AS amount FROM refunds WHERE status <> 'failed' GROUP BY 1
      ), owed AS (
        SELECT t.id, CASE WHEN p.is_itself_paid THEN t.price ELSE coalesce(u.amount, 0) END AS amount
        FROM tickets t JOIN paid p ON p.booking_id = t.booking_id LEFT JOIN upgraded u ON u.ticket_id = t.id
        WHERE t.status = 'cancelled' AND NOT p.is_gone
      )
      SELECT owed.id::text AS subject_id, owed.amount::text AS expected, coalesce(r.amount, 0)::text AS actual
      FROM owed LEFT JOIN returned r ON r.ticket_id = owed.id WHERE owed.amount <> coalesce(r.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ticket ${subject_id} was cancelled and had cost ${expected}; ${actual} went back for it.`,
  },
];
