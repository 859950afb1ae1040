import type { events, Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import type { Page } from '../../kernel/paging.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import {
  closeRevisions,
  decideRevision,
  type EventDetails,
  eventErrors,
  findPendingRevision,
  listRevisionsOf,
  type ManagedEventView,
  managedEventView,
  moveEvent,
  type Proposed,
  proposedOf,
  type RevisionView,
  requireManager,
  requireMemberOf,
  reviewedChanges,
  withManagedEventParts,
} from '../events/index.ts';
import { eventDecidedMail } from '../notifications/index.ts';
import { findVenue } from '../venues/index.ts';
import { applyChange } from './apply-change.ts';
import { plannedCapacity, requireRoom } from './capacity.ts';
import type { decideEventInput } from './planning.schema.ts';

type Stored = { proposed: Prisma.JsonValue; image_id: string | null };

export type Content = EventDetails & { image_id: string | null };

/** The event as it would be with what is proposed already, so that a further change adds to it. */
export function withProposed<T extends Content>(event: T, revision: Stored | null): T {
  if (!revision) return event;
  const { starts_at, ends_at, category: _slug, venue: _name, image_id, ...fields } = proposedOf(revision);
  return {
    ...event,
    ...fields,
    // The column, which is null once the picture was deleted.
    ...(image_id !== undefined && { image_id: revision.image_id }),
    ...(starts_at !== undefined && { starts_at: new Date(starts_at) }),
    ...(ends_at !== undefined && { ends_at: new Date(ends_at) }),
  };
}

/** What has to be looked at of a change, and the rest of it, which applies at once. */
export async function splitChange(
  tx: Tx,
  before: events,
  after: Content,
): Promise<{ proposed: Proposed; direct: Content }> {
  const fields = reviewedChanges(before, after);
  const proposed: Record<string, unknown> = {};
  for (const field of fields) {
    const value = after[field];
    proposed[field] = value instanceof Date ? value.toISOString() : value;
  }
  if (fields.includes('category_id')) {
    const category = await tx.categories.findUniqueOrThrow({ where: { id: after.category_id } });
    proposed.category = category.slug;
  }
  if (fields.includes('venue_id'))
    proposed.venue = after.venue_id === null ? null : ((await findVenue(tx, after.venue_id))?.name ?? null);
  const kept = Object.fromEntries(fields.map((field) => [field, before[field]]));
  return { proposed: proposed as Proposed, direct: { ...after, ...kept } };
}

/** Withdraws a change that waits once everything in it was changed otherwise. */
export async function closeIfApplied(tx: Tx, ctx: UserCtx, event: events): Promise<void> {
  const revision = await findPendingRevision(tx, event.id);
  if (revision && reviewedChanges(event, withProposed(event, revision)).length === 0)
    await closeRevisions(tx, ctx, [event.id]);
}

/**
 * `setiket.md`, Approve/Reject Event Proposal: decides on a new event, or on the change of one that is on sale. Of two
 * administrators who decide at once, one is too late.
 */
export async function decideEvent(
  ctx: UserCtx,
  { id, status, message = '', revision_id }: z.output<typeof decideEventInput>,
): Promise<ManagedEventView> {
  return withTransaction(ctx, async (tx) => {
    // Locked, so that no organizer replaces the change between the look at it and the decision.
    await tx.$queryRaw`SELECT id FROM events WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const event = await tx.events.findUnique({ where: { id }, include: { organization: true, pool: true } });
    if (!event) throw eventErrors.not_found();
    const revision = await findPendingRevision(tx, id);
    if (revision_id !== undefined && revision?.id !== revision_id) throw eventErrors.revision_replaced();
    if (revision) {
      await decideRevision(tx, ctx, { id: revision.id, event_id: id, status, reason: message });
      if (status === 'approved') await applyRevision(tx, ctx, event, revision);
    } else {
      const decision = { message, decided_by: ctx.actor.id };
      const action = status === 'approved' ? 'approve' : 'reject';
      if (!(await moveEvent(tx, ctx, { id, action, decision })))
        throw event.status === 'draft' ? eventErrors.not_submitted() : eventErrors.already_decided();
      await enqueue(tx, eventDecidedMail, { event_id: id });
    }
    return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id }, include: withManagedEventParts }));
  });
}

type EventWithPool = events & { pool: { capacity: number } | null };

/** Applies a change that was approved, if it still can be. */
async function applyRevision(tx: Tx, ctx: UserCtx, event: EventWithPool, revision: Stored): Promise<void> {
  const after = withProposed(event, revision);
  const isMoved = after.starts_at.getTime() !== event.starts_at.getTime();
  if (isMoved && after.starts_at < ctx.clock.now()) throw eventErrors.revision_in_past();
  if (after.ends_at <= after.starts_at) throw eventErrors.revision_outdated();
  const category = await tx.categories.count({ where: { id: after.category_id } });
  const venue = after.venue_id === null ? null : await findVenue(tx, after.venue_id);
  if (category === 0 || (after.venue_id !== null && !venue)) throw eventErrors.revision_outdated();
  try {
    const capacity = plannedCapacity({}, venue?.capacity ?? null, event.pool?.capacity ?? null);
    await requireRoom(tx, after.venue_id, capacity);
    await applyChange(tx, ctx, event, contentOf(after), { capacity, price: undefined });
  } catch (error) {
    // A venue that is too small by now, say. The administrator has no field to correct.
    if (error instanceof DomainError && error.code === 'request.invalid') throw eventErrors.revision_outdated();
    throw error;
  }
}

/** What `changeEventRow` writes, of a row that has more. */
export function contentOf(row: Content): Content {
  return {
    title: row.title,
    description: row.description,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    timezone: row.timezone,
    place_name: row.place_name,
    city: row.city,
    full_address: row.full_address,
    location: row.location,
    is_online: row.is_online,
    online_url: row.online_url,
    category_id: row.category_id,
    venue_id: row.venue_id,
    hold_seconds: row.hold_seconds,
    tax_name: row.tax_name,
    tax_rate: row.tax_rate,
    tax_included: row.tax_included,
    image_id: row.image_id,
  };
}

/** The changes that were proposed of one event, for its organization. */
export async function eventRevisions(
  ctx: UserCtx,
  input: Parameters<typeof listRevisionsOf>[1],
): Promise<Page<RevisionView>> {
  await requireMemberOf(ctx.db, ctx.actor, await ctx.db.events.findUnique({ where: { id: input.id } }));
  return listRevisionsOf(ctx, input);
}

/** Takes back the change that waits. */
export async function withdrawRevision(ctx: UserCtx, { id }: { id: string }): Promise<ManagedEventView> {
  return withTransaction(ctx, async (tx) => {
    await requireManager(tx, ctx.actor, await tx.events.findUnique({ where: { id } }));
    if ((await closeRevisions(tx, ctx, [id])) === 0) throw eventErrors.revision_not_found();
    return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id }, include: withManagedEventParts }));
  });
}
