import { Prisma } from '@setiket/db';
import type { Tx } from '../../kernel/transaction.ts';

/** Places that a sale takes from a pool, or a refund gives back. */
export type Draw = { pool_id: string; quantity: number };

/**
 * Takes places as sold. One conditional UPDATE a pool, in the order of their ids so that two sales never wait for
 * each other in a circle; the row lock that it takes is held until the commit, so it comes last in a transaction.
 * @returns false as soon as a pool has too few places; the caller then rolls back
 */
export async function takeAsSold(tx: Tx, draws: Draw[]): Promise<boolean> {
  for (const { pool_id, quantity } of inOrder(draws)) {
    const taken = await tx.$executeRaw(Prisma.sql`
      UPDATE pools SET sold = sold + ${quantity}
      WHERE id = ${pool_id}::uuid AND held + sold + ${quantity} <= capacity`);
    if (taken === 0) return false;
  }
  return true;
}

/** Gives sold places back. */
export async function giveBackSold(tx: Tx, draws: Draw[]): Promise<void> {
  for (const { pool_id, quantity } of inOrder(draws)) {
    await tx.$executeRaw(Prisma.sql`UPDATE pools SET sold = sold - ${quantity} WHERE id = ${pool_id}::uuid`);
  }
}

function inOrder(draws: Draw[]): Draw[] {
  return draws.toSorted((a, b) => (a.pool_id < b.pool_id ? -1 : 1));
}
