import { runAudit } from '@setiket/core/features/audit';
import { attachEventPool, lockPoolsOf } from '@setiket/core/features/inventory';
import { type Tx, withTransaction } from '@setiket/core/kernel/transaction';
import { outsideTransaction } from '@setiket/db';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let world: World;
beforeAll(async () => {
  world = await openWorld({ pool_size: 20 });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const ROUNDS = 8;

/** Lets each of `count` callers go on when the last one has come. */
function meeting(count: number): () => Promise<void> {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let came = 0;
  return () => {
    came += 1;
    if (came === count) open();
    return opened;
  };
}

const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => withTransaction(world.ctx(), work);

describe('the last two free tickets of a booking', () => {
  async function twoFreeTickets() {
    const { type } = await world.make.sale({ kind: 'free' });
    const buyer = await world.make.user();
    const { id } = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 2 });
    const { tickets } = await world.as(buyer).bookings.pay({ id });
    return { buyer: world.as(buyer), booking_id: id, ticket_ids: tickets.map((ticket) => ticket.id) };
  }

  test('tickets.refund: refunded at the same moment, they end the booking', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { buyer, booking_id, ticket_ids } = await twoFreeTickets();
      await Promise.all(ticket_ids.map((id) => buyer.tickets.refund({ id })));
      expect((await buyer.bookings.get({ id: booking_id })).status).toBe('cancelled');
    }
    expect(await runAudit(world.deps.db)).toEqual([]);
  });

  test('control: without the lock of the booking each sees the other ticket alive', async () => {
    const { booking_id, ticket_ids } = await twoFreeTickets();
    const bothCancelled = meeting(2);
    const left = await Promise.all(
      ticket_ids.map((id) =>
        world.deps.db
          .$transaction(async (tx) => {
            await tx.tickets.updateMany({ where: { id }, data: { status: 'cancelled', cancelled_at: new Date() } });
            await bothCancelled();
            const live = await tx.tickets.count({ where: { booking_id, status: { not: 'cancelled' } } });
            throw new Seen(live);
          })
          .catch(seen),
      ),
    );
    expect(left).toEqual([1, 1]);
  });
});

/** Carries what a transaction saw out of it, and rolls it back. */
class Seen extends Error {
  readonly value: number;
  constructor(value: number) {
    super('seen');
    this.value = value;
  }
}

function seen(error: unknown): number {
  if (error instanceof Seen) return error.value;
  throw error;
}

describe('two ticket types at once', () => {
  const priceFrom = async (id: string) => (await world.deps.db.events.findUniqueOrThrow({ where: { id } })).price_from;

  test('ticketTypes.create: the lowest price of the event is that of both', async () => {
    const organizer = await world.make.organizer();
    for (let round = 0; round < ROUNDS; round++) {
      const event = await world.make.event(organizer);
      const prices = ['90000', '50000', '70000', '60000'];
      await Promise.all(prices.map((price) => world.make.ticketType(organizer, event.id, { price })));
      expect((await priceFrom(event.id))?.toNumber()).toBe(50_000);
    }
  });

  test('control: computed without the lock of the event, the later one forgets the first', async () => {
    const organizer = await world.make.organizer();
    const event = await world.make.event(organizer);
    const type = await world.make.ticketType(organizer, event.id, { price: '90000' });
    const bothComputed = meeting(2);
    const lower = async (price: number) =>
      world.deps.db.$transaction(async (tx) => {
        if (price < 90_000) await tx.ticket_types.update({ where: { id: type.id }, data: { price } });
        const { _min } = await tx.ticket_types.aggregate({ where: { event_id: event.id }, _min: { price: true } });
        await bothComputed();
        return _min.price!;
      });
    const computed = await Promise.all([lower(50_000), lower(90_000)]);
    for (const price of computed)
      await world.deps.db.events.update({ where: { id: event.id }, data: { price_from: price } });
    expect((await priceFrom(event.id))?.toNumber()).toBe(90_000);
    // Put right, so that the books of this world add up.
    await world.deps.db.events.update({ where: { id: event.id }, data: { price_from: 50_000 } });
  });
});

describe('capacity that is added while the first sale commits', () => {
  async function withoutCapacity() {
    const { organizer, event, type } = await world.make.sale({ quota: 10, price: '1000' });
    return { organizer: world.as(organizer), event, type, buyer: world.as(await world.make.user()) };
  }

  test('events.update: either the sale counts in the new pool, or one of them is refused', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { organizer, event, type, buyer } = await withoutCapacity();
      const attempts = [
        () => refusal(buyer.tickets.purchase({ ticket_id: type.id })),
        () => refusal(organizer.events.update({ id: event.id, capacity: 5 })),
      ];
      if (round % 2 === 1) attempts.reverse();
      const outcomes = await Promise.all(attempts.map((attempt) => attempt()));
      expect(outcomes).toContain('accepted');
    }
    expect(await runAudit(world.deps.db)).toEqual([]);
  });

  test('control: counted before the lock, the new pool does not know what was sold', async () => {
    const { event, type, buyer } = await withoutCapacity();
    const { count, pool } = await inTransaction(async (tx) => {
      const before = await tx.bookings.count({ where: { event_id: event.id } });
      await outsideTransaction(() => buyer.tickets.purchase({ ticket_id: type.id }));
      await lockPoolsOf(tx, event.id);
      const pool_id = await attachEventPool(tx, event.id, 5);
      return { count: before, pool: await tx.pools.findUniqueOrThrow({ where: { id: pool_id } }) };
    });
    expect([count, pool.sold]).toEqual([0, 0]);
    expect(await world.deps.db.bookings.count({ where: { event_id: event.id } })).toBe(1);
    await world.deps.db.pools.delete({ where: { id: pool.id } });
  });
});

describe('a type that moves to a shared pool while it sells', () => {
  test('ticketTypes.update: what is sold always counts in the pools that the type draws on', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { organizer, event, type } = await world.make.sale({ quota: 10, price: '1000' });
      const shared = await world.as(organizer).ticketTypes.createPool({ id: event.id, capacity: 5 });
      const buyers = await Promise.all(Array.from({ length: 3 }, () => world.make.user()));
      const attempts = [
        ...buyers.map((buyer) => () => refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id }))),
        () => refusal(world.as(organizer).ticketTypes.update({ id: type.id, shared_pool_id: shared.id })),
      ];
      if (round % 2 === 1) attempts.reverse();
      await Promise.all(attempts.map((attempt) => attempt()));
    }
    expect(await runAudit(world.deps.db)).toEqual([]);
  });

  test('tickets.purchase: an order that knows the former pools from the cache is refused', async () => {
    const { organizer, event, type } = await world.make.sale({ quota: 10, price: '1000' });
    const shared = await world.as(organizer).ticketTypes.createPool({ id: event.id, capacity: 5 });
    const buyer = await world.make.user();
    // The purchase reads the type, and waits for the pool's lock while the type is moved.
    const outcome = await inTransaction(async (tx) => {
      await lockPoolsOf(tx, event.id);
      const purchase = outsideTransaction(() => refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id })));
      await outsideTransaction(untilWaiting);
      await tx.ticket_types.update({ where: { id: type.id }, data: { shared_pool_id: shared.id } });
      return { purchase };
    });
    expect(await outcome.purchase).toBe('booking.pools_changed');
    expect(await refusal(world.as(buyer).tickets.purchase({ ticket_id: type.id }))).toBe('accepted');
    expect(await runAudit(world.deps.db)).toEqual([]);
  });
});

/** Returns once a statement of this database waits for a lock. */
async function untilWaiting(): Promise<void> {
  for (;;) {
    const [row] = await world.deps.db.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (row!.waiting > 0) return;
  }
}
