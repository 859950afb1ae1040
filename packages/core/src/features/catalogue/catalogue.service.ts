import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { type EventView, eventErrors, eventView, visibleEvents, withEventParts } from '../events/index.ts';
import { ticketTypeView, withPool } from '../inventory/index.ts';
import { findEvents } from './catalogue.queries.ts';
import type { eventDetailOutput, listEventsInput } from './catalogue.schema.ts';

/** `setiket.md`, List Events: what is approved and not over. */
export async function listEvents(ctx: Ctx, input: z.output<typeof listEventsInput>): Promise<Page<EventView>> {
  const { ids, total } = await findEvents(ctx.db, input, { ...rowsOf(input), now: ctx.clock.now() });
  const rows = await ctx.db.events.findMany({ where: { id: { in: ids } }, include: withEventParts });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const items = ids.flatMap((id) => byId.get(id) ?? []).map((row) => eventView(ctx, row));
  return toPage(input, items, total);
}

const withTicketTypes = {
  ...withEventParts,
  pool: true,
  ticket_types: { include: withPool, orderBy: [{ price: 'asc' }, { created_at: 'asc' }] },
} as const satisfies Prisma.eventsInclude;

/** `setiket.md`, Get Event Details. What a caller may not see does not exist. */
export async function getEvent(ctx: Ctx, { id }: { id: string }): Promise<z.output<typeof eventDetailOutput>> {
  const event = await ctx.db.events.findFirst({ where: { id, ...visibleEvents(ctx.actor) }, include: withTicketTypes });
  if (!event) throw eventErrors.not_found();
  return {
    ...eventView(ctx, event),
    ticket_type: event.ticket_types.map((type) => ticketTypeView(ctx, { ...type, event })),
  };
}

/** `setiket.md`, Get Upcoming Events: those that the caller holds tickets for, the soonest first. */
export async function listUpcoming(ctx: UserCtx, input: PageInput): Promise<Page<EventView>> {
  const where: Prisma.eventsWhereInput = {
    ends_at: { gt: ctx.clock.now() },
    tickets: { some: { owner_id: ctx.actor.id, status: { not: 'cancelled' } } },
  };
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.events.findMany({
      where,
      include: withEventParts,
      orderBy: [{ starts_at: 'asc' }, { id: 'asc' }],
      skip,
      take,
    }),
    ctx.db.events.count({ where }),
  ]);
  return toPage(
    input,
    rows.map((row) => eventView(ctx, row)),
    total,
  );
}
