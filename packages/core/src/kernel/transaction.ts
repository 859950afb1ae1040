import { type Db, insideTransaction, type Prisma } from '@setiket/db';
import type { Ctx } from './context.ts';
import { claimKey, recordAnswer, settleKey } from './idempotency.ts';

declare const inTransaction: unique symbol;

/** A database client inside a transaction. Only `withTransaction` makes one, so a plain client can't pass for it. */
export type Tx = Prisma.TransactionClient & { readonly [inTransaction]: true };

/** Either: for reads that work inside and outside of a transaction. */
export type DbOrTx = Db | Tx;

/** `is_edit` and `moved_events`: what to tell this process's cache after the commit. */
type Unit = { ctx: Ctx; is_edit: boolean; moved_events: Set<string> };
const units = new WeakMap<Tx, Unit>();

function unitOf(tx: Tx): Unit {
  const unit = units.get(tx);
  if (!unit) throw new Error('This client was not opened by withTransaction.');
  return unit;
}

/** The context that a transaction was opened with. */
export function contextOf(tx: Tx): Ctx {
  return unitOf(tx).ctx;
}

/**
 * Says that this transaction changes something that the cache may hold. Whoever changed it must find the change at once,
 * so the answer waits until this process has heard of it itself.
 */
export function noteEdit(tx: Tx): void {
  unitOf(tx).is_edit = true;
}

/** Says that this transaction moves places of an event, so that this process shows nobody those of before. */
export function noteMoved(tx: Tx, event_id: string): void {
  unitOf(tx).moved_events.add(event_id);
}

const RETRIES = 3;

/**
 * One use case, one transaction. Nothing but Postgres may be spoken to inside `work`, so that it can be run again:
 * a deadlock or a write conflict is retried from the beginning.
 *
 * When the caller sent an `Idempotency-Key`, the answer of `work` is stored under it in the same transaction, so
 * effect and answer exist together or not at all. `side` transactions (releasing what has expired, counting
 * attempts) leave the key to the use case's main one.
 */
export async function withTransaction<T>(
  ctx: Ctx,
  work: (tx: Tx) => Promise<T>,
  options: { side?: boolean } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const unit: Unit = { ctx, is_edit: false, moved_events: new Set() };
    try {
      const answer = await ctx.db.$transaction(
        (client) =>
          insideTransaction(async () => {
            const tx = client as Tx;
            units.set(tx, unit);
            if (options.side) return work(tx);
            await claimKey(ctx, tx);
            const answer = await work(tx);
            await recordAnswer(ctx, tx, answer);
            return answer;
          }),
        { maxWait: 20_000, timeout: 30_000 },
      );
      if (!options.side) settleKey(ctx);
      ctx.cache?.moved(unit.moved_events);
      if (unit.is_edit) await ctx.cache?.catchUp();
      return answer;
    } catch (error) {
      if (attempt >= RETRIES || !isRetryable(error)) throw error;
    }
  }
}

/** Thrown inside a transaction to roll it back and run it again from the beginning. */
export class RetryTransaction extends Error {}

/** Deadlock detected (40P01), serialization failure (40001), and Prisma's own code for both. */
function isRetryable(error: unknown): boolean {
  if (error instanceof RetryTransaction) return true;
  const code = sqlState(error);
  return code === 'P2034' || code === '40P01' || code === '40001';
}

/**
 * SQLSTATE of a failed statement as the driver adapter reports it, or Prisma's code. What fails at the commit, a
 * deferred trigger say, comes as the adapter's own error, without Prisma's around it.
 */
export function sqlState(error: unknown): string | undefined {
  const failure = error as {
    code?: string;
    cause?: { originalCode?: string };
    meta?: { code?: string; driverAdapterError?: { cause?: { originalCode?: string } } };
  };
  const { meta, cause, code } = failure ?? {};
  return meta?.driverAdapterError?.cause?.originalCode ?? cause?.originalCode ?? meta?.code ?? code;
}

/** True when a unique index refused the row. */
export function isUniqueViolation(error: unknown): boolean {
  const code = sqlState(error);
  return code === 'P2002' || code === '23505';
}
