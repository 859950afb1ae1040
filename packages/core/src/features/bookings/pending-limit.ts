import type { Tx } from '../../kernel/transaction.ts';
import type { Order } from './prepare-sale.ts';

/**
 * How many unpaid bookings each of these buyers has of the event already, under a lock of each, so that two orders at once
 * can't both see room for one. Asked only for orders that hold places without payment.
 */
export async function countPending(tx: Tx, orders: readonly Order[]): Promise<(user_id: string) => number> {
  const holding = orders.filter(({ status }) => status === 'pending');
  const [first] = holding;
  if (!first) return () => 0;
  const { event_id } = first.lines[0]!.type;
  const user_ids = [...new Set(holding.map(({ buyer }) => buyer.id))].sort();
  await tx.$queryRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended(${event_id} || k, 2))::text) FROM unnest(${user_ids}::text[]) AS k`;
  const rows = await tx.bookings.groupBy({
    by: ['user_id'],
    where: { event_id, user_id: { in: user_ids }, status: 'pending', expires_at: { gt: first.ctx.clock.now() } },
    _count: true,
  });
  const counts = new Map(rows.map((row) => [row.user_id, row._count]));
  return (user_id) => counts.get(user_id) ?? 0;
}
