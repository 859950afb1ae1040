import type { DomainError } from '../../kernel/errors.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { inventoryErrors, type LockedPool } from '../inventory/index.ts';
import { insufficientBalance, type Purse } from '../ledger/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import type { Order } from './prepare-sale.ts';
import type { Line, PersonLine } from './sale.ts';

type Priced = { order: Order; cost: Amount };

/** What decides, read under locks. */
type Facts = {
  /** Tickets that a person has of a type already. */
  countOf(line: PersonLine): number;
  /** Unpaid bookings that a person has of the event already. */
  pendingOf(user_id: string): number;
  purses: ReadonlyMap<string, Purse>;
  pools: ReadonlyMap<string, LockedPool>;
};

/**
 * Who is refused, and why, first come first served: what an earlier order takes is gone for a later one, and who is
 * refused takes nothing. The reasons come in one order, whoever else buys at the same moment: nothing left at all, the
 * limits a person has, no money, too little left.
 */
export function judgeSales(
  orders: readonly Priced[],
  { countOf, pendingOf, purses, pools }: Facts,
): Map<Order, DomainError> {
  const left = new Map([...pools.values()].map(({ id, capacity, held, sold }) => [id, capacity - held - sold]));
  const money = new Map([...purses].map(([user_id, purse]) => [user_id, purse.amount]));
  const bought = new Map<string, number>();
  const held = new Map<string, number>();
  const refusals = new Map<Order, DomainError>();
  for (const { order, cost } of orders) {
    const needed = placesNeeded(order.lines);
    const has = money.get(order.buyer.id) ?? amount(0);
    const refusal =
      (isGone(order.lines, left) && inventoryErrors.sold_out()) ||
      (isOverLimit(order, countOf, bought) && bookingErrors.person_limit()) ||
      (isHoldingTooMany(order, pendingOf, held) && bookingErrors.too_many_pending()) ||
      (has.lessThan(cost) && insufficientBalance(bill(order, cost))) ||
      ([...needed].some(([id, places]) => (left.get(id) ?? 0) < places) && inventoryErrors.sold_out());
    if (refusal) {
      refusals.set(order, refusal);
      continue;
    }
    for (const [id, places] of needed) left.set(id, (left.get(id) ?? 0) - places);
    money.set(order.buyer.id, has.minus(cost));
    if (order.status === 'pending') held.set(order.buyer.id, (held.get(order.buyer.id) ?? 0) + 1);
    for (const { type, quantity } of order.lines) {
      const key = `${order.buyer.id}\n${type.id}`;
      bought.set(key, (bought.get(key) ?? 0) + quantity);
    }
  }
  return refusals;
}

const poolsOf = ({ type }: Line) =>
  [type.pool_id, type.shared_pool_id, type.event.pool_id].filter((id): id is string => id !== null);

/** Lines may draw on the same pool. */
function placesNeeded(lines: readonly Line[]): Map<string, number> {
  const needed = new Map<string, number>();
  for (const line of lines) for (const id of poolsOf(line)) needed.set(id, (needed.get(id) ?? 0) + line.quantity);
  return needed;
}

function isGone(lines: readonly Line[], left: ReadonlyMap<string, number>): boolean {
  return lines.some((line) => poolsOf(line).some((id) => (left.get(id) ?? 0) <= 0));
}

function isOverLimit({ buyer, lines }: Order, countOf: Facts['countOf'], bought: ReadonlyMap<string, number>): boolean {
  return lines.some(({ type, quantity }) => {
    if (type.max_per_person === null) return false;
    const now = bought.get(`${buyer.id}\n${type.id}`) ?? 0;
    return countOf({ user_id: buyer.id, type, quantity }) + now + quantity > type.max_per_person;
  });
}

/** Unpaid bookings cost nothing, so an account that could hold any number of them could freeze a sale. */
function isHoldingTooMany(
  { buyer, status, ctx }: Order,
  pendingOf: Facts['pendingOf'],
  held: ReadonlyMap<string, number>,
): boolean {
  if (status !== 'pending') return false;
  return pendingOf(buyer.id) + (held.get(buyer.id) ?? 0) >= ctx.env.MAX_PENDING_BOOKINGS;
}

function bill({ lines, ctx }: Order, cost: Amount) {
  return { amount: cost, currency: lines[0]!.type.currency, locale: ctx.call.locale };
}
