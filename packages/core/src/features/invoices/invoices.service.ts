import type { invoice_kind, invoices, Prisma } from '@setiket/db';
import { DateTime } from 'luxon';
import { auditAll } from '../../kernel/audit.ts';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { amount, moneyString } from '../../kernel/money.ts';
import { creditedNet, splitTax } from '../../kernel/tax.ts';
import { contextOf, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { drawNumbers } from './numbering.ts';

/** A line of an invoice as it is kept; amounts are decimal strings in the invoice's currency. */
export type InvoiceLine = {
  title: string;
  quantity: number;
  unit_price: string;
  net_amount: string;
  tax_amount: string;
  total_amount: string;
};

const parts = {
  user: true,
  event: { include: { organization: true } },
  lines: { include: { ticket_type: { select: { title: true } } }, orderBy: { id: 'asc' } },
} as const satisfies Prisma.bookingsInclude;

type Booking = Prisma.bookingsGetPayload<{ include: typeof parts }>;

const upgradeParts = {
  booking: { include: parts },
  payer: true,
  ticket: { select: { code: true } },
  from_type: { select: { title: true } },
  to_type: { select: { title: true } },
} as const satisfies Prisma.ticket_upgradesInclude;

type Upgrade = Prisma.ticket_upgradesGetPayload<{ include: typeof upgradeParts }>;

/**
 * The invoice of a booking, issued if there is none: once, whoever asks at the same moment.
 * @returns undefined for what was never confirmed, or costs nothing
 */
export function issueInvoice(deps: Deps, booking_id: string): Promise<invoices | undefined> {
  return withTransaction(systemContext(deps, 'invoice.issue'), (tx) => invoiceIn(tx, booking_id), { side: true });
}

/**
 * The invoices of many bookings, issued where there are none, in one transaction: numbers are drawn by the organization,
 * in the order of the bookings' ids, which is the order in which they were made.
 */
export async function issueInvoices(deps: Deps, booking_ids: readonly string[]): Promise<void> {
  await withTransaction(
    systemContext(deps, 'invoice.issue'),
    async (tx) => {
      const ids = [...new Set(booking_ids)].sort();
      // In one order, so that two workers never wait for each other.
      await tx.$queryRaw`SELECT id FROM bookings WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
      const known = await tx.invoices.findMany({
        where: { booking_id: { in: ids }, upgrade_id: null, kind: 'invoice' },
        select: { booking_id: true },
      });
      const invoiced = new Set(known.map(({ booking_id }) => booking_id));
      const wanted = ids.filter((id) => !invoiced.has(id));
      const bookings = await tx.bookings.findMany({
        where: { id: { in: wanted } },
        include: parts,
        orderBy: { id: 'asc' },
      });
      await insertAll(tx, bookings.filter(isInvoiced).map(snapshotOf));
    },
    { side: true },
  );
}

/** What was never confirmed, or costs nothing, gets no invoice. */
const isInvoiced = ({ confirmed_at, total_amount }: Booking) => confirmed_at !== null && !amount(total_amount).isZero();

/**
 * The invoice of what an upgrade costs, issued if there is none: it has a number of its own, of the same series.
 * @returns undefined for what is not completed, or costs nothing
 */
export function issueUpgradeInvoice(deps: Deps, upgrade_id: string): Promise<invoices | undefined> {
  return withTransaction(systemContext(deps, 'invoice.issue'), (tx) => upgradeInvoiceIn(tx, upgrade_id), {
    side: true,
  });
}

/**
 * The credit note of a refund, issued if there is none, and before it the invoice that it corrects.
 * @returns undefined where money came back that was never invoiced
 */
export function issueCreditNote(deps: Deps, refund_id: string): Promise<invoices | undefined> {
  return withTransaction(
    systemContext(deps, 'credit_note.issue'),
    async (tx) => {
      const refund = await tx.refunds.findUnique({
        where: { id: refund_id },
        include: { payment: true, ticket: { include: { ticket_type: { select: { title: true } } } } },
      });
      if (!refund || refund.kind === 'surplus') return undefined;
      const { booking_id, upgrade_id } = refund.payment;
      // What was paid for an upgrade is on the upgrade's own invoice.
      const invoice = await (upgrade_id === null ? invoiceIn(tx, booking_id) : upgradeInvoiceIn(tx, upgrade_id));
      if (!invoice) return undefined;
      const known = await tx.invoices.findUnique({ where: { refund_id } });
      if (known) return known;
      const title = refund.ticket ? `${refund.ticket.ticket_type.title} · ${refund.ticket.code}` : invoice.event_title;
      const { id: invoice_id } = invoice;
      const line = creditLine(title, refund.amount, { invoice, credited: await creditedOf(tx, invoice_id) });
      return insert(tx, { ...invoice, kind: 'credit_note', upgrade_id: null, refund_id, invoice_id, lines: [line] });
    },
    { side: true },
  );
}

type Credited = { net: Prisma.Decimal | number; total: Prisma.Decimal | number };

/** What earlier credit notes took of an invoice. The lock of its booking or upgrade is held, so no other one comes between. */
async function creditedOf(tx: Tx, invoice_id: string): Promise<Credited> {
  const { _sum } = await tx.invoices.aggregate({
    where: { invoice_id, kind: 'credit_note' },
    _sum: { net_amount: true, total_amount: true },
  });
  return { net: _sum.net_amount ?? 0, total: _sum.total_amount ?? 0 };
}

function creditLine(
  title: string,
  refund: Prisma.Decimal,
  { invoice, credited }: { invoice: invoices; credited: Credited },
): InvoiceLine {
  const { currency } = invoice;
  const whole = { net: invoice.net_amount, total: invoice.total_amount };
  const net = creditedNet({ invoice: whole, credited, refund }, currency);
  const sum = moneyString(refund, currency);
  return {
    title,
    quantity: 1,
    unit_price: sum,
    net_amount: moneyString(net, currency),
    tax_amount: moneyString(amount(refund).minus(net), currency),
    total_amount: sum,
  };
}

async function invoiceIn(tx: Tx, booking_id: string): Promise<invoices | undefined> {
  // Of two that would issue it, the second waits and finds the first one's.
  await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${booking_id}::uuid FOR NO KEY UPDATE`;
  const known = await tx.invoices.findFirst({ where: { booking_id, upgrade_id: null, kind: 'invoice' } });
  if (known) return known;
  const booking = await tx.bookings.findUnique({ where: { id: booking_id }, include: parts });
  return booking && isInvoiced(booking) ? insert(tx, snapshotOf(booking)) : undefined;
}

async function upgradeInvoiceIn(tx: Tx, id: string): Promise<invoices | undefined> {
  await tx.$queryRaw`SELECT id FROM ticket_upgrades WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const known = await tx.invoices.findUnique({ where: { upgrade_id: id } });
  if (known) return known;
  const upgrade = await tx.ticket_upgrades.findUnique({ where: { id }, include: upgradeParts });
  if (upgrade?.status !== 'completed' || amount(upgrade.amount).isZero()) return undefined;
  return insert(tx, snapshotOfUpgrade(upgrade));
}

type Snapshot = Pick<
  invoices,
  | 'organization_id'
  | 'booking_id'
  | 'upgrade_id'
  | 'refund_id'
  | 'invoice_id'
  | 'seller_name'
  | 'seller_contact'
  | 'buyer_name'
  | 'buyer_email'
  | 'event_title'
  | 'starts_at'
  | 'timezone'
  | 'currency'
  | 'tax_name'
  | 'tax_rate'
> & { kind: invoice_kind; lines: InvoiceLine[] };

/** What is free is no matter of an invoice; everything else stands there as it was bought. */
function snapshotOf(booking: Booking): Snapshot {
  const { user, event, currency, tax_rate } = booking;
  const { organization } = event;
  return {
    kind: 'invoice',
    organization_id: organization.id,
    booking_id: booking.id,
    upgrade_id: null,
    refund_id: null,
    invoice_id: null,
    seller_name: organization.name,
    seller_contact: organization.contact_email,
    buyer_name: `${user.first_name} ${user.last_name}`.trim() || user.username,
    buyer_email: user.email,
    event_title: event.title,
    starts_at: event.starts_at,
    timezone: event.timezone,
    currency,
    tax_name: booking.tax_name,
    tax_rate,
    lines: booking.lines.map((line) => lineOf({ ...line, title: line.ticket_type.title }, { currency, tax_rate })),
  };
}

/** One line: the difference between the two types. Its buyer is who had the ticket then. */
function snapshotOfUpgrade(upgrade: Upgrade): Snapshot {
  const { booking, payer, ticket, from_type, to_type, currency, tax_name, tax_rate } = upgrade;
  const title = `${from_type.title} → ${to_type.title} · ${ticket.code}`;
  return {
    ...snapshotOf({ ...booking, user: payer, lines: [], currency, tax_name, tax_rate }),
    upgrade_id: upgrade.id,
    lines: [lineOf({ title, quantity: 1, unit_price: upgrade.amount }, { currency, tax_rate })],
  };
}

type Sold = { title: string; quantity: number; unit_price: Prisma.Decimal };

function lineOf(sold: Sold, { currency, tax_rate }: { currency: string; tax_rate: Prisma.Decimal }): InvoiceLine {
  const { net, tax, total } = splitTax([sold], tax_rate, currency);
  return {
    title: sold.title,
    quantity: sold.quantity,
    unit_price: moneyString(sold.unit_price, currency),
    net_amount: moneyString(net, currency),
    tax_amount: moneyString(tax, currency),
    total_amount: moneyString(total, currency),
  };
}

async function insert(tx: Tx, snapshot: Snapshot): Promise<invoices> {
  const [issued] = await insertAll(tx, [snapshot]);
  return issued!;
}

async function insertAll(tx: Tx, snapshots: readonly Snapshot[]): Promise<invoices[]> {
  if (snapshots.length === 0) return [];
  const { clock, env } = contextOf(tx);
  const now = clock.now();
  const { year } = DateTime.fromJSDate(now, { zone: env.DEFAULT_TIMEZONE });
  const numbers = await drawNumbers(tx, snapshots, year);
  const issued = await tx.invoices.createManyAndReturn({
    data: snapshots.map((snapshot, n) => ({
      ...snapshot,
      ...numbers[n]!,
      ...sumsOf(snapshot.lines),
      id: newId(now.getTime()),
      issued_at: now,
    })),
  });
  await auditAll(
    tx,
    issued.map(({ id, kind, number, booking_id, upgrade_id }) => ({
      action: `${kind}.issued` as const,
      subject_type: kind,
      subject_id: id,
      data: { number, booking_id, ...(upgrade_id !== null && { upgrade_id }) },
    })),
  );
  return issued;
}

function sumsOf(lines: InvoiceLine[]) {
  const sum = (field: 'net_amount' | 'tax_amount' | 'total_amount') =>
    lines.reduce((total, line) => total.plus(line[field]), amount(0)).toFixed();
  return { net_amount: sum('net_amount'), tax_amount: sum('tax_amount'), total_amount: sum('total_amount') };
}
