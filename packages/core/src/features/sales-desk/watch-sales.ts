import type { z } from 'zod';
import { defineBoard } from '../../kernel/board.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { moneyString } from '../../kernel/money.ts';
import { ownEvents, requireMemberOf } from '../events/index.ts';
import { placesLeft, withPool } from '../inventory/index.ts';
import type { SalesFigures, watchSalesInput } from './sales-desk.schema.ts';

/** What nobody looks at all at once; the latest are watched. */
const MOST_EVENTS = 200;

const watchFigures = defineBoard<SalesFigures>({ name: 'events.watchSales', look });

/**
 * How own events sell, now and each time that it changes, until the caller goes away: those events whose figures are
 * not the ones last told.
 * @throws event.not_found, event.not_yours
 */
export async function watchSales(
  ctx: UserCtx,
  { id }: z.output<typeof watchSalesInput>,
  signal: AbortSignal | undefined,
): Promise<AsyncGenerator<SalesFigures[]>> {
  const ids = id === undefined ? await openEventsOf(ctx) : [await eventOf(ctx, id)];
  return (async function* () {
    for await (const changed of watchFigures(ctx, ids, signal)) yield [...changed.values()];
  })();
}

async function eventOf(ctx: UserCtx, id: string): Promise<string> {
  await requireMemberOf(ctx.db, ctx.actor, await ctx.db.events.findUnique({ where: { id } }));
  return id;
}

async function openEventsOf(ctx: UserCtx): Promise<string[]> {
  const events = await ctx.db.events.findMany({
    where: { ...ownEvents(ctx.actor), ends_at: { gt: ctx.clock.now() }, status: { not: 'cancelled' } },
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    take: MOST_EVENTS,
    select: { id: true },
  });
  return events.map((event) => event.id);
}

/** Everything that somebody in this process watches, together. */
async function look(ctx: Ctx, ids: string[]): Promise<Map<string, SalesFigures>> {
  const events = await ctx.db.events.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      status: true,
      currency: true,
      pool: true,
      statistics: true,
      ticket_types: { include: withPool, orderBy: [{ price: 'asc' }, { created_at: 'asc' }] },
    },
  });
  return new Map(
    events.map(({ id, status, currency, pool, statistics, ticket_types }) => [
      id,
      {
        event_id: id,
        status,
        total_tickets_sold: statistics?.total_tickets_sold ?? 0,
        total_revenue: moneyString(statistics?.total_revenue ?? 0, currency),
        currency,
        ticket_types: ticket_types.map((type) => ({
          id: type.id,
          title: type.title,
          sold: type.pool.sold,
          held: type.pool.held,
          quota: type.pool.capacity,
          ticket_quantity: placesLeft({ ...type, event: { pool } }),
        })),
      },
    ]),
  );
}
