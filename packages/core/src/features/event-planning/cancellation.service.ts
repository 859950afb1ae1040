import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { moneyString } from '../../kernel/money.ts';
import { iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import {
  eventErrors,
  type ManagedEventView,
  managedEventView,
  moveEvent,
  requireManager,
  withManagedEventParts,
} from '../events/index.ts';
import { mailEventCancellation } from '../notifications/index.ts';
import { cancelBookingsOfEvent } from './cancellation.jobs.ts';
import { previewOf, progressOf } from './cancellation.queries.ts';
import type { cancelEventInput, cancellationOutput, cancellationPreviewOutput } from './planning.schema.ts';

/**
 * `btick.md` 2.10: any status becomes cancelled at once, so nothing is sold any more. Jobs then end the unused tickets,
 * return what was paid for them and inform every buyer.
 */
export async function cancelEvent(
  ctx: UserCtx,
  { id, reason = '', refund_used_tickets = false }: z.input<typeof cancelEventInput>,
): Promise<ManagedEventView> {
  const event = await ctx.db.events.findUnique({ where: { id } });
  await requireManager(ctx.db, ctx.actor, event);
  if (event?.status === 'completed') throw eventErrors.closed();
  return withTransaction(ctx, async (tx) => {
    if (!(await moveEvent(tx, ctx, { id, action: 'cancel' }))) throw eventErrors.already_cancelled();
    const bookings_total = await tx.bookings.count({
      where: { event_id: id, status: { in: ['pending', 'confirmed'] } },
    });
    const started_at = ctx.clock.now();
    await tx.event_cancellations.create({
      data: { event_id: id, reason, refund_used_tickets, cancelled_by: ctx.actor.id, bookings_total, started_at },
    });
    await audit(tx, {
      action: 'event.cancellation_started',
      subject_type: 'event',
      subject_id: id,
      data: { reason, bookings_total, refund_used_tickets },
    });
    await enqueue(tx, cancelBookingsOfEvent, { event_id: id });
    await enqueue(tx, mailEventCancellation, { event_id: id });
    return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id }, include: withManagedEventParts }));
  });
}

/** What cancelling would do, before it is done; for those who manage the event. */
export async function previewCancellation(
  ctx: UserCtx,
  { id }: { id: string },
): Promise<z.output<typeof cancellationPreviewOutput>> {
  const event = await ctx.db.events.findUnique({ where: { id } });
  await requireManager(ctx.db, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  const preview = await previewOf(ctx.db, id);
  return {
    ...preview,
    event_id: id,
    refund_amount: moneyString(preview.refund_amount, event.currency),
    refund_amount_used: moneyString(preview.refund_amount_used, event.currency),
    currency: event.currency,
  };
}

/** How far the work is that cancelling left behind; for those who manage the event. */
export async function getCancellation(
  ctx: UserCtx,
  { id }: { id: string },
): Promise<z.output<typeof cancellationOutput>> {
  const event = await ctx.db.events.findUnique({ where: { id }, include: { cancellation: true } });
  await requireManager(ctx.db, ctx.actor, event);
  if (!event?.cancellation) throw eventErrors.not_found();
  const { event_id, reason, refund_used_tickets, bookings_total, bookings_done, started_at, finished_at } =
    event.cancellation;
  const { waiting, failed, cancelled, used } = await progressOf(ctx.db, id, started_at);
  return {
    event_id,
    reason,
    refund_used_tickets,
    bookings_total,
    bookings_done,
    bookings_waiting: waiting,
    bookings_failed: failed,
    tickets_cancelled: cancelled,
    tickets_used: used,
    started_at: iso(started_at),
    finished_at: iso(finished_at),
  };
}
