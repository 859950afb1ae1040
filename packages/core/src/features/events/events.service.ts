import type { event_status, events } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { noteChangeForHolders } from './event-changes.ts';
import { type EventDetails, reviewedChanges } from './event-details.ts';
import { eventErrors } from './events.errors.ts';
import { requireManager } from './events.policy.ts';
import { moveEvent } from './events.state.ts';
import { withManagedParts } from './events.view.ts';

type NewEvent = {
  details: EventDetails;
  organization_id: string;
  status: event_status;
  image_id: string | null;
  capacity: number | null;
};

/** Writes a new event, with its statistics and, where it has a capacity, its pool. */
export async function insertEvent(
  tx: Tx,
  ctx: UserCtx,
  { details, organization_id, status, image_id, capacity }: NewEvent,
) {
  const now = ctx.clock.now();
  const event_id = newId(now.getTime());
  await tx.events.create({
    data: {
      id: event_id,
      organization_id,
      organizer_id: ctx.actor.id,
      ...details,
      image_id,
      status,
      published_at: status === 'approved' ? now : null,
      currency: ctx.env.DEFAULT_CURRENCY,
      created_at: now,
      updated_at: now,
    },
  });
  await tx.event_statistics.create({ data: { event_id } });
  await audit(tx, { action: 'event.created', subject_type: 'event', subject_id: event_id, data: { capacity } });
  return tx.events.findUniqueOrThrow({ where: { id: event_id }, include: withManagedParts });
}

/**
 * Changes an event, if its row is still as it was read, and mails its ticket holders when they have to come at another
 * time or to another place. A rejected event that is mended waits for approval again.
 */
export async function changeEventRow(
  tx: Tx,
  ctx: UserCtx,
  before: events,
  after: EventDetails & { image_id: string | null },
) {
  const { id, status, updated_at } = before;
  const changed = reviewedChanges(before, after);
  const { count } = await tx.events.updateMany({
    where: { id, status, updated_at },
    data: { ...after, updated_at: ctx.clock.now() },
  });
  if (count === 0) throw commonErrors.conflict();
  await audit(tx, {
    action: 'event.updated',
    subject_type: 'event',
    subject_id: id,
    data: { status, fields: changed.join(' ') },
  });
  if (status === 'rejected' && changed.length > 0) await moveEvent(tx, ctx, { id, action: 'submit' });
  await noteChangeForHolders(tx, ctx, before, after);
  return tx.events.findUniqueOrThrow({ where: { id }, include: withManagedParts });
}

/**
 * Whether what is published now goes live at once: an administrator's does, and a verified organization's unless an
 * administrator has rejected it.
 */
export function publishesAtOnce(
  ctx: UserCtx,
  organization: { is_verified: boolean },
  status: event_status = 'draft',
): boolean {
  return isAdministrator(ctx.actor) || (organization.is_verified && status !== 'rejected');
}

/** Gives an event its own pool, or takes it away; only while nothing is sold, because what is sold counts in it. */
export async function setEventPool(tx: Tx, event_id: string, pool_id: string | null): Promise<void> {
  await tx.events.update({ where: { id: event_id }, data: { pool_id } });
}

/** Says whether tickets need an admission of the waiting room, which calls this. */
export async function setHasWaitingRoom(tx: Tx, event_id: string, has_waiting_room: boolean): Promise<void> {
  await tx.events.update({ where: { id: event_id }, data: { has_waiting_room } });
}

/** How many complimentary tickets may be given away. The caller holds the event's lock. */
export async function setCompQuota(tx: Tx, event_id: string, comp_quota: number): Promise<void> {
  await tx.events.update({ where: { id: event_id }, data: { comp_quota } });
  await audit(tx, {
    action: 'event.comp_quota_changed',
    subject_type: 'event',
    subject_id: event_id,
    data: { comp_quota },
  });
}

/** Only what never sold; see the planning of events. */
export async function deleteEventRow(tx: Tx, id: string): Promise<void> {
  await tx.events.update({ where: { id }, data: { pool_id: null } });
  await tx.events.delete({ where: { id } });
  await audit(tx, { action: 'event.deleted', subject_type: 'event', subject_id: id });
}

/** The event that a ticket type is made for, if the actor manages it and it is still open. */
export async function eventToSellFor(tx: Tx, ctx: UserCtx, event_id: string) {
  const event = await tx.events.findUnique({ where: { id: event_id }, include: { pool: true } });
  await requireManager(tx, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  if (event.status === 'cancelled' || event.status === 'completed') throw eventErrors.closed();
  return event;
}

/** Keeps the lowest price beside the event, so that lists can sort and filter by it. Called when its ticket types change. */
export async function setLowestPrice(tx: Tx, event_id: string, price_from: string | null): Promise<void> {
  await tx.events.update({ where: { id: event_id }, data: { price_from } });
}
