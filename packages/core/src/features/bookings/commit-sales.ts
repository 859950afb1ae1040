import { Prisma, sendAside } from '@setiket/db';
import { insertAuditEntries } from '../../kernel/audit.ts';
import { systemContext, type UserCtx } from '../../kernel/context.ts';
import { answersRecorded, type KeyClaim, keysClaimed, obstaclesOf, settleKey } from '../../kernel/idempotency.ts';
import { jobsEnqueued } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type Part, together } from '../../kernel/rows.ts';
import { isUniqueViolation, noteMoved, RetryTransaction, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { prepareDocuments } from '../documents/index.ts';
import { saleCounted } from '../events/index.ts';
import { type LockedPool, poolsLocked, takeFromPools } from '../inventory/index.ts';
import { type Purse, type PurseRow, postSales, pursesLocked, pursesOf, revenueAccount } from '../ledger/index.ts';
import { bookingConfirmedMail } from '../notifications/index.ts';
import { insertBalancePayments } from '../payments/index.ts';
import { insertTickets } from '../tickets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { expireBooking } from './bookings.jobs.ts';
import { judgeSales } from './judge-sales.ts';
import { countOfPersons, type Line, placed, ticketRows, totalOf } from './sale.ts';
import { bookingRows, insertBookings, type SaleStatus } from './sale-rows.ts';
import { type SoldBooking, soldBooking } from './sold-view.ts';

/** What somebody wants to have, ready to be judged and written. All lines are of one event. */
export type Order = {
  ctx: UserCtx;
  buyer: { id: string; username: string };
  lines: Line[];
  /** `confirmed`: paid from the balance at once; `pending`: the places are held. */
  status: SaleStatus;
  /** What the caller is told, and told again under the same `Idempotency-Key`. */
  answer(sold: SoldBooking): unknown;
};

export type Outcome = { answer: unknown } | { refusal: Error };

/**
 * Commits orders of one event together, in one transaction: each buyer is judged alone and in the order in which they
 * came, and what all of them changed is written set-wise. A single order takes the same way.
 *
 * Nothing is answered before it is durable. Locks are taken as everywhere: people, balances, pools last.
 * @throws what nobody foresaw; then nothing of it has happened
 */
export async function commitSales(orders: readonly Order[]): Promise<Outcome[]> {
  const { ctx } = orders[0]!;
  const outcomes = await withTransaction(
    systemContext(ctx, 'bookings.sell'),
    async (tx) => {
      const { obstacles, refusals, purses } = await judged(tx, orders);
      const claimed = orders.filter((_order, n) => obstacles[n] === undefined);
      const accepted = claimed.filter((order) => !refusals.has(order));
      const answers = accepted.length > 0 ? await written(tx, accepted, purses) : new Map<Order, unknown>();
      return orders.map((order, n): Outcome => {
        const refusal = obstacles[n] ?? refusals.get(order);
        return refusal ? { refusal } : { answer: answers.get(order) };
      });
    },
    { side: true },
  );
  for (const [n, order] of orders.entries()) if ('answer' in outcomes[n]!) settleKey(order.ctx);
  return outcomes;
}

type Purses = Map<string, Purse>;

const costOf = ({ lines, status }: Order) => (status === 'confirmed' ? totalOf(lines) : amount(0));

type Judgement = {
  /** What stands in an order's way, in their order: its key is taken, or was answered already. */
  obstacles: (Error | undefined)[];
  refusals: Map<Order, Error>;
  purses: Purses;
};

/** Who is refused, and why, under the locks of everything that decides about it. */
async function judged(tx: Tx, orders: readonly Order[]): Promise<Judgement> {
  const countOf = await countOfPersons(
    tx,
    orders.flatMap(({ buyer, lines }) => lines.map(({ type, quantity }) => ({ user_id: buyer.id, type, quantity }))),
  );
  const calls = orders.map(({ ctx }) => ctx);
  const { claims, purses, pools } = await locked(tx, orders);
  const obstacles = await obstaclesOf(tx, calls, claims);
  const claimed = orders.filter((_order, n) => obstacles[n] === undefined);
  const priced = claimed.map((order) => ({ order, cost: costOf(order) }));
  return { obstacles, refusals: judgeSales(priced, { countOf, purses, pools }), purses };
}

type Locked = { claims: KeyClaim[]; purses: Purses; pools: Map<string, LockedPool> };

/** Keys, which nobody waits for, then balances, then pools, as everywhere, in one round trip. */
async function locked(tx: Tx, orders: readonly Order[]): Promise<Locked> {
  const { currency } = orders[0]!.lines[0]!.type;
  const buyers = orders.filter((order) => !costOf(order).isZero()).map(({ buyer }) => buyer.id);
  const claim = keysClaimed(orders.map(({ ctx }) => ctx));
  const purse = pursesLocked([...new Set(buyers)].sort(), currency);
  const pool = poolsLocked(poolsOf(orders), { after: purse.name });
  const rowsIn = ({ name }: Part) => Prisma.sql`(SELECT coalesce(json_agg(r), '[]') FROM ${Prisma.raw(name)} AS r)`;
  const statement = together(
    [claim, purse, pool],
    Prisma.sql`SELECT ${rowsIn(claim)} AS claims, ${rowsIn(purse)} AS purses, ${rowsIn(pool)} AS pools`,
  );
  const [rows] = await sendAside(statement, (sql) =>
    tx.$queryRaw<{ claims: KeyClaim[]; purses: PurseRow[]; pools: LockedPool[] }[]>(sql),
  );
  return {
    claims: rows!.claims,
    purses: await pursesOf(tx, rows!.purses, currency),
    pools: new Map(rows!.pools.map((row) => [row.id, row])),
  };
}

function poolsOf(orders: readonly Order[]): string[] {
  const ids = orders.flatMap(({ lines }) =>
    lines.flatMap(({ type }) => [type.pool_id, type.shared_pool_id, type.event.pool_id]),
  );
  return [...new Set(ids.filter((id) => id !== null))].sort();
}

/** Writes what was accepted and its jobs, in one statement. */
async function written(tx: Tx, orders: readonly Order[], purses: Purses): Promise<Map<Order, unknown>> {
  const { ctx, lines } = orders[0]!;
  const now = ctx.clock.now();
  const { event, currency } = lines[0]!.type;
  const made = orders.map((order) => {
    const { buyer, status } = order;
    const rows = bookingRows({ ...order, buyer_id: buyer.id, now, hold_seconds: ctx.env.HOLD_SECONDS });
    const issuing = { ...rows, timezone: event.timezone };
    return { order, rows, tickets: status === 'confirmed' ? ticketRows(issuing, now) : [], cost: costOf(order) };
  });
  const paid = made.filter(({ cost }) => !cost.isZero());
  const sold = made.filter(({ order }) => order.status === 'confirmed');
  const tickets = sold.flatMap((sale) => sale.tickets);
  const answers = made.map((sale) => ({
    order: sale.order,
    ctx: sale.order.ctx,
    answer: sale.order.answer(soldBooking(sale)),
  }));
  const recorded = answersRecorded(answers);
  const revenue = sold.reduce((sum, { cost }) => sum.plus(cost), amount(0));
  const figures = { tickets: tickets.length, revenue, bookings: sold.length };
  const revenue_account = paid.length > 0 ? await revenueAccount(tx, event.organization_id, currency) : '';
  const postings = paid.map(({ order: { buyer }, rows, cost }) => ({
    booking_id: rows.booking.id,
    user_id: buyer.id,
    user_account: purses.get(buyer.id)!.account_id,
    revenue_account,
    amount: cost,
    currency,
  }));
  const confirmed = sold.map(({ rows }) => ({ booking_id: rows.booking.id }));
  const moments = new Map(made.flatMap(({ rows }) => (rows.expires_at ? [[rows.booking.id, rows.expires_at]] : [])));
  const jobs = [
    ...(await jobsEnqueued(ctx, prepareDocuments, confirmed)),
    ...(await jobsEnqueued(ctx, bookingConfirmedMail, confirmed)),
    ...(await jobsEnqueued(
      ctx,
      expireBooking,
      [...moments.keys()].map((booking_id) => ({ booking_id })),
      ({ booking_id }) => ({ start_after: moments.get(booking_id)! }),
    )),
  ];
  const statement = together(
    [
      ...insertBookings(made.map(({ rows }) => rows)),
      ...(tickets.length > 0 ? [insertTickets(tickets)] : []),
      ...(postings.length > 0 ? [...postSales(postings, now), insertBalancePayments(postings, now)] : []),
      insertAuditEntries(
        made.map(({ order, rows }) => ({ ctx: order.ctx, entry: placed(rows) })),
        now,
      ),
      ...(recorded ? [recorded] : []),
      ...jobs,
      takeFromPools(takenBy(orders)),
      saleCounted({ event_id: event.id, event_pool_id: event.pool_id, ...figures }),
    ],
    Prisma.sql`SELECT event_id FROM counted`,
  );
  const counted = await once(() => sendAside(statement, (sql) => tx.$queryRaw<{ event_id: string }[]>(sql)));
  if (counted.length === 0) throw bookingErrors.event_closed();
  noteMoved(tx, event.id);
  return new Map(answers.map(({ order, answer }) => [order, answer]));
}

/** A ticket code that was drawn twice, or another process that was first with a key: everything again. */
async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
}

function takenBy(orders: readonly Order[]) {
  const taken = new Map<string, { pool_id: string; held: number; sold: number }>();
  for (const { lines, status } of orders) {
    for (const { type, quantity } of lines) {
      for (const pool_id of [type.pool_id, type.shared_pool_id, type.event.pool_id]) {
        if (pool_id === null) continue;
        const row = taken.get(pool_id) ?? { pool_id, held: 0, sold: 0 };
        row[status === 'confirmed' ? 'sold' : 'held'] += quantity;
        taken.set(pool_id, row);
      }
    }
  }
  return [...taken.values()];
}
