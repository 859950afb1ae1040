import type { events } from '@setiket/db';
import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
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
import type { eventActionInput } from './planning.schema.ts';

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
