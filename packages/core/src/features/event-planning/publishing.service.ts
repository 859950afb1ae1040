import type { events } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { iso } from '../../kernel/time.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import {
  eventErrors,
  type ManagedEventView,
  managedEventView,
  moveEvent,
  publishesAtOnce,
  requireManager,
  withManagedEventParts,
} from '../events/index.ts';
import { mailEventCancellation } from '../notifications/index.ts';
import { cancelBookingsOfEvent } from './cancellation.jobs.ts';
import type { cancellationOutput, eventActionInput } from './planning.schema.ts';

type ActionInput = z.output<typeof eventActionInput>;

/**
 * `btick.md` 2.9: not begun, not cancelled, at least one ticket type. Goes live at once for administrators and verified
 * organizations, else waits for approval.
 */
export async function publishEvent(ctx: UserCtx, { id }: ActionInput): Promise<ManagedEventView> {
  const event = await ctx.db.events.findUnique({ where: { id }, include: { organization: true } });
  await requireManager(ctx.db, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  return withTransaction(ctx, (tx) => publishInTransaction(tx, ctx, event));
}

type Publishable = Pick<events, 'id' | 'status' | 'starts_at'> & { organization: { is_verified: boolean } };

/** For whoever publishes with other changes in one transaction. */
export async function publishInTransaction(tx: Tx, ctx: UserCtx, event: Publishable): Promise<ManagedEventView> {
  const { id, status, starts_at, organization } = event;
  if (status === 'cancelled' || status === 'completed') throw eventErrors.closed();
  if (status === 'pending' || status === 'approved') throw eventErrors.already_published();
  if (starts_at <= ctx.clock.now()) throw eventErrors.has_started();
  if ((await tx.ticket_types.count({ where: { event_id: id } })) === 0) throw eventErrors.no_ticket_types();
  const action = publishesAtOnce(ctx, organization, status) ? 'publish' : 'submit';
  if (!(await moveEvent(tx, ctx, { id, action }))) throw eventErrors.already_published();
  return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id }, include: withManagedEventParts }));
}

/**
 * `btick.md` 2.10: any status becomes cancelled at once, so nothing is sold any more. Jobs then cancel the bookings,
 * refund what was paid and tell every guest.
 */
export async function cancelEvent(ctx: UserCtx, { id, reason = '' }: ActionInput): Promise<ManagedEventView> {
  const event = await ctx.db.events.findUnique({ where: { id } });
  await requireManager(ctx.db, ctx.actor, event);
  if (event?.status === 'completed') throw eventErrors.closed();
  return withTransaction(ctx, async (tx) => {
    if (!(await moveEvent(tx, ctx, { id, action: 'cancel' }))) throw eventErrors.already_cancelled();
    const bookings_total = await tx.bookings.count({
      where: { event_id: id, status: { in: ['pending', 'confirmed'] } },
    });
    await tx.event_cancellations.create({
      data: { event_id: id, reason, cancelled_by: ctx.actor.id, bookings_total, started_at: ctx.clock.now() },
    });
    await audit(tx, {
      action: 'event.cancellation_started',
      subject_type: 'event',
      subject_id: id,
      data: { reason, bookings_total },
    });
    await enqueue(tx, cancelBookingsOfEvent, { event_id: id });
    await enqueue(tx, mailEventCancellation, { event_id: id });
    return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id }, include: withManagedEventParts }));
  });
}

/** `event-ticketing.md`, Update Event with status completed: an event that has begun ends before its time. */
export async function completeEvent(
  ctx: UserCtx,
  { id, starts_at }: Pick<events, 'id' | 'starts_at'>,
): Promise<ManagedEventView> {
  if (starts_at > ctx.clock.now()) throw eventErrors.not_started();
  return withTransaction(ctx, async (tx) => {
    if (!(await moveEvent(tx, ctx, { id, action: 'complete' }))) throw eventErrors.not_on_sale();
    return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id }, include: withManagedEventParts }));
  });
}

/** How far the work is that cancelling left behind; for those who manage the event. */
export async function getCancellation(
  ctx: UserCtx,
  { id }: { id: string },
): Promise<z.output<typeof cancellationOutput>> {
  const event = await ctx.db.events.findUnique({ where: { id }, include: { cancellation: true } });
  await requireManager(ctx.db, ctx.actor, event);
  if (!event?.cancellation) throw eventErrors.not_found();
  const { event_id, reason, bookings_total, bookings_done, started_at, finished_at } = event.cancellation;
  return {
    event_id,
    reason,
    bookings_total,
    bookings_done,
    started_at: iso(started_at),
    finished_at: iso(finished_at),
  };
}
