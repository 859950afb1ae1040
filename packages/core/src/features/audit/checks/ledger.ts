import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

export const ledgerChecks: Check[] = [
  {
    name: 'balance.ledger',
    query: Prisma.sql`
      WITH ledger AS (
        SELECT a.owner_id AS user_id, a.currency, sum(e.amount) AS amount
        FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
        WHERE a.kind = 'user_balance' GROUP BY 1, 2
      )
      SELECT coalesce(b.user_id, ledger.user_id)::text AS subject_id,
        coalesce(ledger.amount, 0) || ' ' || coalesce(b.currency, ledger.currency) AS expected,
        coalesce(b.amount, 0) || ' ' || coalesce(b.currency, ledger.currency) AS actual
      FROM balances b FULL JOIN ledger ON ledger.user_id = b.user_id AND ledger.currency = b.currency
      WHERE coalesce(b.amount, 0) <> coalesce(ledger.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `User ${subject_id} has a balance of ${actual}; the ledger makes ${expected}.`,
  },
  {
    name: 'ledger.sum',
    query: Prisma.sql`
      SELECT t.id::text AS subject_id, '0' AS expected,
        CASE WHEN count(e.id) = 0 THEN 'no entries' ELSE sum(e.amount) || ' ' || coalesce(e.currency, '') END AS actual
      FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.transaction_id = t.id
      GROUP BY t.id, e.currency HAVING count(e.id) = 0 OR sum(e.amount) <> 0`,
    sentence: ({ subject_id, actual }) =>
      `The entries of ledger transaction ${subject_id} don’t sum to zero: ${actual}.`,
  },
  {
    name: 'ledger.currency',
    query: Prisma.sql`
      SELECT e.id::text AS subject_id, a.currency::text AS expected, e.currency::text AS actual
      FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.currency <> a.currency`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ledger entry ${subject_id} is in ${actual}, its account in ${expected}.`,
  },
  {
    name: 'ledger.sale',
    query: Prisma.sql`
      WITH moved AS (
        SELECT t.booking_id, sum(e.amount) AS amount
        FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id JOIN ledger_accounts a ON a.id = e.account_id
        WHERE t.kind = 'sale' AND a.kind = 'organization_revenue' GROUP BY 1
      ), paid AS (
        SELECT p.booking_id, sum(p.amount) AS amount FROM payments p
        WHERE p.status = 'succeeded' AND p.provider <> 'comp' GROUP BY 1
      )
      SELECT coalesce(paid.booking_id, moved.booking_id)::text AS subject_id,
        coalesce(paid.amount, 0)::text AS expected, coalesce(moved.amount, 0)::text AS actual
      FROM paid FULL JOIN moved ON moved.booking_id = paid.booking_id
      WHERE coalesce(paid.amount, 0) <> coalesce(moved.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `For booking ${subject_id} payments make ${expected}, and the ledger has ${actual} as sold.`,
  },
  {
    name: 'ledger.refund',
    query: Prisma.sql`
      WITH moved AS (
        SELECT t.ticket_id, -sum(e.amount) AS amount
        FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id JOIN ledger_accounts a ON a.id = e.account_id
        WHERE t.kind = 'refund' AND t.ticket_id IS NOT NULL AND a.kind = 'organization_revenue' GROUP BY 1
      ), returned AS (
        SELECT r.ticket_id, sum(r.amount) AS amount FROM refunds r
        WHERE r.status <> 'failed' AND r.ticket_id IS NOT NULL GROUP BY 1
      )
      SELECT coalesce(returned.ticket_id, moved.ticket_id)::text AS subject_id,
        coalesce(returned.amount, 0)::text AS expected, coalesce(moved.amount, 0)::text AS actual
      FROM returned FULL JOIN moved ON moved.ticket_id = returned.ticket_id
      WHERE coalesce(returned.amount, 0) <> coalesce(moved.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `For ticket ${subject_id} refunds make ${expected}, and the ledger has ${actual} as refunded.`,
  },
  {
    name: 'ledger.provider',
    query: Prisma.sql`
      WITH theirs AS (
        SELECT a.currency, -sum(e.amount) AS amount
        FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
        WHERE a.kind = 'provider_clearing' GROUP BY 1
      ), came AS (
        SELECT currency, sum(amount - CASE WHEN dispute_status IN ('open', 'lost') THEN disputed_amount ELSE 0 END) AS amount
        FROM payments WHERE provider = 'stripe' AND status IN ('succeeded', 'surplus') GROUP BY 1
      ), went AS (
        SELECT currency, sum(amount) AS amount FROM refunds WHERE provider = 'stripe' AND status = 'succeeded' GROUP BY 1
      ), expected AS (
        SELECT came.currency, came.amount - coalesce(went.amount, 0) AS amount FROM came LEFT JOIN went USING (currency)
      )
      SELECT coalesce(expected.currency, theirs.currency)::text AS subject_id,
        coalesce(expected.amount, 0)::text AS expected, coalesce(theirs.amount, 0)::text AS actual
      FROM expected FULL JOIN theirs ON theirs.currency = expected.currency
      WHERE coalesce(expected.amount, 0) <> coalesce(theirs.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Card payments in ${subject_id} left ${expected} with the provider; the ledger has ${actual}.`,
  },
  {
    name: 'ledger.refunds_due',
    query: Prisma.sql`
      WITH due AS (
        SELECT a.owner_id, a.currency, sum(e.amount) AS amount
        FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
        WHERE a.kind = 'refunds_due' GROUP BY 1, 2
      ), pending AS (
        SELECT coalesce(u.payer_id, b.user_id) AS owner_id, r.currency, sum(r.amount) AS amount
        FROM refunds r JOIN payments p ON p.id = r.payment_id JOIN bookings b ON b.id = p.booking_id
          LEFT JOIN ticket_upgrades u ON u.id = p.upgrade_id
        WHERE r.status = 'pending' GROUP BY 1, 2
      )
      SELECT coalesce(due.owner_id, pending.owner_id)::text AS subject_id,
        coalesce(pending.amount, 0)::text AS expected, coalesce(due.amount, 0)::text AS actual
      FROM due FULL JOIN pending ON pending.owner_id = due.owner_id AND pending.currency = due.currency
      WHERE coalesce(pending.amount, 0) <> coalesce(due.amount, 0)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Refunds of ${expected} are on their way to user ${subject_id}; the ledger has ${actual} for them.`,
  },
  {
    name: 'ledger.buyer',
    query: Prisma.sql`
      SELECT t.id::text AS subject_id, b.user_id::text AS expected, a.owner_id::text AS actual
      FROM ledger_transactions t
        JOIN bookings b ON b.id = t.booking_id
        JOIN ledger_entries e ON e.transaction_id = t.id
        JOIN ledger_accounts a ON a.id = e.account_id
      WHERE t.kind IN ('sale', 'refund') AND a.kind = 'user_balance' AND a.owner_id <> b.user_id
        AND NOT EXISTS (SELECT FROM ticket_upgrades u WHERE u.booking_id = b.id AND u.payer_id = a.owner_id)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ledger transaction ${subject_id} moves money of user ${actual}; its booking is of user ${expected}.`,
  },
];
