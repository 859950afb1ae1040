import type { event_status } from '@setiket/db';
import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { commonErrors, fieldError } from '../../kernel/errors.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import {
  deleteEventRow,
  eventErrors,
  findPendingRevision,
  insertEvent,
  type ManagedEventView,
  managedEventView,
  needsApproval,
  proposeRevision,
  publishesAtOnce,
  requireManager,
  withManagedEventParts,
} from '../events/index.ts';
import { deleteInventory } from '../inventory/index.ts';
import { recordUpload, storeUpload } from '../media/index.ts';
import { organizationForNewEvent } from '../organizers/index.ts';
import { applyChange } from './apply-change.ts';
import { cancelEvent } from './cancellation.service.ts';
import { equip, plannedCapacity, requireRoom } from './capacity.ts';
import { type Plan, requirePlace, resolvePlan } from './details.ts';
import type { changeEventInput, createEventInput, PlanInput, submitEventInput } from './planning.schema.ts';
import { completeEvent, publishInTransaction } from './publishing.service.ts';
import { closeIfApplied, splitChange, withProposed } from './revisions.service.ts';

type CreateInput = z.output<typeof createEventInput>;
type ChangeInput = z.output<typeof changeEventInput>;

/** `setiket.md`, Create Event: created and sent for approval in one. */
export async function submitEvent(ctx: UserCtx, input: z.output<typeof submitEventInput>): Promise<ManagedEventView> {
  const plan = await resolvePlan(ctx, input);
  requirePlace(plan.details);
  return create(ctx, input, plan, ({ is_verified }) => (is_verified ? 'approved' : 'pending'));
}

/**
 * `btick.md` 2.2: a draft, until it is published. `event-ticketing.md`: an event that says its status or its price is
 * meant for sale, and is published at once.
 */
export async function createEvent(ctx: UserCtx, input: CreateInput): Promise<ManagedEventView> {
  const plan = await resolvePlan(ctx, input);
  if (input.status === 'cancelled') throw fieldError('status', 'A new event can’t be cancelled.');
  if (input.status === 'completed') throw fieldError('status', 'A new event can’t be completed.');
  const isForSale = input.status === undefined ? input.price !== undefined : input.status !== 'draft';
  if (isForSale && input.price === undefined)
    throw fieldError('status', 'An event needs at least one ticket type before it is published.');
  return create(ctx, input, plan, (organization) => {
    if (!isForSale) return 'draft';
    return publishesAtOnce(ctx, organization) ? 'approved' : 'pending';
  });
}

async function create(
  ctx: UserCtx,
  input: CreateInput,
  plan: Plan,
  statusFor: (organization: { is_verified: boolean }) => event_status,
): Promise<ManagedEventView> {
  const capacity = plannedCapacity(input, plan.venue_capacity);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'event', file: input.image });
  return withTransaction(ctx, async (tx) => {
    await requireRoom(tx, plan.details.venue_id, capacity);
    const organization = await organizationOf(tx, ctx, input);
    const image_id = (await recordUpload(tx, upload, ctx.actor.id, ctx.clock.now())) ?? null;
    const event = await insertEvent(tx, ctx, {
      details: plan.details,
      organization_id: organization.id,
      status: statusFor(organization),
      image_id,
      capacity,
    });
    await equip(tx, ctx, event, { capacity, price: input.price });
    return managedEventView(
      ctx,
      await tx.events.findUniqueOrThrow({ where: { id: event.id }, include: withManagedEventParts }),
    );
  });
}

/** @throws request.forbidden for another's organization, request.invalid on the field that names none */
async function organizationOf(tx: Tx, ctx: UserCtx, input: CreateInput) {
  const named = input.organization_id ?? input.organization;
  const organization = await organizationForNewEvent(tx, ctx.actor, named);
  if (organization) return organization;
  // Organizations are public, so one that exists is refused as what it is.
  if ((await tx.organizations.count({ where: { id: named! } })) > 0) throw commonErrors.forbidden();
  const field = input.organization_id === undefined ? 'organization' : 'organization_id';
  throw fieldError(field, 'There is no such organization.');
}

/** `setiket.md`, Update Event and `btick.md` 2.5, PATCH: what is absent stays as it is. */
export function changeEvent(ctx: UserCtx, input: ChangeInput): Promise<ManagedEventView> {
  return change(ctx, input, 'keep');
}

/** `btick.md` 2.4 and `event-ticketing.md`, PUT: what is absent becomes its default. */
export function replaceEvent(ctx: UserCtx, input: ChangeInput): Promise<ManagedEventView> {
  return change(ctx, input, 'default');
}

async function change(ctx: UserCtx, input: ChangeInput, absent: 'keep' | 'default'): Promise<ManagedEventView> {
  const before = await ctx.db.events.findUnique({
    where: { id: input.id },
    include: { organization: true, pool: true },
  });
  await requireManager(ctx.db, ctx.actor, before);
  if (!before) throw eventErrors.not_found();
  if (before.status === 'cancelled' || before.status === 'completed') throw eventErrors.closed();
  if (input.status === 'cancelled') return cancelEvent(ctx, { id: input.id, refund_used_tickets: false });
  if (input.status === 'completed') return completeEvent(ctx, before);
  const isReviewed = needsApproval(ctx, before);
  const shown = isReviewed ? withProposed(before, await findPendingRevision(ctx.db, before.id)) : before;
  const kept = absent === 'keep' ? shown : undefined;
  const { details, venue_capacity } = await resolvePlan(ctx, input, { before: kept, current: shown });
  const capacity = plannedCapacity(input, venue_capacity, (kept && before.pool?.capacity) ?? null);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'event', file: input.image });
  return withTransaction(ctx, async (tx) => {
    await requireRoom(tx, details.venue_id, capacity);
    const image_id =
      input.image === null ? null : ((await recordUpload(tx, upload, ctx.actor.id, ctx.clock.now())) ?? shown.image_id);
    const after = { ...details, image_id };
    const { id, organization } = before;
    if (isReviewed) {
      const { proposed, direct } = await splitChange(tx, before, after);
      // Places follow the venue only when the change is approved.
      const places = {
        capacity: input.capacity ?? (kept ? (before.pool?.capacity ?? null) : capacity),
        price: input.price,
      };
      await applyChange(tx, ctx, before, direct, places);
      await proposeRevision(tx, ctx, { event_id: id, proposed });
    } else {
      const event = await applyChange(tx, ctx, before, after, { capacity, price: input.price });
      await closeIfApplied(tx, ctx, event);
      if (isPublishing(input, event.status)) return publishInTransaction(tx, ctx, { ...event, organization });
    }
    return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id }, include: withManagedEventParts }));
  });
}

function isPublishing({ status }: PlanInput, now: event_status): boolean {
  const wantsSale = status === 'published' || status === 'active' || status === 'approved' || status === 'pending';
  return wantsSale && (now === 'draft' || now === 'rejected');
}

/** `event-ticketing.md`, Delete Event: only what was never booked. */
export async function deleteEvent(
  ctx: UserCtx,
  { id }: { id: string },
): Promise<{ success: true; message: string; data: null }> {
  return withTransaction(ctx, async (tx) => {
    const event = await tx.events.findUnique({ where: { id } });
    await requireManager(tx, ctx.actor, event);
    // A sale that is under way holds this row until it is there to be counted.
    await tx.$queryRaw`SELECT event_id FROM event_statistics WHERE event_id = ${id}::uuid FOR UPDATE`;
    const booked = await tx.bookings.count({ where: { event_id: id } });
    if (booked > 0) throw eventErrors.has_bookings();
    await deleteInventory(tx, id);
    await deleteEventRow(tx, id);
    return { success: true as const, message: 'Event deleted successfully', data: null };
  });
}
