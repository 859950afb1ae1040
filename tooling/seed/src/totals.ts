import type { Env } from '@setiket/core/env';
import type pg from 'pg';
import type { Totals } from './bookings.ts';
import { copyRows, type Row } from './copy.ts';
import type { Accounts } from './frame.ts';
import type { Plan } from './plan.ts';

type Options = { plan: Plan; accounts: Accounts; totals: Totals; env: Env; began: Date };

/** Places, figures and balances: what the bookings make of them. */
export async function writeTotals(
  client: pg.ClientBase,
  { plan, accounts, totals, env, began }: Options,
): Promise<void> {
  const pools = [...totals.pools];
  await client.query(
    `UPDATE pools SET held = made.held, sold = made.sold
     FROM unnest($1::uuid[], $2::int[], $3::int[]) AS made (id, held, sold) WHERE pools.id = made.id`,
    [pools.map(([id]) => id), pools.map(([, { held }]) => held), pools.map(([, { sold }]) => sold)],
  );
  await copyRows(
    client,
    'event_statistics',
    plan.events.map(({ id }) => {
      const { tickets, revenue, bookings } = totals.events.get(id) ?? { tickets: 0, revenue: 0, bookings: 0 };
      return { event_id: id, total_tickets_sold: tickets, total_revenue: revenue, total_bookings: bookings };
    }),
  );
  await writeBalances(client, { plan, accounts, totals, env, began });
}

/** Everybody was given what the bookings cost beside the usual credit, which is what is left. */
async function writeBalances(client: pg.ClientBase, { plan, accounts, totals, env, began }: Options): Promise<void> {
  const currency = env.DEFAULT_CURRENCY;
  const credit = Number(env.SIGNUP_BALANCE);
  const transactions: Row[] = [];
  const entries: Row[] = [];
  for (const [user_id, account_id] of accounts.users) {
    const amount = credit + (totals.spent.get(user_id) ?? 0);
    if (amount === 0) continue;
    const transaction_id = plan.newId(began);
    transactions.push({ id: transaction_id, kind: 'signup_credit', created_at: began });
    const entry = (account: string, value: number) =>
      entries.push({ id: plan.newId(began), transaction_id, account_id: account, amount: value, currency });
    entry(accounts.house, -amount);
    entry(account_id, amount);
  }
  await copyRows(client, 'ledger_transactions', transactions);
  await copyRows(client, 'ledger_entries', entries);
  await copyRows(
    client,
    'balances',
    [...accounts.users.keys()].map((user_id) => ({ user_id, currency, amount: credit, updated_at: began })),
  );
}
