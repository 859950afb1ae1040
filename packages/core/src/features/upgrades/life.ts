import { Prisma, type upgrade_status } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { type Ctx, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { contextOf, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { countSale } from '../events/index.ts';
import { drawsOf, exchangePlaces, inventoryErrors, withEventPool } from '../inventory/index.ts';
import { issueInvoiceOfUpgrade } from '../invoices/index.ts';
import { ticketUpgradedMail } from '../notifications/index.ts';
import { voidOpenPayments } from '../payments/index.ts';
import { changeTicketType } from '../tickets/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { upgradeErrors } from './upgrades.errors.ts';
import { type UpgradeAction, upgradeTransitions } from './upgrades.state.ts';

/** What changing a ticket needs beside the row itself. */
const withTypes = {
  from_type: { include: withEventPool },
  to_type: { include: withEventPool },
} as const satisfies Prisma.ticket_upgradesInclude;

type Upgrade = Prisma.ticket_upgradesGetPayload<{ include: typeof withTypes }>;

type NewUpgrade = Pick<
  Upgrade,
  | 'ticket_id'
  | 'booking_id'
  | 'from_ticket_type_id'
  | 'to_ticket_type_id'
  | 'payer_id'
  | 'requested_by'
  | 'provider'
  | 'currency'
  | 'tax_name'
  | 'tax_rate'
  | 'reason'
> & { price_before: Amount; amount: Amount; credit: Amount; expires_at: Date | null };

/** Writes an upgrade: one that expires waits for its payment and holds its place, any other is done with this. */
export async function insertUpgrade(tx: Tx, order: NewUpgrade): Promise<string> {
  const { price_before, credit, expires_at, ...rest } = order;
  const now = contextOf(tx).clock.now();
  const isPending = expires_at !== null;
  const { id, ticket_id } = await tx.ticket_upgrades.create({
    data: {
      ...rest,
      id: newId(now.getTime()),
      price_before: price_before.toFixed(),
      price_after: price_before.plus(order.amount).toFixed(),
      amount: order.amount.toFixed(),
      credit: credit.toFixed(),
      status: isPending ? 'pending' : 'completed',
      expires_at,
      ended_at: isPending ? null : now,
      created_at: now,
      updated_at: now,
    },
  });
  await audit(tx, {
    action: isPending ? 'upgrade.started' : 'upgrade.completed',
    subject_type: 'ticket',
    subject_id: ticket_id,
    data: { upgrade_id: id, amount: order.amount.toFixed(), credit: credit.toFixed(), reason: order.reason },
  });
  return id;
}

function load(tx: Tx, id: string): Promise<Upgrade> {
  return tx.ticket_upgrades.findUniqueOrThrow({ where: { id }, include: withTypes });
}

/** Takes the new place for an upgrade that waits for its payment. */
export async function holdPlace(tx: Tx, id: string): Promise<void> {
  const { from_type, to_type } = await load(tx, id);
  const isFree = await exchangePlaces(tx, 'hold', { from: drawsOf(from_type, 1), to: drawsOf(to_type, 1) });
  if (!isFree) throw inventoryErrors.sold_out();
}

/**
 * Gives the ticket its new type, price, code and QR, moves its place and counts the money: everything of an upgrade but its
 * own row and its payment. Only if the ticket is still as it was when the price was named.
 * @throws upgrade.ticket_changed, upgrade.event_closed, ticket_type.sold_out
 */
export async function applyUpgrade(tx: Tx, id: string, was: 'new' | 'held'): Promise<void> {
  const { ticket_id, payer_id, from_type, to_type, ...upgrade } = await load(tx, id);
  const former_code_id = await changeTicketType(tx, {
    id: ticket_id,
    owner_id: payer_id,
    from: { ticket_type_id: from_type.id, price: amount(upgrade.price_before) },
    to: { ticket_type_id: to_type.id, price: amount(upgrade.price_after) },
  });
  if (former_code_id === undefined) throw upgradeErrors.ticket_changed();
  await touchPasses(tx, { ticket_ids: [ticket_id], change: 'upgraded' });
  await audit(tx, {
    action: 'ticket.upgraded',
    subject_type: 'ticket',
    subject_id: ticket_id,
    data: { upgrade_id: id, from: from_type.id, to: to_type.id, former_code_id },
  });
  await enqueue(tx, ticketUpgradedMail, { upgrade_id: id });
  if (!amount(upgrade.amount).isZero()) await enqueue(tx, issueInvoiceOfUpgrade, { upgrade_id: id });
  const places = { from: drawsOf(from_type, 1), to: drawsOf(to_type, 1) };
  if (!(await exchangePlaces(tx, was === 'held' ? 'swap_held' : 'swap', places))) throw inventoryErrors.sold_out();
  const counted = await countSale(tx, {
    event_id: to_type.event_id,
    event_pool_id: to_type.event.pool_id,
    tickets: 0,
    revenue: amount(upgrade.amount),
    bookings: 0,
  });
  if (!counted) throw upgradeErrors.event_closed();
}

/**
 * The money for a pending upgrade is there. One whose time was over gets its place again, if that is still there.
 * @throws upgrade.not_pending, upgrade.ticket_changed, upgrade.event_*, ticket_type.sold_out: then the money goes back
 */
export async function completePaidUpgrade(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ status: upgrade_status; ends_at: Date }[]>`
    SELECT u.status::text, e.ends_at FROM ticket_upgrades u JOIN tickets t ON t.id = u.ticket_id
      JOIN events e ON e.id = t.event_id WHERE u.id = ${id}::uuid FOR UPDATE OF u`;
  if (!row) throw upgradeErrors.not_found();
  if (row.ends_at <= ctx.clock.now()) throw upgradeErrors.event_over();
  await move(tx, { id, status: row.status }, 'complete');
  await applyUpgrade(tx, id, row.status === 'pending' ? 'held' : 'new');
}

type Ending = Extract<UpgradeAction, 'cancel' | 'drop' | 'expire'>;

/**
 * Ends an upgrade that was not paid: its place goes back, and nobody shall pay for it any more.
 * @throws upgrade.not_pending
 */
export async function endUpgrade(tx: Tx, id: string, action: Ending, reason = ''): Promise<void> {
  await move(tx, { id, status: 'pending' }, action, reason);
  await voidOpenPayments(tx, { upgrade_id: id });
  const { from_type, to_type } = await load(tx, id);
  await exchangePlaces(tx, 'release', { from: drawsOf(from_type, 1), to: drawsOf(to_type, 1) });
}

/** The one place in which an upgrade changes its state: compare-and-set, with its audit entry. */
async function move(
  tx: Tx,
  { id, status }: { id: string; status: upgrade_status },
  action: UpgradeAction,
  reason = '',
): Promise<void> {
  const { from, to } = upgradeTransitions[action];
  const now = contextOf(tx).clock.now();
  const { count } = await tx.ticket_upgrades.updateMany({
    // The state that was read decides what happens to the place, so it is this one that must still hold.
    where: { id, status, AND: { status: { in: [...from] } } },
    data: { status: to, expires_at: null, ended_at: now, updated_at: now, ...(reason !== '' && { reason }) },
  });
  if (count === 0) throw upgradeErrors.not_pending();
  const { ticket_id } = await tx.ticket_upgrades.findUniqueOrThrow({ where: { id }, select: { ticket_id: true } });
  await audit(tx, {
    action: `upgrade.${to}`,
    subject_type: 'ticket',
    subject_id: ticket_id,
    data: { upgrade_id: id, by: action, reason },
  });
}

/** Ends what waits for tickets that nobody can have any more, in the transaction that ends the tickets. */
export async function dropUpgradesOf(tx: Tx, ticket_ids: string[], reason: string): Promise<void> {
  if (ticket_ids.length === 0) return;
  const pending = await tx.ticket_upgrades.findMany({
    where: { ticket_id: { in: ticket_ids }, status: 'pending' },
    select: { id: true },
  });
  for (const { id } of pending) await endUpgrade(tx, id, 'drop', reason);
}

/** Each upgrade takes a dozen statements; more of them are left to the next caller. */
const EXPIRY_BATCH_SIZE = 50;

/**
 * Expires the upgrades of an event whose time is over and gives their places back: for a job, and for whoever finds a pool
 * full.
 * @returns how many expired
 */
export async function expireUpgrades(ctx: Ctx, event_id: string): Promise<number> {
  const now = ctx.clock.now();
  const overdue = { status: 'pending' as const, expires_at: { lte: now }, ticket: { event_id } };
  if ((await ctx.db.ticket_upgrades.count({ where: overdue })) === 0) return 0;
  return withTransaction(
    systemContext(ctx, 'upgrade.expire'),
    async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
        SELECT u.id FROM ticket_upgrades u JOIN tickets t ON t.id = u.ticket_id
        WHERE t.event_id = ${event_id}::uuid AND u.status = 'pending' AND u.expires_at <= ${now}
        ORDER BY u.id LIMIT ${EXPIRY_BATCH_SIZE} FOR UPDATE OF u SKIP LOCKED`);
      for (const { id } of rows) await endUpgrade(tx, id, 'expire');
      return rows.length;
    },
    { side: true },
  );
}

/** What went back for earlier upgrades of a ticket. */
export async function creditedTo(tx: Tx, ticket_id: string): Promise<Amount> {
  const { _sum } = await tx.ticket_upgrades.aggregate({
    where: { ticket_id, status: 'completed' },
    _sum: { credit: true },
  });
  return amount(_sum.credit ?? 0);
}
