import { z } from 'zod';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { defineJob, enqueueAll } from '../../kernel/jobs.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { closeForCancelledEvent } from '../bookings/index.ts';
import { countTotal, finishIfDone, lockOpenBooking, nextOpenBookings } from './cancellation.queries.ts';

/** How many bookings are closed side by side; more would only wait for the same rows. */
const LANES = 4;
const BATCH_SIZE = 100;

type Cancellation = { event_id: string; reason: string; cancelled_by: string; refund_used_tickets: boolean };

/**
 * What cancelling an event leaves behind. Every booking is closed and counted for itself, so the job may be stopped
 * anywhere, and one booking that fails stops no other. The job fails at its end if any did.
 */
export const cancelBookingsOfEvent = defineJob({
  name: 'event.cancel_bookings',
  payload: z.object({ event_id: z.uuid() }),
  async run(deps, { event_id }) {
    const cancellation = await deps.db.event_cancellations.findUnique({ where: { event_id } });
    if (!cancellation || cancellation.finished_at) return;
    await waitForSales(deps, event_id);
    await countTotal(deps.db, event_id);
    const failures: unknown[] = [];
    let after: string | undefined;
    for (;;) {
      const batch = await nextOpenBookings(deps.db, event_id, { after, limit: BATCH_SIZE });
      if (batch.length === 0) break;
      after = batch.at(-1);
      await inLanes(batch, async (booking_id) => {
        const failure = await closeOne(deps, cancellation, booking_id);
        if (failure !== undefined) failures.push(failure);
      });
    }
    await countTotal(deps.db, event_id);
    const is_finished = await finishIfDone(deps.db, event_id, deps.clock.now());
    deps.log.info({ event_id, is_finished, failed: failures.length }, 'bookings of a cancelled event closed');
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `${failures.length} bookings could not be closed, one of them: ${failures[0]}`,
      );
  },
});

/** Tries again what failed for good, or what waited for a bank whose message never came. */
export const resumeCancellations = defineJob({
  name: 'event.resume_cancellations',
  schedule: '15 20 * * *',
  payload: z.object({}),
  async run(deps) {
    const open = await deps.db.event_cancellations.findMany({
      where: { finished_at: null },
      select: { event_id: true },
    });
    await withTransaction(systemContext(deps, 'event.resume_cancellations'), (tx) =>
      enqueueAll(tx, cancelBookingsOfEvent, open),
    );
  },
});

/** A sale that saw the event on sale holds this row until its commit; after it, nothing is sold any more. */
async function waitForSales(deps: Deps, event_id: string): Promise<void> {
  const ctx = systemContext(deps, 'event.cancel_bookings');
  await withTransaction(
    ctx,
    (tx) => tx.$queryRaw`SELECT event_id FROM event_statistics WHERE event_id = ${event_id}::uuid FOR UPDATE`,
  );
}

/** @returns the error, where the booking could not be closed */
async function closeOne(deps: Deps, cancellation: Cancellation, booking_id: string): Promise<unknown> {
  try {
    while ((await closeStep(deps, cancellation, booking_id)) === 'more');
    return undefined;
  } catch (error) {
    const isWaiting = error instanceof DomainError && error.code === 'payment.disputed';
    try {
      await noteUnfinished(deps, cancellation, booking_id, isWaiting ? undefined : error);
    } catch (cause) {
      return cause;
    }
    if (isWaiting) return undefined;
    deps.log.error({ err: error, event_id: cancellation.event_id, booking_id }, 'booking could not be closed');
    return error;
  }
}

function closeStep(deps: Deps, cancellation: Cancellation, booking_id: string): Promise<'more' | 'done' | 'closed'> {
  const { event_id, reason, cancelled_by, refund_used_tickets } = cancellation;
  const ctx = systemContext(deps, 'event.cancel_bookings');
  return withTransaction(ctx, async (tx) => {
    if (!(await lockOpenBooking(tx, booking_id))) return 'closed';
    const order = { booking_id, reason, requested_by: cancelled_by, refund_used_tickets };
    const step = await closeForCancelledEvent(tx, ctx, order);
    if (step === 'done') await countDone(tx, event_id, booking_id, deps.clock.now());
    return step;
  });
}

async function countDone(tx: Tx, event_id: string, booking_id: string, updated_at: Date): Promise<void> {
  const done = { status: 'done' as const, error: '', updated_at };
  await tx.event_cancellation_bookings.upsert({
    where: { booking_id },
    create: { booking_id, event_id, ...done },
    update: done,
  });
  await tx.event_cancellations.update({ where: { event_id }, data: { bookings_done: { increment: 1 } } });
}

/** Without an error the booking waits for a bank. */
async function noteUnfinished(
  deps: Deps,
  { event_id }: Cancellation,
  booking_id: string,
  failure: unknown,
): Promise<void> {
  const status = failure === undefined ? 'waiting' : 'failed';
  const error = failure === undefined ? '' : String(failure).slice(0, 500);
  await deps.db.$executeRaw`
    INSERT INTO event_cancellation_bookings AS c (booking_id, event_id, status, error, updated_at)
    VALUES (${booking_id}::uuid, ${event_id}::uuid, ${status}::cancellation_step, ${error}, ${deps.clock.now()})
    ON CONFLICT (booking_id) DO UPDATE SET status = EXCLUDED.status, error = EXCLUDED.error, updated_at = EXCLUDED.updated_at
    WHERE c.status <> 'done'`;
}

async function inLanes<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
