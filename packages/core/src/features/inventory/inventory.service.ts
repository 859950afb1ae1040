import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { readCached } from '../../kernel/cache.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { resolvePeriod } from '../../kernel/period.ts';
import { type DbOrTx, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { eventErrors, eventToSellFor, setLowestPrice, visibleEvents } from '../events/index.ts';
import { withFreshPlaces } from './fresh-places.ts';
import { inventoryErrors } from './inventory.errors.ts';
import type {
  changeTicketTypeInput,
  createPoolInput,
  createTicketTypeInput,
  listTicketTypesInput,
  poolOutput,
} from './inventory.schema.ts';
import { type TicketTypeView, ticketTypeView, withEventPool, withPool } from './inventory.view.ts';
import { resizePool } from './pools.queries.ts';
import { type Limits, limitsOf, refuseMissing, type Terms, termsOf, tierOf, titleOf } from './ticket-type-terms.ts';

type CreateInput = z.output<typeof createTicketTypeInput>;
type ChangeInput = z.output<typeof changeTicketTypeInput>;
type TypeRow = Prisma.ticket_typesGetPayload<{ include: typeof withEventPool }>;

/** `setiket.md` Create Ticket, `btick.md` 6.1: puts a ticket type on sale, with a pool of its own. */
export async function createTicketType(ctx: UserCtx, input: CreateInput): Promise<TicketTypeView> {
  const event_id = input.event_id ?? input.event;
  const quota = input.ticket_quantity ?? input.quota;
  refuseMissing({
    event_id,
    ticket_type: input.ticket_type ?? input.tier,
    ticket_quantity: quota,
    title: input.title ?? tierOf(input),
  });
  return withTransaction(ctx, async (tx) => {
    const event = await eventToSellFor(tx, ctx, event_id!);
    const sale = resolvePeriod(
      { ...input, starts_at: input.sale_starts_at, ends_at: input.sale_ends_at },
      event.timezone,
      { fallback: { starts_at: ctx.clock.now(), ends_at: event.ends_at } },
    );
    const terms = termsOf(input, event.currency);
    await refuseForeignPool(tx, event.id, input.shared_pool_id);
    const title = input.title ?? titleOf(terms.tier);
    const type = await insertType(tx, ctx, {
      event,
      title,
      quota: quota!,
      sale,
      terms,
      limits: limitsOf(input),
      description: input.description ?? '',
      shared_pool_id: input.shared_pool_id ?? null,
      is_default: false,
    });
    await keepLowestPrice(tx, event.id);
    return type;
  });
}

type DefaultType = { event: TypeRow['event']; quota: number; price: string };

/** `event-ticketing.md`: capacity and price given on the event itself make its one default ticket type. */
export async function createDefaultTicketType(
  tx: Tx,
  ctx: UserCtx,
  { event, quota, price }: DefaultType,
): Promise<void> {
  const terms = termsOf({ price }, event.currency);
  const sale = { starts_at: ctx.clock.now(), ends_at: event.ends_at };
  await insertType(tx, ctx, {
    event,
    title: 'General Admission',
    quota,
    sale,
    terms,
    limits: limitsOf({}),
    description: '',
    shared_pool_id: null,
    is_default: true,
  });
  await keepLowestPrice(tx, event.id);
}

/** The default type follows the event's own capacity, price and end. False when too many of its tickets are sold. */
export async function followEvent(
  tx: Tx,
  {
    event,
    quota,
    price,
  }: { event: { id: string; ends_at: Date; currency: string }; quota?: number | undefined; price?: string | undefined },
): Promise<boolean> {
  const type = await tx.ticket_types.findFirst({ where: { event_id: event.id, is_default: true } });
  if (!type) return true;
  if (quota !== undefined && !(await resizePool(tx, type.pool_id, quota))) return false;
  const terms = price === undefined ? {} : termsOf({ price }, event.currency);
  await tx.ticket_types.update({
    where: { id: type.id },
    data: { ...terms, ...(event.ends_at > type.sale_starts_at && { sale_ends_at: event.ends_at }) },
  });
  await keepLowestPrice(tx, event.id);
  return true;
}

type NewType = {
  event: TypeRow['event'];
  title: string;
  quota: number;
  sale: { starts_at: Date; ends_at: Date };
  terms: Terms;
  limits: Limits;
  description: string;
  shared_pool_id: string | null;
  is_default: boolean;
};

async function insertType(
  tx: Tx,
  ctx: UserCtx,
  { event, title, quota, sale, terms, limits, description, shared_pool_id, is_default }: NewType,
): Promise<TicketTypeView> {
  const now = ctx.clock.now();
  const pool_id = newId(now.getTime());
  await tx.pools.create({ data: { id: pool_id, event_id: event.id, capacity: quota } });
  const type = await tx.ticket_types.create({
    data: {
      id: newId(now.getTime()),
      event_id: event.id,
      pool_id,
      shared_pool_id,
      title,
      ...terms,
      ...limits,
      description,
      is_default,
      currency: event.currency,
      sale_starts_at: sale.starts_at,
      sale_ends_at: sale.ends_at,
      created_at: now,
      updated_at: now,
    },
    include: withPool,
  });
  await audit(tx, {
    action: 'ticket_type.created',
    subject_type: 'ticket_type',
    subject_id: type.id,
    data: { event_id: event.id },
  });
  return ticketTypeView(ctx, { ...type, event });
}

/** `btick.md` 6.1, PATCH: what is absent stays as it is. The quota never goes below what is sold or held. */
export function changeTicketType(ctx: UserCtx, input: ChangeInput): Promise<TicketTypeView> {
  return change(ctx, input, 'keep');
}

/** `btick.md` 6.1, PUT: what is absent becomes its default. */
export async function replaceTicketType(ctx: UserCtx, input: ChangeInput): Promise<TicketTypeView> {
  refuseMissing({
    ticket_type: input.ticket_type ?? input.tier,
    ticket_quantity: input.ticket_quantity ?? input.quota,
  });
  return change(ctx, input, 'default');
}

async function change(ctx: UserCtx, input: ChangeInput, absent: 'keep' | 'default'): Promise<TicketTypeView> {
  return withTransaction(ctx, async (tx) => {
    const type = await tx.ticket_types.findUnique({ where: { id: input.id }, include: withEventPool });
    if (!type) throw inventoryErrors.not_found();
    const event = await eventToSellFor(tx, ctx, type.event_id);
    const before =
      absent === 'keep'
        ? { starts_at: type.sale_starts_at, ends_at: type.sale_ends_at }
        : { starts_at: type.created_at, ends_at: event.ends_at };
    const sale = resolvePeriod(
      { ...input, starts_at: input.sale_starts_at, ends_at: input.sale_ends_at },
      event.timezone,
      { fallback: before, current: { starts_at: type.sale_starts_at, ends_at: type.sale_ends_at } },
    );
    const kept = absent === 'keep' ? type : undefined;
    const terms = termsOf(input, event.currency, kept && { ...kept, price: kept.price.toFixed() });
    const shared_pool_id = input.shared_pool_id === undefined ? (kept?.shared_pool_id ?? null) : input.shared_pool_id;
    await refuseMovedPool(tx, type, shared_pool_id);
    await resize(tx, type, input.ticket_quantity ?? input.quota);
    await tx.ticket_types.update({
      where: { id: type.id },
      data: {
        ...terms,
        ...limitsOf(input, kept),
        title: input.title ?? kept?.title ?? titleOf(terms.tier),
        description: input.description ?? kept?.description ?? '',
        shared_pool_id,
        sale_starts_at: sale.starts_at,
        sale_ends_at: sale.ends_at,
        updated_at: ctx.clock.now(),
      },
    });
    await keepLowestPrice(tx, event.id);
    await audit(tx, { action: 'ticket_type.updated', subject_type: 'ticket_type', subject_id: type.id });
    return ticketTypeView(
      ctx,
      await tx.ticket_types.findUniqueOrThrow({ where: { id: type.id }, include: withEventPool }),
    );
  });
}

async function resize(tx: Tx, type: TypeRow, quota: number | undefined): Promise<void> {
  if (quota === undefined || (await resizePool(tx, type.pool_id, quota))) return;
  const { sold, held } = await tx.pools.findUniqueOrThrow({ where: { id: type.pool_id } });
  throw fieldError('quota', `The quota can’t be below the ${sold + held} tickets that are sold or held.`);
}

/** `btick.md` 6.2: only what never sold is deleted. */
export async function deleteTicketType(ctx: UserCtx, { id }: { id: string }): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const type = await tx.ticket_types.findUnique({ where: { id } });
    if (!type) throw inventoryErrors.not_found();
    const event = await eventToSellFor(tx, ctx, type.event_id);
    if ((await tx.booking_lines.count({ where: { ticket_type_id: id } })) > 0) throw inventoryErrors.has_sales();
    await tx.ticket_types.delete({ where: { id } });
    await tx.pools.delete({ where: { id: type.pool_id } });
    await keepLowestPrice(tx, event.id);
    await audit(tx, {
      action: 'ticket_type.deleted',
      subject_type: 'ticket_type',
      subject_id: id,
      data: { event_id: event.id },
    });
  });
}

/** Removes what an event that never sold leaves behind. For the events feature. */
export async function deleteInventory(tx: Tx, event_id: string): Promise<void> {
  await tx.ticket_types.deleteMany({ where: { event_id } });
}

/** `btick.md` 6.1: ticket types of the events that the caller may see. */
export async function listTicketTypes(
  ctx: Ctx,
  input: z.output<typeof listTicketTypesInput>,
): Promise<Page<TicketTypeView>> {
  const event_id = input.event ?? input.event_id;
  const where: Prisma.ticket_typesWhereInput = {
    event: visibleEvents(ctx.actor),
    ...(event_id !== undefined && { event_id }),
  };
  const { skip, take } = rowsOf(input);
  const load = async () => {
    const [rows, total] = await Promise.all([
      ctx.db.ticket_types.findMany({
        where,
        include: withEventPool,
        orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
        skip,
        take,
      }),
      ctx.db.ticket_types.count({ where }),
    ]);
    return { rows, total };
  };
  // Only strangers all see the same.
  const { value, is_hit } =
    ctx.actor.kind === 'anonymous'
      ? await readCached(ctx, { key: `ticket_types:${event_id ?? ''}:${skip}:${take}` }, load)
      : { value: await load(), is_hit: false };
  const rows = is_hit ? await withFreshPlaces(ctx.db, value.rows) : value.rows;
  return toPage(
    input,
    rows.map((row) => ticketTypeView(ctx, row)),
    value.total,
  );
}

/** One ticket type, if its event is visible. */
export async function findTicketType(ctx: Ctx, id: string): Promise<TicketTypeView | undefined> {
  const row = await ctx.db.ticket_types.findFirst({
    where: { id, event: visibleEvents(ctx.actor) },
    include: withEventPool,
  });
  return row ? ticketTypeView(ctx, row) : undefined;
}

/** `btick.md` 2.8: what can still be had of an event, the cheapest first. */
export async function listAvailable(ctx: Ctx, { id }: { id: string }): Promise<TicketTypeView[]> {
  const event = await ctx.db.events.findFirst({ where: { id, ...visibleEvents(ctx.actor) }, select: { id: true } });
  if (!event) throw eventErrors.not_found();
  const rows = await ctx.db.ticket_types.findMany({
    where: { event_id: id },
    include: withEventPool,
    orderBy: [{ price: 'asc' }, { created_at: 'asc' }],
  });
  return rows
    .map((row) => ticketTypeView(ctx, row))
    .filter((type) => type.ticket_quantity > 0 && type.availability !== 'ended');
}

/** A further pool of an event, for ticket types to share. */
export async function createPool(
  ctx: UserCtx,
  { id, capacity }: z.output<typeof createPoolInput>,
): Promise<z.output<typeof poolOutput>> {
  return withTransaction(ctx, async (tx) => {
    const event = await eventToSellFor(tx, ctx, id);
    const pool = await tx.pools.create({ data: { id: newId(), event_id: event.id, capacity } });
    await audit(tx, {
      action: 'pool.created',
      subject_type: 'pool',
      subject_id: pool.id,
      data: { event_id: event.id, capacity },
    });
    return pool;
  });
}

async function refuseForeignPool(
  db: DbOrTx,
  event_id: string,
  shared_pool_id: string | null | undefined,
): Promise<void> {
  if (shared_pool_id == null) return;
  const pool = await db.pools.findFirst({
    where: { id: shared_pool_id, event_id, ticket_type: null, event_pool: null },
  });
  if (!pool) throw fieldError('shared_pool_id', 'This is not a shared pool of the event.');
}

/** What is held or sold already counts in the old pool, so the pool can't be changed under it. */
async function refuseMovedPool(tx: Tx, type: TypeRow, shared_pool_id: string | null): Promise<void> {
  if (shared_pool_id === type.shared_pool_id) return;
  await refuseForeignPool(tx, type.event_id, shared_pool_id);
  await tx.$queryRaw`SELECT id FROM pools WHERE id = ${type.pool_id}::uuid FOR UPDATE`;
  const { sold, held } = await tx.pools.findUniqueOrThrow({ where: { id: type.pool_id } });
  if (sold + held > 0) throw fieldError('shared_pool_id', 'The pool can’t be changed once tickets are sold or held.');
}

/** Of two changes at once the second waits, and then sees the first one's price. */
async function keepLowestPrice(tx: Tx, event_id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM events WHERE id = ${event_id}::uuid FOR NO KEY UPDATE`;
  const { _min } = await tx.ticket_types.aggregate({ where: { event_id }, _min: { price: true } });
  await setLowestPrice(tx, event_id, _min.price?.toFixed() ?? null);
}
