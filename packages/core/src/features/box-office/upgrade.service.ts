import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { DomainError, fieldError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { addSeconds } from '../../kernel/time.ts';
import { isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { expireOverdue, requirePersonLimits } from '../bookings/index.ts';
import { askBeforeExpiry, requireKnownOrigins } from '../checkout/index.ts';
import { countRefund } from '../events/index.ts';
import { priceWithTax, withEventPool } from '../inventory/index.ts';
import {
  openPayment,
  payFromBalance,
  providerOf,
  refundTicketPrice,
  refuseWhileInProgress,
} from '../payments/index.ts';
import { lockTicket, ticketErrors } from '../tickets/index.ts';
import {
  applyUpgrade,
  creditedTo,
  expireUpgrade,
  expireUpgrades,
  holdPlace,
  insertUpgrade,
  type Quote,
  quoteOf,
  upgradeErrors,
} from '../upgrades/index.ts';
import type { createUpgradeInput, staffUpgradeInput } from './upgrades.schema.ts';

const withTypes = {
  event: true,
  booking: { select: { user_id: true } },
  ticket_type: { include: withEventPool },
} as const satisfies Prisma.ticketsInclude;

type Ticket = Prisma.ticketsGetPayload<{ include: typeof withTypes }>;
type Type = Ticket['ticket_type'];
export type Started = { upgrade_id: string; payment_id: string | null };

/**
 * `oc-mena.md`, Request upgrade: to a dearer type of the same event, paying the difference. From the balance it is done at
 * once; by card it holds the new place and waits, and until it is paid the ticket stays what it is. Asking again gives
 * the same one.
 * @throws ticket.not_found, upgrade.*, ticket_type.sold_out, payment.insufficient_balance, request.invalid
 */
export async function createUpgrade(ctx: UserCtx, input: z.output<typeof createUpgradeInput>): Promise<Started> {
  requireKnownOrigins(ctx, input);
  const ticket = await findTicket(ctx, { id: input.ticket_id, owner_id: ctx.actor.id });
  const to = await findTarget(ctx, ticket, input);
  requireInSale(to, ctx.clock.now());
  await expireUpgrades(ctx, ticket.event_id);
  const { provider, flow } = input;
  const waiting = await findWaiting(ctx, ticket.id, to.id, provider);
  if (waiting) {
    await refuseWhileInProgress(ctx, { booking_id: ticket.booking_id, upgrade_id: waiting.upgrade.id, flow });
    return withTransaction(ctx, (tx) => payOtherwise(tx, waiting, flow));
  }
  return upgrade(ctx, { ticket, to, provider, flow, reason: '' });
}

/** A payment is on a form or on a page: whoever asks for the other one gets a new one, and the first is given up. */
async function payOtherwise(tx: Tx, waiting: Waiting, flow: Flow): Promise<Started> {
  const { id: upgrade_id, booking_id, amount: due, currency, expires_at } = waiting.upgrade;
  // Whoever ends it at this moment either comes first, which is seen here, or waits and ends this payment too.
  const [still] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM ticket_upgrades WHERE id = ${upgrade_id}::uuid AND status = 'pending' FOR UPDATE`;
  if (!still) throw upgradeErrors.not_pending();
  const order = { provider: 'stripe', booking_id, upgrade_id, amount: amount(due), currency, flow } as const;
  const { id } = await openPayment(tx, order);
  if (id !== waiting.payment_id && expires_at) await askInTime(tx, id, expires_at);
  return { upgrade_id, payment_id: id };
}

function askInTime(tx: Tx, payment_id: string, expires_at: Date): Promise<void> {
  return enqueue(tx, askBeforeExpiry, { payment_id }, { start_after: addSeconds(expires_at, -20) });
}

type Waiting = { upgrade: Prisma.ticket_upgradesGetPayload<object>; payment_id: string };

/** The open attempt for the same type, so that a retry gets the same payment. */
async function findWaiting(
  { db }: UserCtx,
  ticket_id: string,
  to_id: string,
  provider: 'balance' | 'stripe',
): Promise<Waiting | undefined> {
  const pending = await db.ticket_upgrades.findFirst({
    where: { ticket_id, status: 'pending' },
    include: { payments: { where: { status: { in: ['pending', 'failed'] } }, orderBy: { id: 'desc' } } },
  });
  if (!pending) return undefined;
  const [payment] = pending.payments;
  if (pending.to_ticket_type_id !== to_id || provider !== 'stripe' || !payment) throw upgradeErrors.already_pending();
  return { upgrade: pending, payment_id: payment.id };
}

/**
 * `oc-mena.md`, Process upgrade: at the box office, also after the sale has ended. The owner's balance pays, or nobody.
 * @throws ticket.not_found, upgrade.*, ticket_type.sold_out, payment.insufficient_balance, request.invalid
 */
export async function staffUpgrade(ctx: UserCtx, input: z.output<typeof staffUpgradeInput>): Promise<Started> {
  const ticket = await findTicket(ctx, { id: input.ticket_id });
  const to = await findTarget(ctx, ticket, input);
  await expireUpgrades(ctx, ticket.event_id);
  const provider = input.charge === 'none' ? 'comp' : 'balance';
  return upgrade(ctx, { ticket, to, provider, flow: 'form', reason: input.reason });
}

async function findTicket(ctx: UserCtx, where: { id: string; owner_id?: string }): Promise<Ticket> {
  const ticket = await ctx.db.tickets.findFirst({ where, include: withTypes });
  if (!ticket) throw ticketErrors.not_found();
  requireUpgradable(ticket, ctx.clock.now());
  return ticket;
}

function requireUpgradable({ status, event }: Pick<Ticket, 'status' | 'event'>, now: Date): void {
  if (status === 'used') throw upgradeErrors.ticket_used();
  if (status === 'cancelled') throw upgradeErrors.ticket_cancelled();
  if (event.status === 'completed' || event.ends_at <= now) throw upgradeErrors.event_over();
  if (event.status !== 'approved') throw upgradeErrors.event_closed();
}

type Named = Pick<z.output<typeof createUpgradeInput>, 'to_ticket_type_id' | 'new_ticket_type_id' | 'ticket_type_id'>;

async function findTarget(ctx: UserCtx, ticket: Ticket, named: Named): Promise<Type> {
  const id = named.to_ticket_type_id ?? named.new_ticket_type_id ?? named.ticket_type_id;
  if (id === undefined) throw fieldError('to_ticket_type_id', 'This field is required.');
  const to = await ctx.db.ticket_types.findFirst({ where: { id, event_id: ticket.event_id }, include: withEventPool });
  if (!to) throw fieldError('to_ticket_type_id', 'There is no such ticket type for this event.');
  return to;
}

function requireInSale({ sale_starts_at, sale_ends_at }: Type, now: Date): void {
  if (now < sale_starts_at) throw upgradeErrors.sale_not_started();
  if (now >= sale_ends_at) throw upgradeErrors.sale_ended();
}

type Flow = z.output<typeof createUpgradeInput>['flow'];
type Order = { ticket: Ticket; to: Type; provider: 'balance' | 'stripe' | 'comp'; flow: Flow; reason: string };

/** Where places turn out to be gone, those of expired holds are taken back, and it is tried once more. */
async function upgrade(ctx: UserCtx, order: Order): Promise<Started> {
  try {
    return await attempt(ctx, order);
  } catch (error) {
    if (isUniqueViolation(error)) throw upgradeErrors.already_pending();
    const isSoldOut = error instanceof DomainError && error.code === 'ticket_type.sold_out';
    if (!isSoldOut || (await expireOverdue(ctx, order.ticket.event_id)) === 0) throw error;
    return attempt(ctx, order);
  }
}

async function attempt(ctx: UserCtx, order: Order): Promise<Started> {
  const { ticket, to, provider } = order;
  // A missing provider is told before anything is written.
  if (provider === 'stripe') await providerOf(ctx, 'stripe');
  return withTransaction(ctx, async (tx) => {
    // Whoever uses, refunds or gives it away at this moment either comes first, which is seen here, or waits.
    const status = await lockTicket(tx, { id: ticket.id, owner_id: ticket.owner_id });
    if (status === undefined) throw upgradeErrors.ticket_changed();
    requireUpgradable({ status, event: ticket.event }, ctx.clock.now());
    await requirePersonLimits(tx, ticket.booking.user_id, [{ type: to, quantity: 1, unit_price: amount(to.price) }]);
    const credited = await creditedTo(tx, ticket.id);
    const quote = quoteOf({ ticket, from: ticket.ticket_type, to, cost: priceWithTax(to), credited });
    const isFree = quote.amount.isZero();
    if (provider === 'comp') return settleNow(tx, ctx, order, { amount: amount(0), credit: amount(0) });
    return provider === 'stripe' && !isFree ? waitForCard(tx, ctx, order, quote) : settleNow(tx, ctx, order, quote);
  });
}

function rowOf(ctx: UserCtx, { ticket, to, reason }: Order) {
  return {
    ticket_id: ticket.id,
    booking_id: ticket.booking_id,
    from_ticket_type_id: ticket.ticket_type_id,
    to_ticket_type_id: to.id,
    payer_id: ticket.owner_id,
    requested_by: ctx.actor.id,
    price_before: amount(ticket.price),
    currency: ticket.currency,
    tax_name: ticket.event.tax_name,
    tax_rate: ticket.event.tax_rate,
    reason,
  };
}

/** Row, money, ticket, place and figures together. */
async function settleNow(tx: Tx, ctx: UserCtx, order: Order, quote: Quote): Promise<Started> {
  const { ticket } = order;
  const { organization_id } = ticket.event;
  const credit = quote.credit.isZero() ? quote.credit : await giveCredit(tx, ctx, order, quote);
  const upgrade_id = await insertUpgrade(tx, {
    ...rowOf(ctx, order),
    provider: quote.amount.isZero() ? null : 'balance',
    amount: quote.amount,
    credit,
    expires_at: null,
  });
  await payFromBalance(tx, {
    booking_id: ticket.booking_id,
    upgrade_id,
    user_id: ticket.owner_id,
    organization_id,
    amount: quote.amount,
    currency: ticket.currency,
  });
  await applyUpgrade(tx, upgrade_id, 'new');
  return { upgrade_id, payment_id: null };
}

/** What the ticket had cost more than the new type does goes back the way it came; of a booking that nobody paid, nothing. */
async function giveCredit(tx: Tx, ctx: UserCtx, { ticket }: Order, quote: Quote) {
  const returned = await refundTicketPrice(tx, {
    booking_id: ticket.booking_id,
    ticket_id: ticket.id,
    organization_id: ticket.event.organization_id,
    amount: quote.credit,
    reason: 'upgrade',
    requested_by: ctx.actor.id,
    kind: 'partial',
  });
  await countRefund(tx, { event_id: ticket.event_id, tickets: 0, revenue: returned, bookings: 0 });
  return returned;
}

/** The new place is held, nothing else has changed yet. */
async function waitForCard(tx: Tx, ctx: UserCtx, order: Order, quote: Quote): Promise<Started> {
  const { ticket } = order;
  const expires_at = addSeconds(ctx.clock.now(), ticket.event.hold_seconds ?? ctx.env.HOLD_SECONDS);
  const upgrade_id = await insertUpgrade(tx, {
    ...rowOf(ctx, order),
    provider: 'stripe',
    amount: quote.amount,
    credit: quote.credit,
    expires_at,
  });
  const payment = await openPayment(tx, {
    provider: 'stripe',
    booking_id: ticket.booking_id,
    upgrade_id,
    amount: quote.amount,
    currency: ticket.currency,
    flow: order.flow,
  });
  await enqueue(tx, expireUpgrade, { upgrade_id }, { start_after: expires_at });
  await askInTime(tx, payment.id, expires_at);
  await holdPlace(tx, upgrade_id);
  return { upgrade_id, payment_id: payment.id };
}
