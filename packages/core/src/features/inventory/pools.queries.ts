import { Prisma } from '@setiket/db';
import { newId } from '../../kernel/ids.ts';
import { type Part, recordset } from '../../kernel/rows.ts';
import { noteMoved, type Tx } from '../../kernel/transaction.ts';

/** Places that a booking takes from a pool, or gives back. */
export type Draw = { pool_id: string; quantity: number };

type Change = { held: number; sold: number };

/** What happens to the places of a booking; each is one conditional UPDATE a pool. */
const CHANGES = {
  hold: { held: 1, sold: 0 },
  release: { held: -1, sold: 0 },
  sell: { held: 0, sold: 1 },
  sell_held: { held: -1, sold: 1 },
  give_back: { held: 0, sold: -1 },
} as const satisfies Record<string, Change>;

/**
 * Moves places between free, held and sold, in the order of the pools' ids so that two sales never wait for each
 * other in a circle. The row locks are held until the commit, so this comes last in a transaction.
 * @returns false as soon as a pool has too few places; the caller then rolls back
 */
export async function movePlaces(tx: Tx, change: keyof typeof CHANGES, draws: Draw[]): Promise<boolean> {
  const { held, sold } = CHANGES[change];
  for (const { pool_id, quantity } of merged(draws)) {
    if (!(await movePool(tx, { pool_id, held: held * quantity, sold: sold * quantity }))) return false;
  }
  return true;
}

async function movePool(tx: Tx, { pool_id, held, sold }: { pool_id: string } & Change): Promise<boolean> {
  const [moved] = await tx.$queryRaw<{ event_id: string }[]>(Prisma.sql`
    UPDATE pools SET held = held + ${held}, sold = sold + ${sold}
    WHERE id = ${pool_id}::uuid AND held + sold + ${held + sold} <= capacity RETURNING event_id`);
  if (moved) noteMoved(tx, moved.event_id);
  return moved !== undefined;
}

/** A pool under lock. */
export type LockedPool = { id: string; capacity: number; held: number; sold: number };

/** Locks pools in the order of their ids, which everybody does; with `after`, once all of that part is locked. */
export function poolsLocked(ids: readonly string[], { after }: { after?: string } = {}): Part {
  const first = after ? Prisma.sql`AND (SELECT count(*) FROM ${Prisma.raw(after)}) IS NOT NULL` : Prisma.empty;
  return {
    name: 'locked_pools',
    sql: Prisma.sql`SELECT id, capacity, held, sold FROM pools
      WHERE id = ANY(${ids}::uuid[]) ${first} ORDER BY id FOR NO KEY UPDATE`,
  };
}

/** Places of locked pools that many bookings take at once. The CHECK on the table has the last word all the same. */
export function takeFromPools(taken: readonly { pool_id: string; held: number; sold: number }[]): Part {
  return {
    name: 'taken',
    sql: Prisma.sql`UPDATE pools AS p SET held = p.held + r.held, sold = p.sold + r.sold
      FROM ${recordset({ pool_id: 'uuid', held: 'int', sold: 'int' }, taken)} WHERE p.id = r.pool_id`,
  };
}

/** What happens to two places when a ticket changes its type: `from` is the old one, `to` the new one. */
const EXCHANGES = {
  hold: { from: { held: 0, sold: 0 }, to: { held: 1, sold: 0 } },
  release: { from: { held: 0, sold: 0 }, to: { held: -1, sold: 0 } },
  swap: { from: { held: 0, sold: -1 }, to: { held: 0, sold: 1 } },
  swap_held: { from: { held: 0, sold: -1 }, to: { held: -1, sold: 1 } },
} as const satisfies Record<string, { from: Change; to: Change }>;

/**
 * Moves a ticket's place from one type's pools to another's, in the order of the pools' ids. A pool that both draw on has
 * its place already and keeps it, so an upgrade needs no second one in an event that is full.
 * @returns false as soon as a pool has too few places; the caller then rolls back
 */
export async function exchangePlaces(
  tx: Tx,
  exchange: keyof typeof EXCHANGES,
  { from, to }: { from: Draw[]; to: Draw[] },
): Promise<boolean> {
  const change = EXCHANGES[exchange];
  const only = (draws: Draw[], others: Draw[]) =>
    draws.filter(({ pool_id }) => !others.some((other) => other.pool_id === pool_id));
  const moves = [
    ...only(from, to).map((draw) => ({ ...draw, ...change.from })),
    ...only(to, from).map((draw) => ({ ...draw, ...change.to })),
  ].sort((a, b) => (a.pool_id < b.pool_id ? -1 : 1));
  for (const { pool_id, quantity, held, sold } of moves) {
    if (held === 0 && sold === 0) continue;
    if (!(await movePool(tx, { pool_id, held: held * quantity, sold: sold * quantity }))) return false;
  }
  return true;
}

/** Lines of one booking may draw on the same pool: one UPDATE each pool, in one order for everybody. */
function merged(draws: Draw[]): Draw[] {
  const quantities = new Map<string, number>();
  for (const { pool_id, quantity } of draws) quantities.set(pool_id, (quantities.get(pool_id) ?? 0) + quantity);
  return [...quantities]
    .map(([pool_id, quantity]) => ({ pool_id, quantity }))
    .sort((a, b) => (a.pool_id < b.pool_id ? -1 : 1));
}

type Source = { pool_id: string; shared_pool_id: string | null; event: { pool_id: string | null } };

/** Every pool that tickets of this type take their places from: its own, a shared one, the event's. */
export function drawsOf({ pool_id, shared_pool_id, event }: Source, quantity: number): Draw[] {
  return [pool_id, shared_pool_id, event.pool_id].flatMap((id) => (id === null ? [] : [{ pool_id: id, quantity }]));
}

/**
 * Sets how many places a pool has.
 * @returns false when more than that are held or sold
 */
export async function resizePool(tx: Tx, pool_id: string, capacity: number): Promise<boolean> {
  const resized = await tx.$executeRaw(Prisma.sql`
    UPDATE pools SET capacity = ${capacity} WHERE id = ${pool_id}::uuid AND held + sold <= ${capacity}`);
  return resized > 0;
}

/**
 * Waits for the sales of an event that are under way, and lets no other one go on until the end of the transaction. What
 * was sold is counted after it.
 */
export async function lockPoolsOf(tx: Tx, event_id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM pools WHERE event_id = ${event_id}::uuid ORDER BY id FOR UPDATE`;
}

/** A pool for an event's own capacity. The caller holds the locks of its ticket types' pools. */
export async function attachEventPool(tx: Tx, event_id: string, capacity: number): Promise<string> {
  const pool = await tx.pools.create({ data: { id: newId(), event_id, capacity } });
  return pool.id;
}

export async function detachEventPool(tx: Tx, pool_id: string): Promise<void> {
  await tx.pools.delete({ where: { id: pool_id } });
}

type Known = { ticket_type_id: string; shared_pool_id: string | null };

/**
 * True for a statement with the sale in it when a type draws on another pool than the sale knew: it was moved while the
 * sale waited for the pools' locks.
 */
export function poolsMoved(types: readonly Known[]): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM ticket_types AS t
    JOIN ${recordset({ ticket_type_id: 'uuid', shared_pool_id: 'uuid' }, types)} ON r.ticket_type_id = t.id
    WHERE t.shared_pool_id IS DISTINCT FROM r.shared_pool_id)`;
}
