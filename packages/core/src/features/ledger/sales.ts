import { type Db, Prisma } from '@setiket/db';
import { newId } from '../../kernel/ids.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { type Part, recordset, rowsOf } from '../../kernel/rows.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { accountId } from './ledger.service.ts';

/** What somebody has, under lock, and the account in which it is written. */
export type Purse = { amount: Amount; account_id: string };

/** A balance under lock, as `pursesLocked` gives it. */
export type PurseRow = { user_id: string; amount: string; account_id: string | null };

/**
 * Locks balances in the order of their owners, so that whoever locks several never waits for somebody who waits for it.
 * Who has no balance in the currency is not among the rows.
 */
export function pursesLocked(user_ids: readonly string[], currency: string): Part {
  return {
    name: 'purses',
    sql: Prisma.sql`SELECT b.user_id, b.amount::text AS amount, a.id AS account_id
      FROM balances AS b LEFT JOIN ledger_accounts AS a
        ON a.kind = 'user_balance' AND a.owner_id = b.user_id AND a.currency = b.currency
      WHERE b.user_id = ANY(${user_ids}::uuid[]) AND b.currency = ${currency}
      ORDER BY b.user_id FOR NO KEY UPDATE OF b`,
  };
}

/** The purses of these rows by their owners, each with an account. */
export async function pursesOf(tx: Tx, rows: readonly PurseRow[], currency: string): Promise<Map<string, Purse>> {
  const purses = new Map<string, Purse>();
  for (const row of rows) {
    const account_id =
      row.account_id ?? (await accountId(tx, { kind: 'user_balance', owner_id: row.user_id }, currency));
    purses.set(row.user_id, { amount: amount(row.amount), account_id });
  }
  return purses;
}

/** Accounts that exist never change; one a process. */
const known = new WeakMap<Db, Map<string, string>>();

/** The account in which an organization's revenue is written. */
export async function revenueAccount(tx: Tx, organization_id: string, currency: string): Promise<string> {
  const { db } = contextOf(tx);
  const accounts = known.get(db) ?? new Map<string, string>();
  known.set(db, accounts);
  const key = `${organization_id}\n${currency}`;
  const remembered = accounts.get(key);
  if (remembered !== undefined) return remembered;
  const where = { kind: 'organization_revenue', owner_id: organization_id, currency } as const;
  const found = await tx.ledger_accounts.findUnique({
    where: { kind_owner_id_currency: where },
    select: { id: true },
  });
  // One that this transaction makes may be gone with it, so only what was there before is remembered.
  if (found && !madeBy.get(tx)?.has(key)) accounts.set(key, found.id);
  if (found) return found.id;
  madeBy.set(tx, (madeBy.get(tx) ?? new Set()).add(key));
  return accountId(tx, { kind: 'organization_revenue', owner_id: organization_id }, currency);
}

const madeBy = new WeakMap<Tx, Set<string>>();

/** Money that goes from a buyer's balance to an organization. Never zero. */
export type SalePosting = {
  booking_id: string;
  user_id: string;
  user_account: string;
  revenue_account: string;
  amount: Amount;
  currency: string;
};

/** What `post` does for one sale, for many at once. The caller holds the purses' locks and has looked into them. */
export function postSales(postings: readonly SalePosting[], now: Date): Part[] {
  const transactions = postings.map(({ booking_id }) => ({
    id: newId(now.getTime()),
    kind: 'sale',
    booking_id,
    created_at: now.toISOString(),
  }));
  const entries = postings.flatMap((posting, at) => {
    const entry = (account_id: string, value: Amount) => ({
      id: newId(now.getTime()),
      transaction_id: transactions[at]!.id,
      account_id,
      amount: value.toFixed(),
      currency: posting.currency,
    });
    return [entry(posting.user_account, posting.amount.negated()), entry(posting.revenue_account, posting.amount)];
  });
  const debits = new Map<string, Amount>();
  for (const { user_id, amount: value } of postings)
    debits.set(user_id, (debits.get(user_id) ?? amount(0)).plus(value));
  const currency = postings[0]?.currency ?? '';
  const owed = [...debits].map(([user_id, value]) => ({ user_id, amount: value.toFixed() }));
  return [
    {
      name: 'debited',
      sql: Prisma.sql`UPDATE balances AS b SET amount = b.amount - r.amount, updated_at = ${now}
        FROM ${recordset({ user_id: 'uuid', amount: 'numeric' }, owed)}
        WHERE b.user_id = r.user_id AND b.currency = ${currency}`,
    },
    {
      name: 'new_ledger_transactions',
      sql: Prisma.sql`INSERT INTO ledger_transactions ${rowsOf(
        { id: 'uuid', kind: 'text', booking_id: 'uuid', created_at: 'timestamptz' },
        transactions,
      )}`,
    },
    {
      name: 'new_ledger_entries',
      sql: Prisma.sql`INSERT INTO ledger_entries ${rowsOf(
        { id: 'uuid', transaction_id: 'uuid', account_id: 'uuid', amount: 'numeric', currency: 'text' },
        entries,
      )}`,
    },
  ];
}
