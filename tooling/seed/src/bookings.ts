import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { copyRows, type Row } from './copy.ts';
import type { Accounts } from './frame.ts';
import { type Plan, quantityOf, type SeedEvent, type SeedType } from './plan.ts';
import { codesFrom } from './random.ts';

const DAY = 86_400_000;
const BATCH = 5_000;
/** Bookings were made in the last thirty days. */
const SPAN_DAYS = 30;

/** What bookings add up to; written when all are. */
export type Totals = {
  pools: Map<string, { held: number; sold: number }>;
  events: Map<string, { tickets: number; revenue: number; bookings: number }>;
  /** What each user has spent. */
  spent: Map<string, number>;
};

type Options = {
  plan: Plan;
  accounts: Accounts;
  count: number;
  random_seed: number;
  today: Date;
  currency: string;
  timezone: string;
  onProgress(done: number): void;
};

type Batch = Record<
  'bookings' | 'booking_lines' | 'payments' | 'tickets' | 'ledger_transactions' | 'ledger_entries',
  Row[]
>;

/** In the order in which one refers to the other. */
const emptyBatch = (): Batch => ({
  bookings: [],
  booking_lines: [],
  payments: [],
  tickets: [],
  ledger_transactions: [],
  ledger_entries: [],
});

/** Writes all bookings with their tickets, payments and ledger entries, some thousand a statement. */
export async function writeBookings(client: pg.ClientBase, options: Options): Promise<Totals> {
  const { plan, count, onProgress } = options;
  const open = plan.events.filter(({ is_draft }) => !is_draft);
  const totals: Totals = { pools: new Map(), events: new Map(), spent: new Map() };
  const newCode = codesFrom(options.random_seed);
  for (let done = 0; done < count; ) {
    const batch = emptyBatch();
    const end = Math.min(count, done + BATCH);
    for (; done < end; done++) {
      const created_at = new Date(options.today.getTime() - (1 - done / count) * SPAN_DAYS * DAY);
      addBooking(batch, { ...options, open, totals, newCode, created_at });
    }
    // The entries of a booking are in one statement, whose sum a trigger proves.
    for (const [table, rows] of Object.entries(batch)) await copyRows(client, table, rows);
    onProgress(done);
  }
  return totals;
}

type Making = Options & { open: SeedEvent[]; totals: Totals; newCode: () => string; created_at: Date };

function addBooking(batch: Batch, making: Making): void {
  const { plan, open, totals, created_at, currency } = making;
  const { random, newId } = plan;
  const user = random.pick(plan.users);
  const quantity = quantityOf(random);
  const wish = random.next();
  const first = random.pick(open);
  const found = withRoom(making, first, quantity);
  const event = found?.event ?? first;
  const type = found?.type ?? random.pick(first.types);
  // Whoever finds no room has not bought.
  const status = !found || wish >= 0.85 ? 'cancelled' : wish < 0.7 ? 'confirmed' : 'pending';
  const total = quantity * type.price;
  const booking = { booking_id: newId(created_at) };
  const line_id = newId(created_at);
  batch.bookings.push({
    id: booking.booking_id,
    user_id: user.id,
    event_id: event.id,
    status,
    quantity,
    total_amount: total,
    currency,
    expires_at: status === 'pending' ? new Date(event.starts_at.getTime() - DAY) : null,
    confirmed_at: status === 'confirmed' ? created_at : null,
    closed_at: status === 'cancelled' ? created_at : null,
    created_at,
    updated_at: created_at,
  });
  batch.booking_lines.push({ id: line_id, ...booking, ticket_type_id: type.id, quantity, unit_price: type.price });
  if (status === 'cancelled') return;
  const places = { [status === 'confirmed' ? 'sold' : 'held']: quantity };
  for (const pool_id of [type.pool_id, event.pool_id])
    if (pool_id !== null) add(totals.pools, pool_id, NO_PLACES, places);
  if (status === 'pending') return;
  add(totals.events, event.id, NO_SALES, { tickets: quantity, revenue: total, bookings: 1 });
  totals.spent.set(user.id, (totals.spent.get(user.id) ?? 0) + total);
  addPayment(batch, making, { ...booking, user_id: user.id, organization_id: event.organization.id, total });
  addTickets(batch, making, { ...booking, line_id, user_id: user.id, event, type, quantity });
}

const NO_PLACES = { held: 0, sold: 0 };
const NO_SALES = { tickets: 0, revenue: 0, bookings: 0 };

function add<T extends Record<string, number>>(map: Map<string, T>, key: string, nothing: T, more: Partial<T>): void {
  const known = map.get(key) ?? { ...nothing };
  for (const [name, value] of Object.entries(more)) Object.assign(known, { [name]: (known[name] ?? 0) + (value ?? 0) });
  map.set(key, known);
}

/** A ticket type with so many places left, of the wished event or else of the next one that has them. */
function withRoom(
  { open, totals, plan }: Making,
  first: SeedEvent,
  quantity: number,
): { event: SeedEvent; type: SeedType } | undefined {
  const left = (pool_id: string, capacity: number) => {
    const { held, sold } = totals.pools.get(pool_id) ?? NO_PLACES;
    return capacity - held - sold;
  };
  const start = open.indexOf(first);
  const turn = plan.random.between(0, first.types.length - 1);
  for (let n = 0; n < open.length; n++) {
    const event = open[(start + n) % open.length]!;
    if (event.pool_id !== null && left(event.pool_id, event.capacity) < quantity) continue;
    for (let m = 0; m < event.types.length; m++) {
      const type = event.types[(turn + m) % event.types.length]!;
      if (left(type.pool_id, type.quota) >= quantity) return { event, type };
    }
  }
  return undefined;
}

type Paying = { booking_id: string; user_id: string; organization_id: string; total: number };

function addPayment(
  batch: Batch,
  { plan, accounts, created_at, currency }: Making,
  { booking_id, user_id, organization_id, total }: Paying,
): void {
  const { newId } = plan;
  batch.payments.push({
    id: newId(created_at),
    booking_id,
    provider: 'balance',
    status: 'succeeded',
    amount: total,
    currency,
    created_at,
    updated_at: created_at,
  });
  const transaction_id = newId(created_at);
  batch.ledger_transactions.push({ id: transaction_id, kind: 'sale', booking_id, created_at });
  const entry = (account_id: string | undefined, amount: number): Row => {
    if (account_id === undefined) throw new Error('Somebody in a sale has no account in the ledger.');
    return { id: newId(created_at), transaction_id, account_id, amount, currency };
  };
  batch.ledger_entries.push(
    entry(accounts.users.get(user_id), -total),
    entry(accounts.organizations.get(organization_id), total),
  );
}

type Issuing = {
  booking_id: string;
  line_id: string;
  user_id: string;
  event: SeedEvent;
  type: SeedType;
  quantity: number;
};

/** The secret in a QR is truly random even here: whoever knows the seed must not be able to make tickets up. */
function addTickets(
  batch: Batch,
  { plan, newCode, created_at, currency, timezone }: Making,
  { booking_id, line_id, user_id, event, type, quantity }: Issuing,
): void {
  const day = dayIn(timezone, created_at);
  for (let n = 0; n < quantity; n++) {
    batch.tickets.push({
      id: plan.newId(created_at),
      code: `TKT-${day}-${newCode()}`,
      booking_id,
      booking_line_id: line_id,
      event_id: event.id,
      ticket_type_id: type.id,
      owner_id: user_id,
      price: type.price,
      currency,
      qr_secret: randomBytes(12).toString('base64url'),
      created_at,
      updated_at: created_at,
    });
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `YYYYMMDD` as the calendar of the zone has it. */
function dayIn(zone: string, at: Date): string {
  let format = formatters.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
    formatters.set(zone, format);
  }
  return format.format(at).replaceAll('-', '');
}
