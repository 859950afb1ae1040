import { Prisma, sendAside } from '@setiket/db';
import { insertAuditEntries } from '../../kernel/audit.ts';
import { systemContext } from '../../kernel/context.ts';
import { answersRecorded, type KeyClaim, keysClaimed, obstaclesOf, settleKey } from '../../kernel/idempotency.ts';
import { jobsEnqueued } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type Part, together } from '../../kernel/rows.ts';
import { isUniqueViolation, noteMoved, RetryTransaction, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { saleCounted } from '../events/index.ts';
import { type LockedPool, poolsLocked, poolsMoved, takeFromPools } from '../inventory/index.ts';
import { type Purse, type PurseRow, postSales, pursesLocked, pursesOf, revenueAccount } from '../ledger/index.ts';
import { insertBalancePayments } from '../payments/index.ts';
import { insertTickets } from '../tickets/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { expireBooking, followUp } from './bookings.jobs.ts';
import { judgeSales } from './judge-sales.ts';
import { countPending } from './pending-limit.ts';
import { type Order, prepareSale, type Sale } from './prepare-sale.ts';
import { countOfPersons, placed } from './sale.ts';
import { insertBookings } from './sale-rows.ts';

export type Outcome = { answer: unknown } | { refusal: Error };

/**
 * Commits orders of one event together, in one transaction: each buyer is judged alone and in the order in which they
 * came, and what all of them changed is written set-wise. A single order takes the same way.
 *
 * Nothing is answered before it is durable. Locks are taken as everywhere: people, balances, pools last.
 * @throws what nobody foresaw; then nothing of it has happened
 */
export async function commitSales(sales: readonly Sale[]): Promise<Outcome[]> {
  const { ctx } = sales[0]!.order;
  requireOnePool(sales);
  const calls = sales.map(({ order }) => order.ctx);
  let prepared: readonly Sale[] | undefined = sales;
  const outcomes = await withTransaction(
    systemContext(ctx, 'bookings.sell'),
    async (tx) => {
      // A second try may be due to a ticket code that was drawn twice, so it draws new ones.
      const wanted = prepared ?? sales.map(({ order }) => prepareSale(order));
      prepared = undefined;
      const { obstacles, refusals, purses } = await judged(tx, wanted);
      const accepted = wanted.filter(({ order }, n) => obstacles[n] === undefined && !refusals.has(order));
      if (accepted.length > 0) await written(tx, accepted, purses);
      return wanted.map(({ order, answer }, n): Outcome => {
        const refusal = obstacles[n] ?? refusals.get(order);
        return refusal ? { refusal } : { answer };
      });
    },
    { side: true },
  );
  for (const [n, call] of calls.entries()) if ('answer' in outcomes[n]!) settleKey(call);
  return outcomes;
}

type Purses = Map<string, Purse>;

/** What is paid at once. */
const costOf = ({ order: { status }, total }: Sale) => (status === 'confirmed' ? total : amount(0));

type Judgement = {
  /** What stands in an order's way, in their order: its key is taken, or was answered already. */
  obstacles: (Error | undefined)[];
  refusals: Map<Order, Error>;
  purses: Purses;
};

/** Who is refused, and why, under the locks of everything that decides about it. */
async function judged(tx: Tx, sales: readonly Sale[]): Promise<Judgement> {
  const countOf = await countOfPersons(
    tx,
    sales.flatMap(({ order: { buyer, lines } }) =>
      lines.map(({ type, quantity }) => ({ user_id: buyer.id, type, quantity })),
    ),
  );
  const pendingOf = await countPending(
    tx,
    sales.map(({ order }) => order),
  );
  const calls = sales.map(({ order }) => order.ctx);
  const { claims, purses, pools } = await locked(tx, sales);
  const obstacles = await obstaclesOf(tx, calls, claims);
  const claimed = sales.filter((_sale, n) => obstacles[n] === undefined);
  const priced = claimed.map((sale) => ({ order: sale.order, cost: costOf(sale) }));
  return { obstacles, refusals: judgeSales(priced, { countOf, pendingOf, purses, pools }), purses };
}

type Locked = { claims: KeyClaim[]; purses: Purses; pools: Map<string, LockedPool> };

/** Keys, which nobody waits for, then balances, then pools, as everywhere, in one round trip. */
async function locked(tx: Tx, sales: readonly Sale[]): Promise<Locked> {
  const { currency } = sales[0]!.order.lines[0]!.type;
  const buyers = sales.filter((sale) => !costOf(sale).isZero()).map(({ order }) => order.buyer.id);
  const claim = keysClaimed(sales.map(({ order }) => order.ctx));
  const purse = pursesLocked([...new Set(buyers)].sort(), currency);
  const pool = poolsLocked(poolsOf(sales), { after: purse.name });
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

function poolsOf(sales: readonly Sale[]): string[] {
  const ids = sales.flatMap(({ order }) =>
    order.lines.flatMap(({ type }) => [type.pool_id, type.shared_pool_id, type.event.pool_id]),
  );
  return [...new Set(ids.filter((id) => id !== null))].sort();
}

/** Writes what was accepted and its jobs, in one statement. */
async function written(tx: Tx, sales: readonly Sale[], purses: Purses): Promise<void> {
  const { ctx, lines } = sales[0]!.order;
  const now = ctx.clock.now();
  const { event, currency } = lines[0]!.type;
  const paid = sales.filter((sale) => !costOf(sale).isZero());
  const sold = sales.filter(({ order }) => order.status === 'confirmed');
  const tickets = sold.flatMap((sale) => sale.tickets);
  const recorded = answersRecorded(sales.map(({ kept }) => kept));
  const revenue = sold.reduce((sum, { total }) => sum.plus(total), amount(0));
  const figures = { tickets: tickets.length, revenue, bookings: sold.length };
  const revenue_account = paid.length > 0 ? await revenueAccount(tx, event.organization_id, currency) : '';
  const postings = paid.map(({ order: { buyer }, rows, total }) => ({
    booking_id: rows.booking.id,
    user_id: buyer.id,
    user_account: purses.get(buyer.id)!.account_id,
    revenue_account,
    amount: total,
    currency,
  }));
  const moments = new Map(sales.flatMap(({ rows }) => (rows.expires_at ? [[rows.booking.id, rows.expires_at]] : [])));
  const followed = sold.length > 0 ? [{ booking_ids: sold.map(({ rows }) => rows.booking.id) }] : [];
  const jobs = [
    ...(await jobsEnqueued(ctx, followUp, followed)),
    ...(await jobsEnqueued(
      ctx,
      expireBooking,
      [...moments.keys()].map((booking_id) => ({ booking_id })),
      ({ booking_id }) => ({ start_after: moments.get(booking_id)! }),
    )),
  ];
  const statement = together(
    [
      ...insertBookings(sales.map(({ rows }) => rows)),
      ...(tickets.length > 0 ? [insertTickets(tickets)] : []),
      ...(postings.length > 0 ? [...postSales(postings, now), insertBalancePayments(postings, now)] : []),
      insertAuditEntries(
        sales.map(({ order, rows }) => ({ ctx: order.ctx, entry: placed(rows) })),
        now,
      ),
      ...(recorded ? [recorded] : []),
      ...jobs,
      takeFromPools(takenBy(sales)),
      saleCounted({ event_id: event.id, event_pool_id: event.pool_id, ...figures }),
    ],
    Prisma.sql`SELECT event_id FROM counted WHERE NOT ${poolsMoved(sales.flatMap(typesOf))}`,
  );
  const counted = await once(() => sendAside(statement, (sql) => tx.$queryRaw<{ event_id: string }[]>(sql)));
  if (counted.length === 0) throw await whyNotCounted(tx, event.id);
  noteMoved(tx, event.id);
}

function typesOf({ order }: Sale) {
  return order.lines.map(({ type }) => ({ ticket_type_id: type.id, shared_pool_id: type.shared_pool_id }));
}

/** The event was closed, or its pools were changed while the orders waited: they knew others, from the cache. */
async function whyNotCounted(tx: Tx, event_id: string): Promise<Error> {
  const { status } = await tx.events.findUniqueOrThrow({ where: { id: event_id }, select: { status: true } });
  return status === 'approved' ? bookingErrors.pools_changed() : bookingErrors.event_closed();
}

/** Orders are counted against one event pool, so all of them must know the same. */
function requireOnePool(sales: readonly Sale[]): void {
  const known = new Set(sales.flatMap(({ order }) => order.lines.map(({ type }) => type.event.pool_id)));
  if (known.size > 1) throw bookingErrors.pools_changed();
}

/** A ticket code that was drawn twice, or another process that was first with a key: everything again. */
async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
}

function takenBy(sales: readonly Sale[]) {
  const taken = new Map<string, { pool_id: string; held: number; sold: number }>();
  for (const { order } of sales) {
    const { lines, status } = order;
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
