import { signAccess } from '@setiket/core/features/accounts';
import { newId } from '@setiket/core/kernel/ids';
import type { Lab } from './lab.ts';
import { type Shopper, seedShoppers } from './seed.ts';

/** Many people with money who are signed in: the product makes the first of them, the database copies it. */
export async function seedBuyers(lab: Lab, count: number): Promise<Shopper[]> {
  const [first] = await seedShoppers(lab, 1);
  const copies = Array.from({ length: count - 1 }, (_, n) => ({
    user_id: newId(),
    account_id: newId(),
    session_id: `bench-session-${n}`,
  }));
  const { db } = lab.deps;
  await db.$executeRaw`
    WITH copies AS MATERIALIZED (
      SELECT c.*, row_number() OVER () AS n, gen_random_uuid() AS transaction_id
      FROM unnest(${copies.map(({ user_id }) => user_id)}::uuid[], ${copies.map(({ account_id }) => account_id)}::uuid[],
        ${copies.map(({ session_id }) => session_id)}::text[]) AS c (user_id, account_id, session_id)
    ), people AS (
      INSERT INTO users (id, username, username_key, email, password_hash, created_at, updated_at)
      SELECT c.user_id, 'buyer' || n, 'buyer' || n, 'buyer' || n || '@bench.test', u.password_hash, u.created_at, u.updated_at
      FROM copies AS c, users AS u WHERE u.id = ${first!.user_id}::uuid
    ), accounts AS (
      INSERT INTO ledger_accounts (id, kind, owner_id, currency, created_at)
      SELECT c.account_id, a.kind, c.user_id, a.currency, a.created_at
      FROM copies AS c, ledger_accounts AS a WHERE a.id = ${first!.account_id}::uuid
    ), credit AS (
      SELECT t.*, e.amount, e.currency FROM ledger_transactions AS t JOIN ledger_entries AS e ON e.transaction_id = t.id
      WHERE e.account_id = ${first!.account_id}::uuid
    ), movements AS (
      INSERT INTO ledger_transactions (id, kind, created_at) SELECT c.transaction_id, t.kind, t.created_at FROM copies AS c, credit AS t
    ), entries AS (
      INSERT INTO ledger_entries (id, transaction_id, account_id, amount, currency)
      SELECT gen_random_uuid(), c.transaction_id, side.account_id, side.amount, t.currency FROM copies AS c, credit AS t,
        LATERAL (SELECT c.account_id, t.amount UNION ALL
          SELECT e.account_id, e.amount FROM ledger_entries AS e WHERE e.transaction_id = t.id AND e.amount < 0) AS side
    ), purses AS (
      INSERT INTO balances (user_id, currency, amount, updated_at)
      SELECT c.user_id, b.currency, b.amount, b.updated_at FROM copies AS c, balances AS b WHERE b.user_id = ${first!.user_id}::uuid
    )
    INSERT INTO sessions (id, user_id, kind, expires_at, created_at)
    SELECT c.session_id, c.user_id, 'token', now() + interval '30 days', now() FROM copies AS c`;
  // Not the tables that are still as good as empty: Postgres would take them for small ones while they grow.
  await db.$executeRaw`ANALYZE users, sessions, balances, ledger_accounts, ledger_transactions, ledger_entries`;
  const signed = copies.map(async ({ session_id, ...buyer }) => ({
    ...buyer,
    token: await signAccess(lab.deps, { user_id: buyer.user_id, session_id }),
  }));
  return [first!, ...(await Promise.all(signed))];
}
