import type { Db, Prisma } from '@setiket/db';
import { Decimal } from 'decimal.js';
import { newQrSecret } from '../src/features/ticket-qr/index.ts';
import { randomCode } from '../src/kernel/crypto.ts';
import { newId } from '../src/kernel/ids.ts';

const HOUSE = '00000000-0000-0000-0000-000000000000';
const SIGNUP = '1000000';

/**
 * Rows of a small world in which everything adds up, written as plainly as they lie in the tables: tests of what
 * reads them must not depend on what usually writes them.
 */
export async function sampleUser(db: Db, own: Partial<Prisma.usersUncheckedCreateInput> = {}) {
  const now = new Date();
  const id = newId();
  const username = `user-${id.slice(-12)}`;
  const user = await db.users.create({
    data: {
      id,
      username,
      username_key: username,
      email: `${username}@setiket.test`,
      email_verified_at: own.email?.endsWith('.invalid') ? null : now,
      password_hash: 'none',
      created_at: now,
      updated_at: now,
      ...own,
    },
  });
  await move(db, {
    kind: 'signup_credit',
    from: ['signup_credit', HOUSE],
    to: ['user_balance', user.id],
    amount: SIGNUP,
  });
  return user;
}

export async function sampleEvent(db: Db, own: Partial<Prisma.eventsUncheckedCreateInput> = {}) {
  const now = new Date();
  const organizer = await sampleUser(db, { role: 'event_organizer' });
  const organization = await db.organizations.create({
    data: {
      id: newId(),
      name: 'Panggung Kota',
      contact_email: 'panggung@setiket.test',
      created_at: now,
      updated_at: now,
    },
  });
  const category = await db.categories.findFirstOrThrow({ where: { slug: 'konser' } });
  const event = await db.events.create({
    data: {
      id: newId(),
      organization_id: organization.id,
      organizer_id: organizer.id,
      category_id: category.id,
      title: 'Malam Gamelan',
      description: 'Gamelan di bawah bintang.',
      starts_at: new Date('2026-12-12T12:00:00Z'),
      ends_at: new Date('2026-12-12T15:00:00Z'),
      timezone: 'Asia/Jakarta',
      place_name: 'Pendopo Agung',
      city: 'Yogyakarta',
      full_address: 'Jl. Pendopo 1, Yogyakarta',
      status: 'approved',
      published_at: now,
      created_at: now,
      updated_at: now,
      ...own,
    },
  });
  await db.event_statistics.create({ data: { event_id: event.id } });
  return event;
}

type TypeOptions = { price?: string; capacity?: number; title?: string };

export async function sampleTicketType(
  db: Db,
  event: { id: string },
  { price = '150000', capacity = 100, title = 'Reguler' }: TypeOptions = {},
) {
  const now = new Date();
  const pool = await db.pools.create({ data: { id: newId(), event_id: event.id, capacity } });
  const type = await db.ticket_types.create({
    data: {
      id: newId(),
      event_id: event.id,
      pool_id: pool.id,
      title,
      kind: price === '0' ? 'free' : 'paid',
      price,
      sale_starts_at: now,
      sale_ends_at: new Date('2026-12-12T12:00:00Z'),
      created_at: now,
      updated_at: now,
    },
  });
  const { _min } = await db.ticket_types.aggregate({ where: { event_id: event.id }, _min: { price: true } });
  await db.events.update({ where: { id: event.id }, data: { price_from: _min.price } });
  return type;
}

type Sale = { user: { id: string }; type: Awaited<ReturnType<typeof sampleTicketType>>; quantity?: number };

/** A confirmed booking with its tickets, payment, ledger and counters. */
export async function sampleSale(db: Db, { user, type, quantity = 1 }: Sale) {
  const now = new Date();
  const event = await db.events.findUniqueOrThrow({ where: { id: type.event_id } });
  const total = new Decimal(type.price.toFixed()).mul(quantity);
  const ids = { booking: newId(), line: newId() };
  const common = { booking_id: ids.booking, event_id: event.id, ticket_type_id: type.id };
  await db.bookings.create({
    data: {
      id: ids.booking,
      user_id: user.id,
      event_id: event.id,
      status: 'confirmed',
      quantity,
      total_amount: total.toFixed(),
      currency: 'IDR',
      confirmed_at: now,
      created_at: now,
      updated_at: now,
    },
  });
  await db.booking_lines.create({
    data: { id: ids.line, booking_id: ids.booking, ticket_type_id: type.id, quantity, unit_price: type.price },
  });
  await db.tickets.createMany({
    data: Array.from({ length: quantity }, () => ({
      ...common,
      id: newId(),
      code: `TKT-20261121-${randomCode(8)}`,
      booking_line_id: ids.line,
      owner_id: user.id,
      price: type.price,
      currency: 'IDR',
      qr_secret: newQrSecret(),
      created_at: now,
      updated_at: now,
    })),
  });
  if (!total.isZero()) {
    await db.payments.create({
      data: {
        id: newId(),
        booking_id: ids.booking,
        provider: 'balance',
        status: 'succeeded',
        amount: total.toFixed(),
        currency: 'IDR',
        created_at: now,
        updated_at: now,
      },
    });
    await move(db, {
      kind: 'sale',
      from: ['user_balance', user.id],
      to: ['organization_revenue', event.organization_id],
      amount: total.toFixed(),
      booking_id: ids.booking,
    });
  }
  const pools = [type.pool_id, ...(event.pool_id ? [event.pool_id] : [])];
  await db.pools.updateMany({ where: { id: { in: pools } }, data: { sold: { increment: quantity } } });
  await db.event_statistics.update({
    where: { event_id: event.id },
    data: {
      total_tickets_sold: { increment: quantity },
      total_revenue: { increment: total.toFixed() },
      total_bookings: { increment: 1 },
    },
  });
  return db.bookings.findUniqueOrThrow({
    where: { id: ids.booking },
    include: { tickets: { orderBy: { code: 'asc' } }, lines: true, payments: true },
  });
}

/** One ticket given back, and the booking closed when it was the last. */
export async function sampleRefund(db: Db, ticket_id: string) {
  const now = new Date();
  const ticket = await db.tickets.update({
    where: { id: ticket_id },
    data: { status: 'cancelled', cancelled_at: now },
    include: { event: true, ticket_type: true, booking: { include: { payments: true } } },
  });
  const price = ticket.price.toFixed();
  const [payment] = ticket.booking.payments;
  if (payment) {
    await db.refunds.create({
      data: {
        id: newId(),
        payment_id: payment.id,
        ticket_id,
        amount: price,
        currency: 'IDR',
        status: 'succeeded',
        completed_at: now,
        created_at: now,
      },
    });
    await db.payments.update({ where: { id: payment.id }, data: { refunded_amount: { increment: price } } });
    await move(db, {
      kind: 'refund',
      from: ['organization_revenue', ticket.event.organization_id],
      to: ['user_balance', ticket.owner_id],
      amount: price,
      booking_id: ticket.booking_id,
      ticket_id,
    });
  }
  const pools = [ticket.ticket_type.pool_id, ...(ticket.event.pool_id ? [ticket.event.pool_id] : [])];
  await db.pools.updateMany({ where: { id: { in: pools } }, data: { sold: { decrement: 1 } } });
  const left = await db.tickets.count({ where: { booking_id: ticket.booking_id, status: { not: 'cancelled' } } });
  if (left === 0)
    await db.bookings.update({ where: { id: ticket.booking_id }, data: { status: 'cancelled', closed_at: now } });
  await db.event_statistics.update({
    where: { event_id: ticket.event_id },
    data: {
      total_tickets_sold: { decrement: 1 },
      total_revenue: { decrement: price },
      total_bookings: { decrement: left === 0 ? 1 : 0 },
    },
  });
}

type Account = readonly ['signup_credit' | 'user_balance' | 'organization_revenue', string];
type Movement = { kind: string; from: Account; to: Account; amount: string; booking_id?: string; ticket_id?: string };

async function move(db: Db, { from, to, amount, ...transaction }: Movement) {
  const transaction_id = newId();
  await db.ledger_transactions.create({ data: { id: transaction_id, created_at: new Date(), ...transaction } });
  const entry = async ([kind, owner_id]: Account, sum: string) => {
    const key = { kind, owner_id, currency: 'IDR' };
    if (kind === 'user_balance') await change(db, owner_id, sum);
    const account = await db.ledger_accounts.upsert({
      where: { kind_owner_id_currency: key },
      create: { id: newId(), ...key, created_at: new Date() },
      update: {},
    });
    return { id: newId(), transaction_id, account_id: account.id, amount: sum, currency: 'IDR' };
  };
  await db.ledger_entries.createMany({ data: [await entry(from, `-${amount}`), await entry(to, amount)] });
}

async function change(db: Db, user_id: string, sum: string) {
  const updated_at = new Date();
  // The row is made empty first: a CHECK judges what an upsert would insert, even where it updates.
  await db.balances.createMany({ data: [{ user_id, currency: 'IDR', updated_at }], skipDuplicates: true });
  await db.balances.update({
    where: { user_id_currency: { user_id, currency: 'IDR' } },
    data: { amount: { increment: sum }, updated_at },
  });
}
