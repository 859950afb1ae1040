import { z } from 'zod';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { defineJob } from '../../kernel/jobs.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { closeForCancelledEvent } from '../bookings/index.ts';

/** How many bookings are closed side by side; more would only wait for the same rows. */
const LANES = 4;
const BATCH = 100;

type Cancellation = { event_id: string; reason: string; cancelled_by: string };

/**
 * What cancelling an event leaves behind. Every booking is closed, refunded and counted in a transaction of its own, so
 * the job may be stopped anywhere: the next run finds only what is left.
 */
export const cancelBookingsOfEvent = defineJob({
  name: 'event.cancel_bookings',
  payload: z.object({ event_id: z.uuid() }),
  async run(deps, { event_id }) {
    const cancellation = await deps.db.event_cancellations.findUnique({ where: { event_id } });
    if (!cancellation || cancellation.finished_at) return;
    await waitForSales(deps, event_id);
    let last = '';
    for (
      let batch = await nextBatch(deps, event_id, last);
      batch.length > 0;
      batch = await nextBatch(deps, event_id, last)
    ) {
      last = batch.at(-1)!;
      await inLanes(batch, (booking_id) => closeOne(deps, cancellation, booking_id));
    }
    await deps.db.event_cancellations.update({ where: { event_id }, data: { finished_at: deps.clock.now() } });
    deps.log.info({ event_id }, 'every booking of the cancelled event is closed');
  },
});

/** A sale that saw the event on sale holds this row until its commit; after it, nobody sells any more. */
async function waitForSales(deps: Deps, event_id: string): Promise<void> {
  const ctx = systemContext(deps, 'event.cancel_bookings');
  await withTransaction(
    ctx,
    (tx) => tx.$queryRaw`SELECT event_id FROM event_statistics WHERE event_id = ${event_id}::uuid FOR UPDATE`,
  );
}

async function nextBatch(deps: Deps, event_id: string, after: string): Promise<string[]> {
  const rows = await deps.db.bookings.findMany({
    where: { event_id, status: { in: ['pending', 'confirmed'] }, ...(after && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: BATCH,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

async function closeOne(
  deps: Deps,
  { event_id, reason, cancelled_by }: Cancellation,
  booking_id: string,
): Promise<void> {
  const ctx = systemContext(deps, 'event.cancel_bookings');
  await withTransaction(ctx, async (tx) => {
    if (!(await closeForCancelledEvent(tx, ctx, { booking_id, reason, requested_by: cancelled_by }))) return;
    await tx.$executeRaw`
      UPDATE event_cancellations SET bookings_done = bookings_done + 1, bookings_total = GREATEST(bookings_total, bookings_done + 1)
      WHERE event_id = ${event_id}::uuid`;
  });
}

async function inLanes<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
