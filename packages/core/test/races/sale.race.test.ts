import { runAudit } from '@setiket/core/features/audit';
import { purchaseTicket, refundOwnTicket } from '@setiket/core/features/bookings';
import type { UserActor, UserCtx } from '@setiket/core/kernel/context';
import { DomainError } from '@setiket/core/kernel/errors';
import { openWorld, type World } from '@setiket/testing/world';
import { expect, test } from 'vitest';

/** What came of many attempts at the same moment: how many went through, and why the others were refused. */
async function outcomes<T>(attempts: Promise<T>[]): Promise<{ done: T[]; refused: Record<string, number> }> {
  const done: T[] = [];
  const refused: Record<string, number> = {};
  for (const result of await Promise.allSettled(attempts)) {
    if (result.status === 'fulfilled') done.push(result.value);
    else if (result.reason instanceof DomainError) refused[result.reason.code] = (refused[result.reason.code] ?? 0) + 1;
    else throw result.reason;
  }
  return { done, refused };
}

function userCtx(world: World, actor: UserActor, key?: string): UserCtx {
  return { ...world.ctx(actor, { idempotency_key: key }), actor };
}

async function people(world: World, count: number): Promise<UserActor[]> {
  const first = await world.make.user();
  return [first, ...(await Promise.all(Array.from({ length: count - 1 }, () => world.make.user())))];
}

/** The obvious way, read first and write afterwards, with the database's own guard taken away. */
async function withoutGuard(world: World): Promise<void> {
  await world.deps.db.$executeRaw`ALTER TABLE pools DROP CONSTRAINT pools_never_oversold`;
  await world.deps.db.$executeRaw`ALTER TABLE balances DROP CONSTRAINT balances_not_negative`;
}

test('300 buyers for 50 places: 50 are sold, 250 are refused cleanly', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale({ quota: 50 });
  const buyers = await people(world, 300);
  const { done, refused } = await outcomes(
    buyers.map((buyer) => purchaseTicket(userCtx(world, buyer), { ticket_id: type.id })),
  );
  expect(done).toHaveLength(50);
  expect(refused).toEqual({ 'ticket_type.sold_out': 250 });
  expect(new Set(done.map((ticket) => ticket.code)).size).toBe(50);
  expect(await runAudit(world.deps.db)).toEqual([]);
}, 60_000);

test('control: without the condition in the statement the same sale oversells', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale({ quota: 50 });
  await withoutGuard(world);
  const { pool_id } = await world.deps.db.ticket_types.findUniqueOrThrow({ where: { id: type.id } });
  const naivePurchase = async () => {
    const pool = await world.deps.db.pools.findUniqueOrThrow({ where: { id: pool_id } });
    if (pool.sold >= pool.capacity) return;
    await world.deps.db.pools.update({ where: { id: pool_id }, data: { sold: { increment: 1 } } });
  };
  await Promise.all(Array.from({ length: 300 }, naivePurchase));
  const { sold } = await world.deps.db.pools.findUniqueOrThrow({ where: { id: pool_id } });
  expect(sold).toBeGreaterThan(50);
});

test('one balance for 3 of 20 purchases: 3 go through', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale({ quota: 100, price: '300000' });
  const buyer = await world.make.user();
  const attempts = Array.from({ length: 20 }, () => purchaseTicket(userCtx(world, buyer), { ticket_id: type.id }));
  const { done, refused } = await outcomes(attempts);
  expect(done).toHaveLength(3);
  expect(refused).toEqual({ 'payment.insufficient_balance': 17 });
  expect((await world.as(buyer).account.get({})).balance).toBe(100_000);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('control: reading the balance first lets the same buyer spend more than there is', async () => {
  await using world = await openWorld();
  await withoutGuard(world);
  const buyer = await world.make.user();
  const where = { user_id_currency: { user_id: buyer.id, currency: 'IDR' } };
  const naivePayment = async () => {
    const balance = await world.deps.db.balances.findUniqueOrThrow({ where });
    if (balance.amount.lessThan(300_000)) return;
    await world.deps.db.balances.update({ where, data: { amount: { decrement: 300_000 } } });
  };
  await Promise.all(Array.from({ length: 20 }, naivePayment));
  const { amount } = await world.deps.db.balances.findUniqueOrThrow({ where });
  expect(amount.toNumber()).toBeLessThan(0);
});

test('one Idempotency-Key 50 times: one ticket, one charge', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale();
  const buyer = await world.make.user();
  const attempts = Array.from({ length: 50 }, () =>
    world.as(buyer, { idempotency_key: 'order-1' }).tickets.purchase({ ticket_id: type.id }),
  );
  const results = await Promise.allSettled(attempts);
  const tickets = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []));
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.cause?.code] : []));
  expect(new Set(tickets).size).toBe(1);
  expect(new Set([...codes, 'idempotency.in_progress'])).toEqual(new Set(['idempotency.in_progress']));
  expect(await world.deps.db.tickets.count({ where: { owner_id: buyer.id } })).toBe(1);
  expect((await world.as(buyer).account.get({})).balance).toBe(850_000);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('control: without a key 5 attempts are 5 tickets', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale();
  const buyer = await world.make.user();
  await Promise.all(Array.from({ length: 5 }, () => world.as(buyer).tickets.purchase({ ticket_id: type.id })));
  expect(await world.deps.db.tickets.count({ where: { owner_id: buyer.id } })).toBe(5);
});

test('a refund asked for 20 times at once is paid once', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale();
  const buyer = await world.make.user();
  const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  const { done, refused } = await outcomes(
    Array.from({ length: 20 }, () => refundOwnTicket(userCtx(world, buyer), { id: ticket.id })),
  );
  expect(done).toHaveLength(1);
  expect(refused).toEqual({ 'ticket.already_refunded': 19 });
  expect((await world.as(buyer).account.get({})).balance).toBe(1_000_000);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('control: checking the state before changing it pays the same refund more than once', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale();
  const buyer = await world.make.user();
  const ticket = await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  const where = { user_id_currency: { user_id: buyer.id, currency: 'IDR' } };
  const naiveRefund = async () => {
    const { status } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket.id } });
    if (status !== 'active') return;
    await world.deps.db.tickets.update({
      where: { id: ticket.id },
      data: { status: 'cancelled', cancelled_at: new Date() },
    });
    await world.deps.db.balances.update({ where, data: { amount: { increment: 150_000 } } });
  };
  await Promise.all(Array.from({ length: 20 }, naiveRefund));
  const { amount } = await world.deps.db.balances.findUniqueOrThrow({ where });
  expect(amount.toNumber()).toBeGreaterThan(1_000_000);
});

test('buyers and refunds of the same places at once leave exact books', async () => {
  await using world = await openWorld();
  const { type } = await world.make.sale({ quota: 20 });
  const buyers = await people(world, 60);
  const buyAndRefund = async (buyer: UserActor) => {
    const ticket = await purchaseTicket(userCtx(world, buyer), { ticket_id: type.id });
    if (buyers.indexOf(buyer) % 2 === 0) await refundOwnTicket(userCtx(world, buyer), { id: ticket.id });
  };
  await outcomes(buyers.map(buyAndRefund));
  expect(await runAudit(world.deps.db)).toEqual([]);
});
