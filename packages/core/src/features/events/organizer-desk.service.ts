import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { amount, moneyNumber } from '../../kernel/money.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { eventErrors } from './events.errors.ts';
import { ownEvents, requireMemberOf } from './events.policy.ts';
import type { listOwnEventsInput, organizerEventsInput, salesOutput } from './events.schema.ts';
import { type ManagedEventView, managedEventView, withManagedParts } from './events.view.ts';

/** `setiket.md`, List Own Events: those of the organizations that the caller belongs to. */
export function listOwnEvents(
  ctx: UserCtx,
  input: z.output<typeof listOwnEventsInput>,
): Promise<Page<ManagedEventView>> {
  return listManaged(ctx, { ...ownEvents(ctx.actor), ...(input.status && { status: input.status }) }, input);
}

/** `setiket.md`, List Event Proposals: events that wait for approval, themselves or with a change; the oldest first. */
export async function listPendingEvents(ctx: UserCtx, input: PageInput): Promise<Page<ManagedEventView>> {
  // Asked first: one condition over both tables would read every event.
  const revisions = await ctx.db.event_revisions.findMany({ where: { status: 'pending' }, select: { event_id: true } });
  const ids = revisions.map(({ event_id }) => event_id);
  return listManaged(ctx, { OR: [{ status: 'pending' }, { id: { in: ids } }] }, input, 'asc');
}

/** `setiket.md`, Get Events by Organizer. */
export async function listOrganizerEvents(
  ctx: UserCtx,
  { id, ...input }: z.output<typeof organizerEventsInput>,
): Promise<Page<ManagedEventView>> {
  const organizer = await ctx.db.users.findUnique({ where: { id }, select: { id: true } });
  if (!organizer) throw eventErrors.not_found();
  return listManaged(
    ctx,
    { OR: [{ organizer_id: id }, { organization: { members: { some: { user_id: id } } } }] },
    input,
  );
}

async function listManaged(
  ctx: UserCtx,
  where: Prisma.eventsWhereInput,
  input: PageInput,
  direction: 'asc' | 'desc' = 'desc',
): Promise<Page<ManagedEventView>> {
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.events.findMany({
      where,
      include: withManagedParts,
      orderBy: [{ created_at: direction }, { id: direction }],
      skip,
      take,
    }),
    ctx.db.events.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => managedEventView(ctx, row)),
    total,
  );
}

/** One event as those see it who belong to its organization: figures, link and what waits for approval. */
export async function getManagedEvent(ctx: UserCtx, { id }: { id: string }): Promise<ManagedEventView> {
  const event = await ctx.db.events.findUnique({ where: { id }, include: withManagedParts });
  await requireMemberOf(ctx.db, ctx.actor, event);
  if (!event) throw eventErrors.not_found();
  return managedEventView(ctx, event);
}

/** `setiket.md`, Get Event Proposal Details. */
export async function reviewEvent(ctx: UserCtx, { id }: { id: string }): Promise<ManagedEventView> {
  const event = await ctx.db.events.findUnique({ where: { id }, include: withManagedParts });
  if (!event) throw eventErrors.not_found();
  return managedEventView(ctx, event);
}

/** `setiket.md`, Get Sales Data, over all own events. Sums are net of refunds. */
export async function salesData(ctx: UserCtx): Promise<z.output<typeof salesOutput>> {
  const now = ctx.clock.now();
  const events = await ctx.db.events.findMany({
    where: ownEvents(ctx.actor),
    select: { id: true, title: true, status: true, ends_at: true, statistics: true },
    orderBy: [{ starts_at: 'desc' }, { id: 'desc' }],
  });
  const rows = events.map((event) => ({
    id: event.id,
    title: event.title,
    status: event.status === 'approved' && event.ends_at > now,
    total_sales: amount(event.statistics?.total_revenue ?? 0),
    total_sold: event.statistics?.total_tickets_sold ?? 0,
  }));
  return {
    total_sales: moneyNumber(rows.reduce((sum, row) => sum.plus(row.total_sales), amount(0))),
    total_active_event: rows.filter((row) => row.status).length,
    total_sold_ticket: rows.reduce((sum, row) => sum + row.total_sold, 0),
    event_data: rows.map((row) => ({ ...row, total_sales: moneyNumber(row.total_sales) })),
  };
}
