import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { isAdministrator, isDoorStaff, type UserCtx } from '../../kernel/context.ts';
import { shownEmail } from '../../kernel/email.ts';
import { DomainError, fieldError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { type DbOrTx, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { findVerifiedUser, guestFor } from '../accounts/index.ts';
import { expireOverdue, getBooking, giveTickets, type TypeOnSale } from '../bookings/index.ts';
import { requireManager, setCompQuota } from '../events/index.ts';
import { withEventPool } from '../inventory/index.ts';
import { guestInvitedMail } from '../notifications/index.ts';
import { recordComp } from '../payments/index.ts';
import { compErrors } from './box-office.errors.ts';
import type {
  compOutput,
  compQuotaOutput,
  compsOutput,
  issueCompsInput,
  listCompsInput,
  setCompQuotaInput,
} from './box-office.schema.ts';

type IssueInput = z.output<typeof issueCompsInput>;
type Issued = { booking_id: string };

/** The house gives away for every event, an organizer for its own. */
async function requireGiver(
  ctx: UserCtx,
  event: { organization_id: string; is_public: boolean } | null,
): Promise<void> {
  const isBoxOffice = ctx.actor.role === 'staff' && !isDoorStaff(ctx.actor);
  if (event && (isBoxOffice || isAdministrator(ctx.actor))) return;
  await requireManager(ctx.db, ctx.actor, event);
}

/**
 * `oc-mena.md`, Issue comp tickets: they take places like sold ones, cost nothing, and come out of the event's quota. Where
 * no account has verified the address, its reader gets one, with the tickets in it, and a mail that leads in; the answer is
 * the same.
 * @throws comp.*, ticket_type.sold_out, request.invalid
 */
export async function issueComps(ctx: UserCtx, input: IssueInput): Promise<Issued> {
  const type = await findType(ctx, input);
  await requireGiver(ctx, type.event);
  const { status, ends_at } = type.event;
  if (status === 'completed' || ends_at <= ctx.clock.now()) throw compErrors.event_over();
  if (status !== 'approved') throw compErrors.event_closed();
  const recipient = await recipientOf(ctx, input);
  try {
    return await give(ctx, type, recipient, input);
  } catch (error) {
    const isSoldOut = error instanceof DomainError && error.code === 'ticket_type.sold_out';
    if (!isSoldOut || (await expireOverdue(ctx, type.event_id)) === 0) throw error;
    return give(ctx, type, recipient, input);
  }
}

async function findType({ db }: UserCtx, { ticket_type_id, event_id }: IssueInput): Promise<TypeOnSale> {
  if (ticket_type_id === undefined && event_id === undefined)
    throw fieldError('ticket_type_id', 'This field is required.');
  const type = await db.ticket_types.findFirst({
    where: { ...(ticket_type_id !== undefined && { id: ticket_type_id }), ...(event_id !== undefined && { event_id }) },
    include: withEventPool,
    orderBy: [{ price: 'asc' }, { id: 'asc' }],
  });
  if (type) return type;
  throw ticket_type_id === undefined
    ? fieldError('event_id', 'There is no such event, or it has no tickets.')
    : fieldError('ticket_type_id', 'There is no such ticket type.');
}

type Recipient = { user_id: string } | { email: string };

async function recipientOf({ db }: UserCtx, { email, user_id }: IssueInput): Promise<Recipient> {
  if (user_id !== undefined) {
    const user = await db.users.findUnique({ where: { id: user_id, is_active: true }, select: { id: true } });
    if (!user) throw fieldError('user_id', 'There is no such user.');
    return { user_id: user.id };
  }
  if (email === undefined) throw fieldError('email', 'This field is required.');
  return { email };
}

/** Account, booking, tickets, places and quota together. */
function give(ctx: UserCtx, type: TypeOnSale, recipient: Recipient, input: IssueInput): Promise<Issued> {
  return withTransaction(ctx, async (tx) => {
    const { left } = await lockQuota(tx, type.event_id);
    if (input.quantity > left) throw compErrors.quota_used(undefined, { facts: { comps_left: left } });
    const { user_id, reset_id } = await resolve(tx, ctx, recipient);
    const { id: booking_id } = await giveTickets(tx, ctx, { type, quantity: input.quantity, user_id });
    await recordComp(tx, { booking_id, currency: type.currency });
    const { reason } = input;
    const row = { booking_id, event_id: type.event_id, issued_by: ctx.actor.id, reason, created_at: ctx.clock.now() };
    await tx.comps.create({ data: row });
    await audit(tx, {
      action: 'comp.issued',
      subject_type: 'booking',
      subject_id: booking_id,
      data: { event_id: type.event_id, user_id, quantity: input.quantity, reason },
    });
    if (reset_id !== undefined) await enqueue(tx, guestInvitedMail, { reset_id, booking_id });
    return { booking_id };
  });
}

async function resolve(
  tx: Tx,
  ctx: UserCtx,
  recipient: Recipient,
): Promise<{ user_id: string; reset_id: string | undefined }> {
  if ('user_id' in recipient) return { ...recipient, reset_id: undefined };
  const known = await findVerifiedUser(tx, recipient.email);
  return known ? { user_id: known.id, reset_id: undefined } : guestFor(tx, ctx, recipient);
}

/** Under lock, so that two who give away at once don't both see the last one. */
async function lockQuota(tx: Tx, event_id: string): Promise<z.output<typeof compQuotaOutput>> {
  await tx.$queryRaw`SELECT id FROM events WHERE id = ${event_id}::uuid FOR NO KEY UPDATE`;
  return quotaOf(tx, event_id);
}

async function quotaOf(db: DbOrTx, event_id: string): Promise<z.output<typeof compQuotaOutput>> {
  const { comp_quota } = await db.events.findUniqueOrThrow({ where: { id: event_id }, select: { comp_quota: true } });
  const used = await db.tickets.count({
    where: { event_id, status: { not: 'cancelled' }, booking: { comp: { isNot: null } } },
  });
  return { event_id, comp_quota, used, left: Math.max(0, comp_quota - used) };
}

export async function presentComps(ctx: UserCtx, { booking_id }: Issued): Promise<z.output<typeof compsOutput>> {
  const booking = await getBooking(ctx, { id: booking_id });
  return { booking, comps_left: (await quotaOf(ctx.db, booking.event_id)).left };
}

async function requireEvent(ctx: UserCtx, id: string): Promise<void> {
  await requireGiver(ctx, await ctx.db.events.findUnique({ where: { id } }));
}

export async function getCompQuota(ctx: UserCtx, { id }: { id: string }): Promise<z.output<typeof compQuotaOutput>> {
  await requireEvent(ctx, id);
  return quotaOf(ctx.db, id);
}

/**
 * By those who manage the event.
 * @throws event.not_found, event.not_yours, comp.quota_too_small
 */
export async function changeCompQuota(
  ctx: UserCtx,
  { id, comp_quota }: z.output<typeof setCompQuotaInput>,
): Promise<z.output<typeof compQuotaOutput>> {
  await requireManager(ctx.db, ctx.actor, await ctx.db.events.findUnique({ where: { id } }));
  return withTransaction(ctx, async (tx) => {
    const { used } = await lockQuota(tx, id);
    if (comp_quota < used) throw compErrors.quota_too_small(undefined, { facts: { used } });
    await setCompQuota(tx, id, comp_quota);
    return quotaOf(tx, id);
  });
}

const withParts = {
  issuer: { select: { username: true } },
  booking: {
    include: {
      user: { select: { username: true, email: true } },
      lines: { include: { ticket_type: { select: { title: true } } } },
    },
  },
} as const satisfies Prisma.compsInclude;

/** What an event has given away, the latest first. */
export async function listComps(
  ctx: UserCtx,
  { id, ...input }: z.output<typeof listCompsInput>,
): Promise<Page<z.output<typeof compOutput>>> {
  await requireEvent(ctx, id);
  const { skip, take } = rowsOf(input);
  const where = { event_id: id };
  const [rows, total] = await Promise.all([
    ctx.db.comps.findMany({
      where,
      include: withParts,
      orderBy: [{ created_at: 'desc' }, { booking_id: 'desc' }],
      skip,
      take,
    }),
    ctx.db.comps.count({ where }),
  ]);
  const items = rows.map(({ booking, issuer, reason, created_at, booking_id }) => ({
    booking_id,
    username: booking.user.username,
    email: shownEmail(booking.user.email),
    ticket_type: booking.lines[0]?.ticket_type.title ?? '',
    quantity: booking.quantity,
    reason,
    issued_by: issuer.username,
    created_at: iso(created_at),
  }));
  return toPage(input, items, total);
}
