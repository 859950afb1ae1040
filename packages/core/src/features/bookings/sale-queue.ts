import type { Db } from '@setiket/db';
import { isOutage } from '../../kernel/outage.ts';
import { bookingErrors } from './bookings.errors.ts';
import { commitSales, type Outcome } from './commit-sales.ts';
import { type Order, prepareSale, type Sale } from './prepare-sale.ts';

/*
 * When a famous name goes on sale, everybody wants the same rows, and one transaction a purchase is bounded by their
 * locks. So orders that arrive while a commit of the same event is under way wait for it, and go into the next one
 * together. Nobody waits for a timer: a lone buyer's order is committed at once. Several processes stay right because
 * the locks in the database arbitrate; this queue is about speed alone.
 */

type Waiting = { sale: Sale; resolve(answer: unknown): void; reject(error: unknown): void };
type Lane = { waiting: Waiting[]; size: number; running?: Promise<void> };
type Queue = { lanes: Map<string, Lane>; size: number };

/** One a process, for the database it has. */
const queues = new WeakMap<Db, Queue>();

/** More in one transaction would make the first of them wait too long. */
const MOST_TOGETHER = 128;
/** More orders of one event are refused at once, so that a crowd at one event leaves room for all others. */
const MAX_QUEUED_PER_EVENT = 2_000;
/** What one process holds in memory at most. */
const MAX_QUEUED = 8_000;

/**
 * Sells what an order wants, as part of the next commit of its event.
 * @returns the order's own answer, once it is durable
 * @throws the order's own refusal; booking.busy when too many wait already
 */
export function sell<T>(order: Order & { answer(sold: never): T }): Promise<T>;
export function sell(order: Order): Promise<unknown> {
  const queue = queues.get(order.ctx.db) ?? { lanes: new Map<string, Lane>(), size: 0 };
  queues.set(order.ctx.db, queue);
  const { event_id } = order.lines[0]!.type;
  const lane = queue.lanes.get(event_id) ?? { waiting: [], size: 0 };
  if (queue.size >= MAX_QUEUED || lane.size >= MAX_QUEUED_PER_EVENT)
    return Promise.reject(bookingErrors.busy(undefined, { retry_after_seconds: 1 }));
  const sale = prepareSale(order);
  queue.lanes.set(event_id, lane);
  queue.size += 1;
  lane.size += 1;
  const answered = new Promise((resolve, reject) => lane.waiting.push({ sale, resolve, reject }));
  lane.running ??= run(queue, event_id, lane);
  return answered.finally(() => {
    queue.size -= 1;
    lane.size -= 1;
  });
}

async function run(queue: Queue, event_id: string, lane: Lane): Promise<void> {
  while (lane.waiting.length > 0) await commit(lane.waiting.splice(0, MOST_TOGETHER));
  queue.lanes.delete(event_id);
}

/** Before a process closes its database: whoever has hung up may have an order under way all the same. */
export async function finishSales(db: Db): Promise<void> {
  await Promise.all([...(queues.get(db)?.lanes.values() ?? [])].map(({ running }) => running));
}

/** What fails as a whole is tried one by one, so that one order that nobody can serve hurts nobody else. */
async function commit(batch: Waiting[]): Promise<void> {
  let outcomes: Outcome[];
  try {
    outcomes = await commitSales(batch.map(({ sale }) => sale));
  } catch (error) {
    // Without a database each of them would fail for the same reason, one after the other.
    if (batch.length === 1 || isOutage(error)) for (const { reject } of batch) reject(error);
    else for (const one of batch) await commit([one]);
    return;
  }
  for (const [n, { resolve, reject }] of batch.entries()) {
    const outcome = outcomes[n]!;
    if ('refusal' in outcome) reject(outcome.refusal);
    else resolve(outcome.answer);
  }
}
