import { runAudit } from '@setiket/core/features/audit';
import { giveTickets } from '@setiket/core/features/bookings';
import { withEventPool } from '@setiket/core/features/inventory';
import { withTransaction } from '@setiket/core/kernel/transaction';
import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qrOf } from '../door.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ pool_size: 20 });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const ROUNDS = 8;

/** People with a ticket each, and a dearer type of which there are few. */
async function holders({ people = 1, quota = 5 } = {}) {
  const { organizer, event, type } = await world.make.sale({ price: '100000', starts_in_days: 1 });
  const vip = await world.make.ticketType(organizer, event.id, { title: 'VIP', price: '150000', quota });
  const guests = await Promise.all(
    Array.from({ length: people }, async () => {
      const guest = await world.make.user();
      return { guest, ticket: await world.as(guest).tickets.purchase({ ticket_id: type.id }) };
    }),
  );
  return { organizer, event, type, vip, guests, ...guests[0]! };
}

type Scene = Awaited<ReturnType<typeof holders>>;

const upgrade = ({ vip }: Scene, { guest, ticket }: Scene['guests'][number]) =>
  refusal(world.as(guest).upgrades.create({ ticket_id: ticket.id, to_ticket_type_id: vip.id }));

const count = (results: string[], outcome: string) => results.filter((result) => result === outcome).length;

test('asked for ten times at the same moment, a ticket is upgraded and paid for once', async () => {
  const scene = await holders();
  const results = await Promise.all(Array.from({ length: 10 }, () => upgrade(scene, scene)));
  expect(count(results, 'accepted')).toBe(1);
  expect((await world.as(scene.guest).account.get({})).balance).toBe(850_000);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('of ten who want the last three places, three get one', async () => {
  const scene = await holders({ people: 10, quota: 3 });
  const results = await Promise.all(scene.guests.map((holder) => upgrade(scene, holder)));
  expect([count(results, 'accepted'), count(results, 'ticket_type.sold_out')]).toEqual([3, 7]);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test.each<[string, (scene: Scene, qr: string) => Promise<string>]>([
  ['refunds it', ({ guest, ticket }) => refusal(world.as(guest).tickets.refund({ id: ticket.id }))],
  ['cancels the booking', ({ guest, ticket }) => refusal(world.as(guest).bookings.cancel({ id: ticket.booking_id }))],
  ['uses it', ({ organizer }, qr) => refusal(world.as(organizer).scan.commit({ qr }))],
])('upgraded while somebody %s: places, money and ticket agree', async (_what, other) => {
  for (let round = 0; round < ROUNDS; round++) {
    const scene = await holders();
    const qr = await qrOf(world, scene.ticket.id);
    const today = world.clock.now();
    world.clock.set(new Date(new Date(scene.event.starts_at).getTime() - 30 * 60_000));
    const attempts = [() => upgrade(scene, scene), () => other(scene, qr)];
    if (round % 2 === 1) attempts.reverse();
    await Promise.all(attempts.map((attempt) => attempt()));
    world.clock.set(today);
  }
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('given away ten times at the same moment, no more than the quota', async () => {
  const { organizer, event, type } = await holders();
  const { boxOffice } = world.as(organizer);
  await boxOffice.changeCompQuota({ id: event.id, comp_quota: 3 });
  const guest = await world.make.user();
  const give = () => refusal(boxOffice.issueComps({ ticket_type_id: type.id, user_id: guest.id, reason: 'Friends' }));
  const results = await Promise.all(Array.from({ length: 10 }, give));
  expect([count(results, 'accepted'), count(results, 'comp.quota_used')]).toEqual([3, 7]);
  expect(await runAudit(world.deps.db)).toEqual([]);
});

test('given to one new address by two at once, one account is made', async () => {
  const { organizer, type } = await holders();
  const give = () =>
    refusal(
      world
        .as(organizer)
        .boxOffice.issueComps({ ticket_type_id: type.id, email: 'new.guest@example.test', reason: 'R' }),
    );
  expect(await Promise.all([give(), give(), give()])).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await world.deps.db.users.count({ where: { email: 'new.guest@example.test' } })).toBe(1);
});

test('control: counting without the lock gives away more than the quota', async () => {
  const { db } = world.deps;
  const { event, type } = await holders();
  const guest = await world.make.user();
  await db.events.update({ where: { id: event.id }, data: { comp_quota: 1 } });
  const on_sale = await db.ticket_types.findUniqueOrThrow({ where: { id: type.id }, include: withEventPool });
  const naiveGive = () =>
    withTransaction(world.ctx(), async (tx) => {
      const used = await tx.comps.count({ where: { event_id: event.id } });
      if (used >= 1) return;
      const { id } = await giveTickets(tx, world.ctx(), { type: on_sale, quantity: 1, user_id: guest.id });
      const row = { booking_id: id, event_id: event.id, issued_by: guest.id, reason: 'R', created_at: new Date() };
      await tx.comps.create({ data: row });
    });
  await Promise.all(Array.from({ length: 10 }, naiveGive));
  expect(await db.comps.count({ where: { event_id: event.id } })).toBeGreaterThan(1);
});
