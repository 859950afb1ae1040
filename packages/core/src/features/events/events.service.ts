import type { events } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { commonErrors, type FieldErrors, fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { resolvePeriod } from '../../kernel/period.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { resolveCategory } from '../categories/index.ts';
import { recordUpload, storeUpload } from '../media/index.ts';
import { eventDecidedMail } from '../notifications/index.ts';
import { type decisionInput, organizationForNewEvent } from '../organizers/index.ts';
import { eventErrors } from './events.errors.ts';
import { requireManager } from './events.policy.ts';
import type { createEventInput, updateEventInput } from './events.schema.ts';
import { type ManagedEventView, managedEventView, withParts } from './events.view.ts';

/** `setiket.md`, Create Event. It waits for approval, unless its organization is verified. */
export async function createEvent(ctx: UserCtx, input: z.output<typeof createEventInput>): Promise<ManagedEventView> {
  const timezone = input.timezone ?? ctx.env.DEFAULT_TIMEZONE;
  const period = resolvePeriod(input, timezone);
  refusePast(period.starts_at, ctx.clock.now());
  refuseMissingPlace(input);
  const category_id = await resolveCategory(ctx.db, input.category);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'event', file: input.image });
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const organization = await organizationForNewEvent(tx, ctx.actor, input.organization_id);
    if (!organization) throw fieldError('organization_id', 'You do not manage this organization.');
    const event = await tx.events.create({
      data: {
        id: newId(now.getTime()),
        organization_id: organization.id,
        organizer_id: ctx.actor.id,
        category_id,
        title: input.title,
        description: input.description,
        ...period,
        timezone,
        place_name: input.place_name ?? '',
        city: input.city ?? '',
        full_address: input.full_address ?? '',
        location: input.location ?? '',
        is_online: input.is_online,
        image_id: (await recordUpload(tx, upload, ctx.actor.id, now)) ?? null,
        status: organization.is_verified ? 'approved' : 'pending',
        currency: ctx.env.DEFAULT_CURRENCY,
        created_at: now,
        updated_at: now,
        statistics: { create: {} },
      },
      include: withParts,
    });
    await audit(tx, { action: 'event.created', subject_type: 'event', subject_id: event.id });
    return managedEventView(ctx, event);
  });
}

function refusePast(starts_at: Date, now: Date): void {
  if (starts_at < now) throw fieldError('start_date', 'An event can’t begin in the past.');
}

function refuseMissingPlace({
  is_online,
  place_name,
  city,
}: {
  is_online: boolean;
  place_name?: string | undefined;
  city?: string | undefined;
}): void {
  if (is_online) return;
  const fields: FieldErrors = {};
  if (!place_name?.trim()) fields.place_name = ['This field is required unless the event is online.'];
  if (!city?.trim()) fields.city = ['This field is required unless the event is online.'];
  if (Object.keys(fields).length > 0) throw commonErrors.invalid(undefined, { fields });
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
  'image_id',
] as const;

/** `setiket.md`, Update Event. */
export async function updateEvent(ctx: UserCtx, input: z.output<typeof updateEventInput>): Promise<ManagedEventView> {
  const before = await ctx.db.events.findUnique({ where: { id: input.id }, include: { organization: true } });
  await requireManager(ctx.db, ctx.actor, before);
  if (!before) throw eventErrors.not_found();
  if (before.status === 'cancelled' || before.status === 'completed') throw eventErrors.closed();
  const changes = await resolveChanges(ctx, before, input);
  const upload = await storeUpload(ctx, { field: 'image', kind: 'event', file: input.image });
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const image_id =
      input.image === null ? null : ((await recordUpload(tx, upload, ctx.actor.id, now)) ?? before.image_id);
    const after = { ...changes, image_id };
    const status = statusAfterChange(ctx, before, after);
    // Compare-and-set: a decision, a cancellation or another change in between wins.
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
    return managedEventView(ctx, await tx.events.findUniqueOrThrow({ where: { id: before.id }, include: withParts }));
  });
}

async function resolveChanges(ctx: UserCtx, before: events, input: z.output<typeof updateEventInput>) {
  const timezone = input.timezone ?? before.timezone;
  const period = resolvePeriod(input, timezone, before);
  if (period.starts_at.getTime() !== before.starts_at.getTime()) refusePast(period.starts_at, ctx.clock.now());
  const changes = {
    title: input.title ?? before.title,
    description: input.description ?? before.description,
    ...period,
    timezone,
    place_name: input.place_name ?? before.place_name,
    city: input.city ?? before.city,
    full_address: input.full_address ?? before.full_address,
    location: input.location ?? before.location,
    is_online: input.is_online ?? before.is_online,
    category_id: input.category === undefined ? before.category_id : await resolveCategory(ctx.db, input.category),
  };
  refuseMissingPlace(changes);
  return changes;
}

type Changes = Awaited<ReturnType<typeof resolveChanges>> & { image_id: string | null };

function statusAfterChange(
  ctx: UserCtx,
  before: events & { organization: { is_verified: boolean } },
  after: Changes,
): events['status'] {
  const hasChanged = MATTERS_TO_VISITORS.some((field) => String(before[field]) !== String(after[field]));
  if (!hasChanged || before.status === 'draft') return before.status;
  if (before.organization.is_verified) return 'approved';
  return isAdministrator(ctx.actor) && before.status === 'approved' ? 'approved' : 'pending';
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
    if (count === 0) throw eventErrors.already_decided();
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
