import { Prisma } from '@setiket/db';
import type { DbOrTx, Tx } from '../../kernel/transaction.ts';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Bookings of a cancelled event that are still to close. */
const openBookings = (event_id: string) => Prisma.sql`
  bookings b WHERE b.event_id = ${event_id}::uuid AND b.status IN ('pending', 'confirmed')
    AND NOT EXISTS (SELECT FROM event_cancellation_bookings c WHERE c.booking_id = b.id AND c.status = 'done')`;

/** The next bookings to close, in the order of their ids. */
export async function nextOpenBookings(
  db: DbOrTx,
  event_id: string,
  { after = FIRST_ID, limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT b.id::text FROM ${openBookings(event_id)} AND b.id > ${after}::uuid ORDER BY b.id LIMIT ${limit}`);
  return rows.map((row) => row.id);
}

/** How many there are in all: a sale that committed last, or a buyer who cancelled first, changes what was counted. */
export async function countTotal(db: DbOrTx, event_id: string): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    UPDATE event_cancellations SET bookings_total = bookings_done + (SELECT count(*)::int FROM ${openBookings(event_id)})
    WHERE event_id = ${event_id}::uuid`);
}

/**
 * Locks a booking until the end of this step.
 * @returns false when another worker has closed it
 */
export async function lockOpenBooking(tx: Tx, booking_id: string): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${booking_id}::uuid FOR UPDATE`;
  const row = await tx.event_cancellation_bookings.findUnique({ where: { booking_id } });
  return row?.status !== 'done';
}

/** Ends the cancellation if nothing is left to close. */
export async function finishIfDone(db: DbOrTx, event_id: string, now: Date): Promise<boolean> {
  const finished = await db.$executeRaw(Prisma.sql`
    UPDATE event_cancellations SET finished_at = ${now} WHERE event_id = ${event_id}::uuid AND finished_at IS NULL
      AND NOT EXISTS (SELECT FROM ${openBookings(event_id)})`);
  return finished > 0;
}

type Progress = { waiting: number; failed: number; cancelled: number; used: number };

/** A booking that ended another way meanwhile neither waits nor fails. */
export async function progressOf(db: DbOrTx, event_id: string, started_at: Date): Promise<Progress> {
  const [row] = await db.$queryRaw<Progress[]>(Prisma.sql`
    SELECT s.*, t.* FROM (
      SELECT count(*) FILTER (WHERE c.status = 'waiting')::int AS waiting, count(*) FILTER (WHERE c.status = 'failed')::int AS failed
      FROM event_cancellation_bookings c JOIN bookings b ON b.id = c.booking_id
      WHERE c.event_id = ${event_id}::uuid AND b.status IN ('pending', 'confirmed')
    ) s, (
      SELECT count(*) FILTER (WHERE status = 'cancelled' AND cancelled_at >= ${started_at})::int AS cancelled,
        count(*) FILTER (WHERE status = 'used')::int AS used
      FROM tickets WHERE event_id = ${event_id}::uuid
    ) t`);
  return row!;
}

type Preview = {
  bookings_confirmed: number;
  bookings_pending: number;
  bookings_disputed: number;
  tickets_unused: number;
  tickets_used: number;
  refund_amount: Prisma.Decimal;
  refund_amount_used: Prisma.Decimal;
};

/** What cancelling would end and return: per booking the price of its tickets, but never more than is left of what was paid. */
export async function previewOf(db: DbOrTx, event_id: string): Promise<Preview> {
  const [row] = await db.$queryRaw<Preview[]>(Prisma.sql`
    WITH returned AS (
      SELECT r.ticket_id, sum(r.amount) AS amount FROM refunds r JOIN tickets t ON t.id = r.ticket_id
      WHERE t.event_id = ${event_id}::uuid GROUP BY 1
    ), priced AS (
      SELECT t.booking_id,
        count(*) FILTER (WHERE t.status = 'active') AS unused, count(*) FILTER (WHERE t.status = 'used') AS used,
        coalesce(sum(greatest(t.price - coalesce(r.amount, 0), 0)) FILTER (WHERE t.status = 'active'), 0) AS price_unused,
        coalesce(sum(greatest(t.price - coalesce(r.amount, 0), 0)) FILTER (WHERE t.status = 'used'), 0) AS price_used
      FROM tickets t LEFT JOIN returned r ON r.ticket_id = t.id
      WHERE t.event_id = ${event_id}::uuid AND t.status <> 'cancelled' GROUP BY 1
    ), paid AS (
      SELECT p.booking_id, bool_or(p.dispute_status = 'open') AS is_disputed,
        sum(greatest(p.amount - p.refunded_amount - CASE WHEN p.dispute_status = 'lost' THEN p.disputed_amount ELSE 0 END, 0)) AS left
      FROM payments p JOIN bookings b ON b.id = p.booking_id
      WHERE b.event_id = ${event_id}::uuid AND p.status = 'succeeded' GROUP BY 1
    ), due AS (
      SELECT b.status, coalesce(t.unused, 0) AS unused, coalesce(t.used, 0) AS used, coalesce(p.is_disputed, false) AS is_disputed,
        least(coalesce(t.price_unused, 0), coalesce(p.left, 0)) AS back_unused,
        least(coalesce(t.price_used, 0), coalesce(p.left, 0) - least(coalesce(t.price_unused, 0), coalesce(p.left, 0))) AS back_used
      FROM bookings b LEFT JOIN priced t ON t.booking_id = b.id LEFT JOIN paid p ON p.booking_id = b.id
      WHERE b.event_id = ${event_id}::uuid AND b.status IN ('pending', 'confirmed')
    )
    SELECT count(*) FILTER (WHERE status = 'confirmed')::int AS bookings_confirmed,
      count(*) FILTER (WHERE status = 'pending')::int AS bookings_pending,
      count(*) FILTER (WHERE is_disputed)::int AS bookings_disputed,
      coalesce(sum(unused), 0)::int AS tickets_unused, coalesce(sum(used), 0)::int AS tickets_used,
      coalesce(sum(back_unused), 0) AS refund_amount, coalesce(sum(back_used), 0) AS refund_amount_used
    FROM due`);
  return row!;
}
