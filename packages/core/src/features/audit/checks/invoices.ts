import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

export const invoiceChecks: Check[] = [
  {
    name: 'invoice.sequence',
    query: Prisma.sql`
      WITH issued AS (
        SELECT organization_id, kind, year, count(*) AS documents, max(sequence) AS highest FROM invoices GROUP BY 1, 2, 3)
      SELECT concat_ws(' ', coalesce(c.organization_id, i.organization_id), coalesce(c.kind, i.kind), coalesce(c.year, i.year))
          AS subject_id, coalesce(c.last, 0)::text AS expected,
        concat(coalesce(i.documents, 0), ' up to ', coalesce(i.highest, 0)) AS actual
      FROM invoice_counters c FULL JOIN issued i USING (organization_id, kind, year)
      WHERE coalesce(c.last, 0) <> coalesce(i.documents, 0) OR coalesce(c.last, 0) <> coalesce(i.highest, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `The numbers of ${subject_id} were drawn up to ${expected}, and there are ${actual}: one is missing.`,
  },
  {
    name: 'invoice.total',
    query: Prisma.sql`
      WITH due AS (
        SELECT id AS booking_id, NULL::uuid AS upgrade_id, total_amount AS amount, currency FROM bookings
        UNION ALL SELECT booking_id, id, amount, currency FROM ticket_upgrades WHERE status = 'completed'
      )
      SELECT i.id::text AS subject_id, coalesce(due.amount || ' ' || due.currency, 'none') AS expected,
        i.total_amount || ' ' || i.currency AS actual
      FROM invoices i LEFT JOIN due ON due.booking_id = i.booking_id AND due.upgrade_id IS NOT DISTINCT FROM i.upgrade_id
      WHERE i.kind = 'invoice' AND (i.total_amount, i.currency) IS DISTINCT FROM (due.amount, due.currency)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Invoice ${subject_id} is of ${actual}; its booking or upgrade is of ${expected}.`,
  },
  {
    name: 'invoice.lines',
    query: Prisma.sql`
      WITH added AS (
        SELECT i.id, sum((l->>'net_amount')::numeric) AS net, sum((l->>'tax_amount')::numeric) AS tax,
          sum((l->>'total_amount')::numeric) AS total
        FROM invoices i CROSS JOIN jsonb_array_elements(i.lines) AS l GROUP BY 1)
      SELECT i.id::text AS subject_id, concat_ws(' + ', a.net, a.tax) || ' = ' || a.total AS expected,
        concat_ws(' + ', i.net_amount, i.tax_amount) || ' = ' || i.total_amount AS actual
      FROM invoices i JOIN added a USING (id)
      WHERE (i.net_amount, i.tax_amount, i.total_amount) IS DISTINCT FROM (a.net, a.tax, a.total)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Invoice or credit note ${subject_id} says ${actual}; its lines make ${expected}.`,
  },
  {
    name: 'credit_note.refund',
    query: Prisma.sql`
      SELECT i.id::text AS subject_id, coalesce(r.amount::text, 'none') AS expected, i.total_amount::text AS actual
      FROM invoices i LEFT JOIN refunds r ON r.id = i.refund_id LEFT JOIN payments p ON p.id = r.payment_id
        LEFT JOIN invoices c ON c.id = i.invoice_id
      WHERE i.kind = 'credit_note' AND (r.amount IS DISTINCT FROM i.total_amount
        OR p.upgrade_id IS DISTINCT FROM c.upgrade_id
        OR p.booking_id IS DISTINCT FROM i.booking_id OR c.booking_id IS DISTINCT FROM i.booking_id)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Credit note ${subject_id} is of ${actual}; the refund of its booking is of ${expected}.`,
  },
];
