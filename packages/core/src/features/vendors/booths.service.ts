import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { type DbOrTx, isUniqueViolation, withTransaction } from '../../kernel/transaction.ts';
import { boothErrors } from './vendors.errors.ts';
import type { createBoothInput, listBoothsInput, updateBoothInput } from './vendors.schema.ts';
import { type BoothRow, type BoothView, boothView, withBoothParts } from './vendors.view.ts';

/** `oc-mena.md`, List booths: by event and number. */
export async function listBooths(ctx: UserCtx, input: z.output<typeof listBoothsInput>): Promise<Page<BoothView>> {
  const where: Prisma.boothsWhereInput = {
    ...(input.event && { event_id: input.event }),
    AND: [
      input.vendor ? { vendor_id: input.vendor } : {},
      input.is_free === undefined ? {} : { vendor_id: input.is_free ? null : { not: null } },
    ],
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.booths.findMany({
      where,
      include: withBoothParts,
      orderBy: [{ event_id: 'asc' }, { number: 'asc' }, { id: 'asc' }],
      skip,
      take,
    }),
    ctx.db.booths.count({ where }),
  ]);
  return toPage(input, rows.map(boothView), total);
}

/** @throws booth.not_found */
export async function requireBooth(db: DbOrTx, id: string): Promise<BoothRow> {
  const booth = await db.booths.findUnique({ where: { id }, include: withBoothParts });
  if (!booth) throw boothErrors.not_found();
  return booth;
}

export async function createBooth(ctx: UserCtx, input: z.output<typeof createBoothInput>): Promise<BoothView> {
  await requireEvent(ctx, input.event_id);
  return refusingTakenNumber(() =>
    withTransaction(ctx, async (tx) => {
      const now = ctx.clock.now();
      const booth = await tx.booths.create({
        data: { id: newId(now.getTime()), ...input, created_at: now, updated_at: now },
        include: withBoothParts,
      });
      await audit(tx, { action: 'booth.created', subject_type: 'booth', subject_id: booth.id });
      return boothView(booth);
    }),
  );
}

/**
 * What is absent stays as it is.
 * @throws booth.assigned when a booth that somebody has would move to another event
 */
export async function updateBooth(
  ctx: UserCtx,
  { id, number, event_id, location, description }: z.output<typeof updateBoothInput>,
): Promise<BoothView> {
  const before = await requireBooth(ctx.db, id);
  const isMoving = event_id !== undefined && event_id !== before.event_id;
  if (isMoving) await requireEvent(ctx, event_id);
  return refusingTakenNumber(() =>
    withTransaction(ctx, async (tx) => {
      const { count } = await tx.booths.updateMany({
        where: { id, ...(isMoving && { vendor_id: null }) },
        data: {
          ...(number !== undefined && { number }),
          ...(location !== undefined && { location }),
          ...(description !== undefined && { description }),
          ...(isMoving && { event_id }),
          updated_at: ctx.clock.now(),
        },
      });
      if (count === 0) throw isMoving ? boothErrors.assigned() : boothErrors.not_found();
      await audit(tx, { action: 'booth.updated', subject_type: 'booth', subject_id: id });
      return boothView(await requireBooth(tx, id));
    }),
  );
}

/** @throws booth.assigned */
export async function deleteBooth(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  await requireBooth(ctx.db, id);
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.booths.deleteMany({ where: { id, vendor_id: null } });
    if (count === 0) throw boothErrors.assigned();
    await audit(tx, { action: 'booth.deleted', subject_type: 'booth', subject_id: id });
  });
}

async function requireEvent(ctx: UserCtx, event_id: string | null): Promise<void> {
  if (event_id === null) return;
  const event = await ctx.db.events.findUnique({ where: { id: event_id }, select: { id: true } });
  if (!event) throw fieldError('event_id', 'There is no such event.');
}

async function refusingTakenNumber<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUniqueViolation(error) ? fieldError('number', 'A booth with that number already exists there.') : error;
  }
}
