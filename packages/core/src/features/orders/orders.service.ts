import { Prisma } from '@setiket/db';
import { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { keysetOf, type Page, type PageInput } from '../../kernel/paging.ts';
import { isNamed } from '../accounts/index.ts';
import { bookingTimeline } from '../checkout/index.ts';
import { readOrderNumber } from '../invoices/index.ts';
import { orderErrors } from './orders.errors.ts';
import { visibleOrders } from './orders.policy.ts';
import type { listAllOrdersInput, listOrdersInput, orderDetailOutput } from './orders.schema.ts';
import { type OrderView, orderView, withParts } from './orders.view.ts';

/** `oc-mena.md`, My orders: the latest first. */
export function listOwnOrders(ctx: UserCtx, input: z.output<typeof listOrdersInput>): Promise<Page<OrderView>> {
  return listWhere(ctx, [{ user_id: ctx.actor.id }], input);
}

/** `oc-mena.md`, List all orders: for the house. */
export async function listAllOrders(
  ctx: UserCtx,
  input: z.output<typeof listAllOrdersInput>,
): Promise<Page<OrderView>> {
  const { event, user, search } = input;
  const where: Prisma.bookingsWhereInput[] = [
    visibleOrders(ctx.actor),
    ...(event === undefined ? [] : [{ event_id: event }]),
    ...(user === undefined ? [] : [{ user_id: user }]),
    ...(search?.trim() ? [await matching(ctx, search)] : []),
  ];
  return listWhere(ctx, where, input);
}

/** `oc-mena.md`, Order details: for its buyer and the house; to everybody else there is no such order. */
export async function getOrder(ctx: UserCtx, { id }: { id: string }): Promise<z.output<typeof orderDetailOutput>> {
  const row = await ctx.db.bookings.findFirst({ where: { id, ...visibleOrders(ctx.actor) }, include: withParts });
  if (!row) throw orderErrors.not_found();
  const { events: timeline } = await bookingTimeline(ctx, { id });
  return { ...orderView(row, { now: ctx.clock.now(), actor: ctx.actor }), timeline };
}

/** A search with more hits says too little; the latest orders are those that are shown. */
const MAX_HITS = 10_000;

/** What staff are told at the desk: a number from a mail, a code from a ticket, an id, a name. */
async function matching({ db }: UserCtx, text: string): Promise<Prisma.bookingsWhereInput> {
  const search = text.trim();
  if (z.uuid().safeParse(search).success) return { OR: [{ id: search }, { tickets: { some: { id: search } } }] };
  const number = readOrderNumber(search);
  const contains = `%${search.toUpperCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const rows = number
    ? await db.$queryRaw<{ id: string }[]>(Prisma.sql`
        SELECT id FROM bookings WHERE created_at >= ${number.since} AND created_at < ${number.until}
          AND right(id::text, 8) = ${number.ending}`)
    : await db.$queryRaw<{ id: string }[]>(Prisma.sql`
        SELECT id FROM bookings WHERE id IN (
          SELECT b.id FROM bookings AS b JOIN users AS u ON u.id = b.user_id WHERE ${isNamed(search)}
          UNION SELECT booking_id FROM tickets WHERE code LIKE ${contains}
          UNION SELECT booking_id FROM invoices WHERE number = ${search.toUpperCase()}
        ) ORDER BY created_at DESC, id DESC LIMIT ${MAX_HITS}`);
  return { id: { in: rows.map(({ id }) => id) } };
}

type ListInput = PageInput & Pick<z.output<typeof listOrdersInput>, 'status'>;

async function listWhere(ctx: UserCtx, scope: Prisma.bookingsWhereInput[], input: ListInput): Promise<Page<OrderView>> {
  const now = ctx.clock.now();
  const where: Prisma.bookingsWhereInput = { AND: [...scope, statusFilter(input.status, now)] };
  const keyset = keysetOf(input, 'created_at');
  const [rows, total] = await Promise.all([
    ctx.db.bookings.findMany({
      where: { AND: [where, keyset.where] },
      include: withParts,
      ...keyset.window,
    }),
    ctx.db.bookings.count({ where }),
  ]);
  return keyset.page(rows, total, (row) => orderView(row, { now, actor: ctx.actor }));
}

/** By what an order shows: a pending one whose time is over is expired, whether or not a job has come by. */
function statusFilter(status: ListInput['status'], now: Date): Prisma.bookingsWhereInput {
  if (status === 'pending') return { status, expires_at: { gt: now } };
  if (status === 'expired') return { OR: [{ status }, { status: 'pending', expires_at: { lte: now } }] };
  return status === undefined ? {} : { status };
}
