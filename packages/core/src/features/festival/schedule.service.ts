import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { readCached } from '../../kernel/cache.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { iso, parseInstant, wallClock } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { festivalZone, requireEvent } from './config.service.ts';
import { scheduleErrors } from './festival.errors.ts';
import type {
  createScheduleItemInput,
  scheduleInput,
  scheduleItemOutput,
  scheduleOutput,
  updateScheduleItemInput,
} from './festival.schema.ts';

type ItemView = z.output<typeof scheduleItemOutput>;
type ScheduleView = z.output<typeof scheduleOutput>;
type Row = Prisma.schedule_itemsGetPayload<object>;

/** More than any festival has; the answer is one page, because a day that is cut in half helps nobody. */
const MOST_ITEMS = 2_000;

function itemView(row: Row, zone: string): ItemView {
  const { id, title, description, performer, stage, event_id } = row;
  const start = wallClock(row.starts_at, zone);
  return {
    id,
    title,
    description,
    performer,
    stage,
    date: start.date,
    start_time: start.time,
    end_time: wallClock(row.ends_at, zone).time,
    starts_at: iso(row.starts_at),
    ends_at: iso(row.ends_at),
    event_id,
  };
}

/** `oc-mena.md`, Event schedule: day by day, as a clock at the place shows it. */
export async function getSchedule(ctx: Ctx, input: z.output<typeof scheduleInput>): Promise<ScheduleView> {
  const { event } = input;
  const { value } = await readCached(ctx, { key: `schedule:${event ?? ''}` }, () => findItems(ctx, event));
  const { zone, items } = value;
  const shown = items.filter(
    ({ date, stage }) =>
      (input.date === undefined || date === input.date) &&
      (input.stage === undefined || stage.toLowerCase() === input.stage.toLowerCase()),
  );
  const days = new Map<string, ItemView[]>();
  for (const item of shown) days.set(item.date, [...(days.get(item.date) ?? []), item]);
  return {
    timezone: zone,
    stages: [...new Set(shown.map(({ stage }) => stage))].filter((stage) => stage !== '').sort(),
    days: [...days].map(([date, of]) => ({ date, items: of })),
  };
}

async function findItems(ctx: Ctx, event: string | undefined): Promise<{ zone: string; items: ItemView[] }> {
  const zone = await festivalZone(ctx.db, ctx);
  const rows = await ctx.db.schedule_items.findMany({
    where: {
      ...(event !== undefined && { event_id: event }),
      // What happens at an event that is not public yet is not public either.
      OR: [{ event_id: null }, { event: { status: { in: ['approved', 'completed'] } } }],
    },
    orderBy: [{ starts_at: 'asc' }, { stage: 'asc' }, { id: 'asc' }],
    take: MOST_ITEMS,
  });
  return { zone, items: rows.map((row) => itemView(row, zone)) };
}

export async function createScheduleItem(
  ctx: UserCtx,
  { starts_at, ends_at, ...fields }: z.output<typeof createScheduleItemInput>,
): Promise<ItemView> {
  const zone = await festivalZone(ctx.db, ctx);
  if (fields.event_id !== null) await requireEvent(ctx, fields.event_id);
  const period = { starts_at: parseInstant(starts_at, zone), ends_at: parseInstant(ends_at, zone) };
  requireOrder(period);
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    const row = await tx.schedule_items.create({
      data: { id: newId(now.getTime()), ...fields, ...period, created_at: now, updated_at: now },
    });
    await audit(tx, { action: 'schedule_item.created', subject_type: 'schedule_item', subject_id: row.id });
    return itemView(row, zone);
  });
}

/** @throws schedule_item.not_found */
export async function updateScheduleItem(
  ctx: UserCtx,
  { id, starts_at, ends_at, ...fields }: z.output<typeof updateScheduleItemInput>,
): Promise<ItemView> {
  const zone = await festivalZone(ctx.db, ctx);
  if (fields.event_id != null) await requireEvent(ctx, fields.event_id);
  return withTransaction(ctx, async (tx) => {
    // Locked, so that two who move its beginning and its end at once don't cross.
    await tx.$queryRaw`SELECT id FROM schedule_items WHERE id = ${id}::uuid FOR UPDATE`;
    const before = await tx.schedule_items.findUnique({ where: { id } });
    if (!before) throw scheduleErrors.not_found();
    const period = {
      starts_at: starts_at === undefined ? before.starts_at : parseInstant(starts_at, zone),
      ends_at: ends_at === undefined ? before.ends_at : parseInstant(ends_at, zone),
    };
    requireOrder(period);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const row = await tx.schedule_items.update({
      where: { id },
      data: { ...given, ...period, updated_at: ctx.clock.now() },
    });
    await audit(tx, { action: 'schedule_item.updated', subject_type: 'schedule_item', subject_id: id });
    return itemView(row, zone);
  });
}

/** @throws schedule_item.not_found */
export async function deleteScheduleItem(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.schedule_items.deleteMany({ where: { id } });
    if (count === 0) throw scheduleErrors.not_found();
    await audit(tx, { action: 'schedule_item.deleted', subject_type: 'schedule_item', subject_id: id });
  });
}

function requireOrder({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): void {
  if (ends_at <= starts_at) throw fieldError('ends_at', 'It must end after it begins.');
}
