import { Prisma } from '@setiket/db';
import { auditAll } from '../../kernel/audit.ts';
import { type Ctx, systemContext } from '../../kernel/context.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { drawsOf, movePlaces, withEventPool } from '../inventory/index.ts';
import { voidOpenPayments } from '../payments/index.ts';
import { expireUpgrades } from '../upgrades/index.ts';

/** More than these are left to whoever comes next. */
const AT_ONCE = 500;

/**
 * Expires what waits for its payment, of an event, and whose time is over, and gives the places back. Asked for by
 * a job, and by whoever finds a pool full: a dead worker never freezes stock. Of two that come at once each takes
 * those that the other has not locked.
 * @returns how many expired
 */
export async function expireOverdue(ctx: Ctx, event_id: string): Promise<number> {
  return (await expireUpgrades(ctx, event_id)) + (await expireBookings(ctx, event_id));
}

function expireBookings(ctx: Ctx, event_id: string): Promise<number> {
  return withTransaction(
    // Time ends these bookings, not the buyer who needs their places.
    systemContext(ctx, 'booking.expire'),
    async (tx) => {
      const now = ctx.clock.now();
      const expired = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
        UPDATE bookings SET status = 'expired', expires_at = NULL, closed_at = ${now}, updated_at = ${now}
        WHERE id IN (
          SELECT id FROM bookings WHERE event_id = ${event_id}::uuid AND status = 'pending' AND expires_at <= ${now}
          ORDER BY expires_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
        ) RETURNING id`);
      if (expired.length === 0) return 0;
      const ids = expired.map((booking) => booking.id);
      await voidOpenPayments(tx, { booking_ids: ids });
      const lines = await tx.booking_lines.groupBy({
        by: ['ticket_type_id'],
        where: { booking_id: { in: ids } },
        _sum: { quantity: true },
      });
      const types = await tx.ticket_types.findMany({
        where: { id: { in: lines.map((line) => line.ticket_type_id) } },
        include: withEventPool,
      });
      await auditAll(
        tx,
        ids.map((id) => ({ action: 'booking.expired', subject_type: 'booking', subject_id: id })),
      );
      const quantityOf = new Map(lines.map((line) => [line.ticket_type_id, line._sum.quantity ?? 0]));
      await movePlaces(
        tx,
        'release',
        types.flatMap((type) => drawsOf(type, quantityOf.get(type.id) ?? 0)),
      );
      return ids.length;
    },
    { side: true },
  );
}
