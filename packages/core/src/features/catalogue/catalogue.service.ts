import type { Db, Prisma } from '@setiket/db';
import type { z } from 'zod';
import { readCached } from '../../kernel/cache.ts';
import { type Actor, type Ctx, type Deps, isAdministrator, systemContext, type UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { inOneTurn } from '../../kernel/in-one-turn.ts';
import { digitsProblem } from '../../kernel/money.ts';
import { keysetOf, type Page, type PageInput, windowOf } from '../../kernel/paging.ts';
import {
  type EventView,
  eventErrors,
  eventFigures,
  eventView,
  seesFigures,
  visibleEvents,
  withEventParts,
} from '../events/index.ts';
import { freshPool, ticketTypeView, withFreshPlaces, withPool } from '../inventory/index.ts';
import { findEvents } from './catalogue.queries.ts';
import { eventDetailOutput, type listEventsInput } from './catalogue.schema.ts';

/** An event with what is on sale. */
export type PublicEvent = z.output<typeof eventDetailOutput>;

/** `setiket.md`, List Events: what is approved and not over, unless another state is asked for. */
export async function listEvents(ctx: Ctx, input: z.output<typeof listEventsInput>): Promise<Page<EventView>> {
  refuseMisreadPrices(ctx, input);
  const { skip, take } = windowOf(input);
  const found = await findEvents(ctx, { ...input, actor: ctx.actor }, { skip, take, now: ctx.clock.now() });
  const { ids, total, next_cursor } = found;
  const rows = await ctx.db.events.findMany({ where: { id: { in: ids } }, include: withEventParts });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const items = ids
    .flatMap((id) => byId.get(id) ?? [])
    .map((row) => ({
      ...eventView(ctx, row),
      ...(isAdministrator(ctx.actor) && eventFigures(row)),
    }));
  return { items, total, next_cursor };
}

/** Events may have several currencies; a filter is an amount of the default one. */
function refuseMisreadPrices({ env }: Ctx, { min_price, max_price }: z.output<typeof listEventsInput>): void {
  for (const [field, price] of Object.entries({ min_price, max_price })) {
    const problem = price === undefined ? undefined : digitsProblem(price, env.DEFAULT_CURRENCY);
    if (problem) throw fieldError(field, problem);
  }
}

const withTicketTypes = {
  ...withEventParts,
  pool: true,
  ticket_types: { include: withPool, orderBy: [{ price: 'asc' }, { created_at: 'asc' }] },
} as const satisfies Prisma.eventsInclude;

/**
 * `setiket.md`, Get Event Details. What a caller may not see does not exist. What everybody may see comes from the cache,
 * with the places and figures of this moment.
 */
export async function getEvent(ctx: Ctx, { id }: { id: string }): Promise<PublicEvent> {
  const event = (await loadPublicEvent(ctx, id)) ?? (await findEvent(ctx, id, ctx.actor));
  if (!event) throw eventErrors.not_found();
  const isInside = await seesFigures(ctx.db, ctx.actor, event.organization_id);
  return { ...detailView(ctx, event), ...(isInside && eventFigures(event)) };
}

/** What everybody may see. `fresh: false` leaves the places of when it was read, for who reads them otherwise. */
export async function loadPublicEvent(
  ctx: Ctx,
  id: string,
  { fresh = true }: { fresh?: boolean } = {},
): Promise<EventDetail | undefined> {
  const load = () => findEvent(ctx, id, { kind: 'anonymous' });
  const { value, is_hit } = await readCached(ctx, { key: `event:${id}`, event_id: id }, load);
  return value && is_hit && fresh ? withFreshFigures(ctx, value) : value;
}

/** As its ticket types need it: each with what it draws on. */
async function findEvent(ctx: Ctx, id: string, actor: Actor) {
  const row = await ctx.db.events.findFirst({ where: { id, ...visibleEvents(actor) }, include: withTicketTypes });
  if (!row) return undefined;
  const { timezone, pool, tax_rate, tax_included } = row;
  const event = { timezone, pool, tax_rate, tax_included };
  return { ...row, ticket_types: row.ticket_types.map((type) => ({ ...type, event })) };
}

export type EventDetail = NonNullable<Awaited<ReturnType<typeof findEvent>>>;

async function withFreshFigures({ db }: Ctx, event: EventDetail): Promise<EventDetail> {
  const [ticket_types, statistics, pool] = await Promise.all([
    withFreshPlaces(db, event.ticket_types),
    freshStatistics(db, event.id),
    event.pool_id === null ? null : freshPool(db, event.pool_id),
  ]);
  return { ...event, ticket_types, statistics: statistics ?? null, pool: pool ?? null };
}

const freshStatistics = inOneTurn(async (db: Db, ids: readonly string[]) => {
  const rows = await db.event_statistics.findMany({ where: { event_id: { in: [...new Set(ids)] } } });
  const byEvent = new Map(rows.map((row) => [row.event_id, row]));
  return ids.map((id) => byEvent.get(id));
});

/** `setiket.md`, Get Upcoming Events: those that the caller holds tickets for, the soonest first. */
export async function listUpcoming(ctx: UserCtx, input: PageInput): Promise<Page<EventView>> {
  const where: Prisma.eventsWhereInput = {
    ends_at: { gt: ctx.clock.now() },
    tickets: { some: { owner_id: ctx.actor.id, status: { not: 'cancelled' } } },
  };
  const keyset = keysetOf(input, 'starts_at', 'asc');
  const [rows, total] = await Promise.all([
    ctx.db.events.findMany({
      where: { AND: [where, keyset.where] },
      include: withEventParts,
      ...keyset.window,
    }),
    ctx.db.events.count({ where }),
  ]);
  return keyset.page(rows, total, (row) => eventView(ctx, row));
}

const finding = new WeakMap<Db, Map<string, Promise<PublicEvent | undefined>>>();

/**
 * What everybody may see of an event, as `events.get` says it, for pages that carry it along; undefined where there is
 * nothing to see. Whoever asks while it is being read gets the same answer, so a crowd costs the database one at a time.
 */
export function findPublicEvent(deps: Deps, id: string): Promise<PublicEvent | undefined> {
  const underway = finding.get(deps.db) ?? new Map<string, Promise<PublicEvent | undefined>>();
  finding.set(deps.db, underway);
  const found = underway.get(id) ?? readPublicEvent(deps, id).finally(() => underway.delete(id));
  underway.set(id, found);
  return found;
}

async function readPublicEvent(deps: Deps, id: string): Promise<PublicEvent | undefined> {
  const ctx = systemContext(deps, 'events.get');
  const event = await loadPublicEvent(ctx, id);
  return event && eventDetailOutput.parse(detailView(ctx, event));
}

function detailView(ctx: Ctx, event: EventDetail) {
  return {
    ...eventView(ctx, event),
    ticket_type: event.ticket_types.map((type) => ticketTypeView(ctx, type)),
    has_waiting_room: event.has_waiting_room,
  };
}
