import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { keysetOf, type Page, type PageInput } from '../../kernel/paging.ts';
import { eventErrors, visibleEvents } from '../events/index.ts';
import { memberRole } from '../organizers/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { ownBookings, visibleBookings } from './bookings.policy.ts';
import type { bookingsOfInput, listBookingsInput } from './bookings.schema.ts';
import { type BookingView, bookingView, userBookingView, withInformation, withParts } from './bookings.view.ts';

type UserBookingView = ReturnType<typeof userBookingView>;
type ListInput = z.output<typeof listBookingsInput>;

/** `btick.md` 7.2: one's own; all for the house. */
export function listBookings(ctx: UserCtx, input: ListInput): Promise<Page<BookingView>> {
  return listWhere(ctx, { ...ownBookings(ctx.actor), ...(input.event && { event_id: input.event }) }, input);
}

/** `event-ticketing.md`, Get User Bookings: one's own, or anybody's for administrators. */
export async function listBookingsOfUser(
  ctx: UserCtx,
  { id, ...input }: z.output<typeof bookingsOfInput>,
): Promise<Page<UserBookingView>> {
  if (id !== ctx.actor.id && !isAdministrator(ctx.actor)) throw commonErrors.forbidden();
  const now = ctx.clock.now();
  const where = { user_id: id, ...(input.status && { status: input.status }) };
  const keyset = keysetOf(input, 'created_at');
  const [rows, total] = await Promise.all([
    ctx.db.bookings.findMany({ where: { AND: [where, keyset.where] }, include: withInformation, ...keyset.window }),
    ctx.db.bookings.count({ where }),
  ]);
  return keyset.page(rows, total, (row) => userBookingView(row, now));
}

/** `btick.md` 2.11 and `event-ticketing.md`, Get Event Bookings: for members of the event's organization. */
export async function listBookingsOfEvent(
  ctx: UserCtx,
  { id, ...input }: z.output<typeof bookingsOfInput>,
): Promise<Page<BookingView>> {
  const event = await ctx.db.events.findFirst({
    where: { id, ...visibleEvents(ctx.actor) },
    select: { organization_id: true },
  });
  if (!event) throw eventErrors.not_found();
  const isMember =
    isAdministrator(ctx.actor) || (await memberRole(ctx.db, event.organization_id, ctx.actor.id)) !== undefined;
  if (!isMember) throw commonErrors.forbidden();
  return listWhere(ctx, { event_id: id }, input);
}

async function listWhere(
  ctx: UserCtx,
  scope: Prisma.bookingsWhereInput,
  input: PageInput & { status?: ListInput['status'] },
): Promise<Page<BookingView>> {
  const now = ctx.clock.now();
  const where = { ...scope, ...(input.status && { status: input.status }) };
  const keyset = keysetOf(input, 'created_at');
  const [rows, total] = await Promise.all([
    ctx.db.bookings.findMany({
      where: { AND: [where, keyset.where] },
      include: withParts,
      ...keyset.window,
    }),
    ctx.db.bookings.count({ where }),
  ]);
  return keyset.page(rows, total, (row) => bookingView(row, now));
}

/** To whoever has nothing to do with it, a booking does not exist. */
export async function getBooking(ctx: UserCtx, { id }: { id: string }): Promise<BookingView> {
  const booking = await ctx.db.bookings.findFirst({ where: { id, ...visibleBookings(ctx.actor) }, include: withParts });
  if (!booking) throw bookingErrors.not_found();
  return bookingView(booking, ctx.clock.now());
}
