import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { type DbOrTx, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { venueErrors } from './venues.errors.ts';
import { requireVenueManager } from './venues.policy.ts';
import type {
  createVenueInput,
  listVenuesInput,
  replaceVenueInput,
  updateVenueInput,
  venueOutput,
} from './venues.schema.ts';

type VenueView = z.output<typeof venueOutput>;
type Venue = Prisma.venuesGetPayload<object>;
type Place = Pick<Venue, 'id' | 'name' | 'address' | 'city' | 'capacity'>;

/** `btick.md` 4, list of venues, by name. */
export async function listVenues(ctx: Ctx, input: z.output<typeof listVenuesInput>): Promise<Page<VenueView>> {
  const where: Prisma.venuesWhereInput = {
    ...(input.city && { city: containing(input.city) }),
    ...(input.search && {
      OR: [
        { name: containing(input.search) },
        { address: containing(input.search) },
        { city: containing(input.search) },
      ],
    }),
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.venues.findMany({ where, orderBy: [{ name: 'asc' }, { id: 'asc' }], skip, take }),
    ctx.db.venues.count({ where }),
  ]);
  return toPage(input, rows.map(venueView), total);
}

function containing(part: string) {
  return { contains: part, mode: 'insensitive' as const };
}

/** `btick.md` 4, venue details. */
export async function getVenue(ctx: Ctx, { id }: { id: string }): Promise<VenueView> {
  return venueView(await requireVenue(ctx.db, id));
}

/** @throws venue.not_found */
export async function requireVenue(db: DbOrTx, id: string): Promise<Venue> {
  const venue = await db.venues.findUnique({ where: { id } });
  if (!venue) throw venueErrors.not_found();
  return venue;
}

/**
 * The place that an event is at. Inside a transaction the row stays share-locked until the commit, so that its
 * capacity can't shrink below what the event was checked against.
 */
export async function findVenue(db: DbOrTx, id: string): Promise<Place | null> {
  const [venue] = await db.$queryRaw<Place[]>`
    SELECT id, name, address, city, capacity FROM venues WHERE id = ${id}::uuid FOR SHARE`;
  return venue ?? null;
}

/** `btick.md` 4, create a venue. */
export function createVenue(ctx: UserCtx, input: z.output<typeof createVenueInput>): Promise<VenueView> {
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const venue = await tx.venues.create({
      data: { id: newId(now.getTime()), ...input, created_at: now, updated_at: now },
    });
    await audit(tx, { action: 'venue.created', subject_type: 'venue', subject_id: venue.id });
    return venueView(venue);
  });
}

/** `btick.md` 4, update with PUT. */
export async function replaceVenue(
  ctx: UserCtx,
  { id, ...fields }: z.output<typeof replaceVenueInput>,
): Promise<VenueView> {
  return changeVenue(ctx, await venueToChange(ctx, id), fields);
}

/** `btick.md` 4, update with PATCH. */
export async function updateVenue(
  ctx: UserCtx,
  { id, name, address, city, capacity }: z.output<typeof updateVenueInput>,
): Promise<VenueView> {
  const before = await venueToChange(ctx, id);
  return changeVenue(ctx, before, {
    name: name ?? before.name,
    address: address ?? before.address,
    city: city ?? before.city,
    capacity: capacity === undefined ? before.capacity : capacity,
  });
}

async function venueToChange(ctx: UserCtx, id: string): Promise<Venue> {
  const venue = await requireVenue(ctx.db, id);
  await requireVenueManager(ctx.db, ctx.actor, id);
  return venue;
}

function changeVenue(ctx: UserCtx, before: Venue, fields: Omit<Place, 'id'>): Promise<VenueView> {
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    await lockVenue(tx, before.id);
    // A capacity that grows or becomes unknown asks nobody; neither does one that stays.
    if (fields.capacity !== null && fields.capacity !== before.capacity)
      await refuseTooSmall(tx, before.id, fields.capacity, now);
    const { count } = await tx.venues.updateMany({
      where: { id: before.id, updated_at: before.updated_at },
      data: { ...fields, updated_at: now },
    });
    if (count === 0) throw commonErrors.conflict();
    await audit(tx, {
      action: 'venue.updated',
      subject_type: 'venue',
      subject_id: before.id,
      data: { capacity_from: before.capacity, capacity_to: fields.capacity },
    });
    return venueView(await tx.venues.findUniqueOrThrow({ where: { id: before.id } }));
  });
}

/** An event that is being put here holds the row; waiting for it means that it is seen afterwards. */
async function lockVenue(tx: Tx, id: string): Promise<void> {
  const [venue] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM venues WHERE id = ${id}::uuid FOR UPDATE`;
  if (!venue) throw venueErrors.not_found();
}

async function refuseTooSmall(tx: Tx, venue_id: string, capacity: number, now: Date): Promise<void> {
  const largest = await tx.events.findFirst({
    where: {
      venue_id,
      ends_at: { gt: now },
      status: { notIn: ['cancelled', 'completed', 'rejected'] },
      pool: { capacity: { gt: capacity } },
    },
    select: { pool: { select: { capacity: true } } },
    orderBy: { pool: { capacity: 'desc' } },
  });
  if (largest?.pool)
    throw venueErrors.capacity_needed(`A coming event at this venue needs ${largest.pool.capacity} places.`);
}

/**
 * `btick.md` 4, delete.
 * @throws venue.in_use when events were or will be there
 */
export function deleteVenue(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    await lockVenue(tx, id);
    const used_by = await tx.events.count({ where: { venue_id: id } });
    if (used_by > 0)
      throw venueErrors.in_use(
        `This venue is used by ${used_by === 1 ? '1 event' : `${used_by} events`} and can’t be deleted.`,
      );
    await tx.venues.delete({ where: { id } });
    await audit(tx, { action: 'venue.deleted', subject_type: 'venue', subject_id: id });
  });
}

function venueView({ id, name, address, city, capacity, created_at, updated_at }: Venue): VenueView {
  return { id, name, address, city, capacity, created_at: iso(created_at), updated_at: iso(updated_at) };
}
