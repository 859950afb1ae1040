import { Prisma } from '@setiket/db';
import { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { keysetOf, type Page, type PageInput } from '../../kernel/paging.ts';
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
    ...(search ? [await matching(ctx, search)] : []),
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

/** What somebody at the desk is told: a number from a mail, a code from a ticket, a name. */
async function matching(ctx: UserCtx, search: string): Promise<Prisma.bookingsWhereInput> {
  if (z.uuid().safeParse(search).success) return { id: search };
  const number = readOrderNumber(search);
  if (number) {
    const rows = await ctx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
      SELECT id FROM bookings WHERE created_at >= ${number.since} AND created_at < ${number.until}
        AND right(id::text, 8) = ${number.ending}`);
    return { id: { in: rows.map(({ id }) => id) } };
  }
  const contains = { contains: search, mode: 'insensitive' as const };
  return {
    OR: [
      { tickets: { some: { code: contains } } },
      { user: { username: contains } },
      { user: { email: contains } },
      { invoices: { some: { number: search.toUpperCase() } } },
    ],
  };
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
