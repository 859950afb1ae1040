import { Prisma } from '@setiket/db';
import type { Amount } from '../../kernel/money.ts';
import type { Part } from '../../kernel/rows.ts';
import type { Tx } from '../../kernel/transaction.ts';

/** What a sale or a refund adds to an event's figures; negative for a refund. */
type Change = { event_id: string; tickets: number; revenue: Amount; bookings: number };

type SaleCount = Change & { event_pool_id: string | null };

/**
 * Counts a sale, if its event is on sale at this moment.
 * @returns false when in the meantime it was cancelled, sent back for approval, or given another capacity pool than the
 * one that the sale drew on
 */
export async function countSale(
  tx: Tx,
  { event_id, tickets, revenue, bookings, event_pool_id }: SaleCount,
): Promise<boolean> {
  const counted = await tx.$executeRaw(saleCounted({ event_id, event_pool_id, tickets, revenue, bookings }).sql);
  return counted > 0;
}

/**
 * The same as `countSale` in one statement with the sale itself. It gives the event's id, or no row when the sale must
 * not be.
 */
export function saleCounted({ event_id, event_pool_id, tickets, revenue, bookings }: SaleCount): Part {
  return {
    name: 'counted',
    sql: Prisma.sql`UPDATE event_statistics AS s
      SET total_tickets_sold = s.total_tickets_sold + ${tickets},
          total_revenue = s.total_revenue + ${revenue.toFixed()}::numeric,
          total_bookings = s.total_bookings + ${bookings}
      FROM events AS e
      WHERE s.event_id = ${event_id}::uuid AND e.id = s.event_id AND e.status = 'approved'
        AND e.pool_id IS NOT DISTINCT FROM ${event_pool_id}::uuid
      RETURNING s.event_id`,
  };
}

/** Counts a refund, whatever has become of the event. */
export async function countRefund(tx: Tx, { event_id, tickets, revenue, bookings }: Change): Promise<void> {
  await tx.event_statistics.update({
    where: { event_id },
    data: {
      total_tickets_sold: { decrement: tickets },
      total_revenue: { decrement: revenue.toFixed() },
      total_bookings: { decrement: bookings },
    },
  });
}
