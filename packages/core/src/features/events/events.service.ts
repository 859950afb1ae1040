import type { event_status, events } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { eventDecidedMail } from '../notifications/index.ts';
import type { decisionInput } from '../organizers/index.ts';
import { eventErrors } from './events.errors.ts';
import { requireManager } from './events.policy.ts';
import { type ManagedEventView, managedEventView, withParts } from './events.view.ts';

/** Everything that is said of an event, resolved: both sources' names, zones, categories and venues are behind it. */
export type EventDetails = Pick<
  events,
  | 'title'
  | 'description'
  | 'starts_at'
  | 'ends_at'
  | 'timezone'
  | 'place_name'
  | 'city'
  | 'full_address'
  | 'location'
  | 'is_online'
  | 'category_id'
  | 'venue_id'
  | 'hold_seconds'
  | 'tax_name'
  | 'tax_rate'
  | 'tax_included'
>;

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
      currency: ctx.env.DEFAULT_CURRENCY,
      created_at: now,
      updated_at: now,
    },
  });
  await tx.event_statistics.create({ data: { event_id } });
  await audit(tx, { action: 'event.created', subject_type: 'event', subject_id: event_id, data: { capacity } });
  return tx.events.findUniqueOrThrow({ where: { id: event_id }, include: withParts });
}

/** What a visitor decides by: when one of these changes, an administrator looks again. */
const MATTERS_TO_VISITORS = [
  'title',
  'description',
  'starts_at',
  'ends_at',
  'timezone',
  'place_name',
  'city',
  'full_address',
  'location',
  'is_online',
  'category_id',
  'venue_id',
  'image_id',
] as const satisfies readonly (keyof events)[];

type Before = events & { organization: { is_verified: boolean } };

/** Changes an event, if nobody else has in the meantime; it may have to be approved again. */
export async function changeEventRow(
  tx: Tx,
  ctx: UserCtx,
  before: Before,
  after: EventDetails & { image_id: string | null },
) {
  const now = ctx.clock.now();
  const status = statusAfterChange(ctx, before, after);
  const { count } = await tx.events.updateMany({
    where: { id: before.id, status: before.status, updated_at: before.updated_at },
    data: { ...after, status, updated_at: now },
  });
  if (count === 0) throw commonErrors.conflict();
  await audit(tx, {
    action: 'event.updated',
    subject_type: 'event',
    subject_id: before.id,
    data: { from: before.status, to: status },
  });
  return tx.events.findUniqueOrThrow({ where: { id: before.id }, include: withParts });
}

function statusAfterChange(
  ctx: UserCtx,
  before: Before,
  after: EventDetails & { image_id: string | null },
): event_status {
  const hasChanged = MATTERS_TO_VISITORS.some((field) => String(before[field]) !== String(after[field]));
  if (!hasChanged || before.status === 'draft') return before.status;
  if (before.organization.is_verified) return 'approved';
  return isAdministrator(ctx.actor) && before.status === 'approved' ? 'approved' : 'pending';
}

/** The status of what is put on sale: live at once for the house and for verified organizations, else it waits. */
export function statusWhenPublished(ctx: UserCtx, organization: { is_verified: boolean }): event_status {
  return organization.is_verified || isAdministrator(ctx.actor) ? 'approved' : 'pending';
}

type Move = { id: string; from: readonly event_status[]; to: event_status };

/** Moves an event from one status to another; false when it was in none of `from`. */
export async function moveEvent(tx: Tx, ctx: Pick<UserCtx, 'clock'>, { id, from, to }: Move): Promise<boolean> {
  const now = ctx.clock.now();
  const isClosed = to === 'cancelled' || to === 'completed';
  const { count } = await tx.events.updateMany({
    where: { id, status: { in: [...from] } },
    data: { status: to, updated_at: now, ...(isClosed && { closed_at: now }) },
  });
  if (count > 0) await audit(tx, { action: `event.${to}`, subject_type: 'event', subject_id: id });
  return count > 0;
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

/** `setiket.md`, Approve/Reject Event Proposal. Of two administrators who decide at once, one is too late. */
export async function decideEvent(
  ctx: UserCtx,
  { id, status, message = '' }: z.output<typeof decisionInput>,
): Promise<ManagedEventView> {
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const { count } = await tx.events.updateMany({
      where: { id, status: 'pending' },
      data: { status, message, decided_by: ctx.actor.id, decided_at: now, updated_at: now },
    });
    const event = await tx.events.findUnique({ where: { id }, include: withParts });
    if (!event) throw eventErrors.not_found();
    if (count === 0) throw event.status === 'draft' ? eventErrors.not_submitted() : eventErrors.already_decided();
    await audit(tx, { action: `event.${status}`, subject_type: 'event', subject_id: id, data: { message } });
    await enqueue(tx, eventDecidedMail, { event_id: id });
    return managedEventView(ctx, event);
  });
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
