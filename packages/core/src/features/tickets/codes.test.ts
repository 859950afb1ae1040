import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qrOf } from '../../../test/door.ts';
import type { UserActor } from '../../kernel/context.ts';
import { factsOf } from '../wallets/facts.ts';
import { withParts } from '../wallets/wallets.view.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** A buyer with a ticket of the cheaper of two types, and the event's gate open. */
async function holder() {
  const organizer = await world.make.organizer();
  const event = await world.make.event(organizer);
  const [base, vip] = [
    await world.make.ticketType(organizer, event.id, { price: '1000' }),
    await world.make.ticketType(organizer, event.id, { title: 'VIP', price: '2000' }),
  ];
  const buyer = await world.make.user();
  const ticket = await world.as(buyer).tickets.purchase({ ticket_id: base.id });
  return { organizer, event, vip, buyer, ticket, ticket_id: ticket.id };
}

type Holder = Awaited<ReturnType<typeof holder>>;

async function give({ buyer, ticket_id }: Pick<Holder, 'buyer' | 'ticket_id'>): Promise<UserActor> {
  const friend = await world.make.user();
  const { id } = await world.as(buyer).transfers.create({ ticket_id, to_email: friend.email });
  await world.as(friend).transfers.acceptReceived({ id });
  return friend;
}

const codeOf = async (id: string) => (await world.deps.db.tickets.findUniqueOrThrow({ where: { id } })).code;

/** What the gate says of a text, a quarter of an hour before the event begins. */
async function atTheGate({ organizer, event }: Holder, text: string) {
  const now = world.clock.now();
  world.clock.set(new Date(new Date(event.starts_at).getTime() - 15 * 60_000));
  const { code } = await world.as(organizer).scan.validate({ qr_code: text, event_id: event.id });
  world.clock.set(now);
  return code;
}

test.each<[string, (held: Holder) => Promise<unknown>]>([
  ['transfers.accept', (held) => give(held)],
  [
    'upgrades.create',
    ({ buyer, ticket_id, vip }) => world.as(buyer).upgrades.create({ ticket_id, to_ticket_type_id: vip.id }),
  ],
])('%s: replaces code and QR, and gates refuse the former ones alike', async (_, change) => {
  const held = await holder();
  const { ticket, ticket_id } = held;
  const old_qr = await qrOf(world, ticket_id);
  await change(held);
  const code = await codeOf(ticket_id);
  expect(code).toMatch(/^TKT-\d{8}-[0-9A-Z]{8}$/);
  expect(code).not.toBe(ticket.code);
  const read = [old_qr, ticket.code, ticket.code.toLowerCase(), code, await qrOf(world, ticket_id)];
  const said = [];
  for (const text of read) said.push(await atTheGate(held, text));
  expect(said).toEqual(['scan.transferred', 'scan.transferred', 'scan.transferred', null, null]);

  const { qr_secret } = await world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
  const [former] = await world.deps.db.ticket_former_codes.findMany({ where: { ticket_id } });
  const trail = JSON.stringify(await world.deps.db.audit_entries.findMany({ where: { subject_id: ticket_id } }));
  expect(trail).toContain(former!.id);
  for (const secret of [ticket.code, code, qr_secret, old_qr.split('.')[2]!]) expect(trail).not.toContain(secret);
});

test('transfers.accept: former holders never see the new code', async () => {
  const held = await holder();
  const { buyer, ticket, ticket_id } = held;
  await world.as(buyer).wallets.createApplePass({ ticket_id });
  const friend = await give(held);
  const second = await codeOf(ticket_id);
  await give({ buyer: friend, ticket_id });
  const third = await codeOf(ticket_id);

  for (const former of [buyer, friend]) {
    const api = world.as(former);
    const seen = JSON.stringify([
      await api.transfers.list({}),
      await api.wallets.listPasses({}),
      await api.tickets.listOwn({}),
      await api.upgrades.list({}),
    ]);
    expect(seen).not.toContain(third);
    if (former === buyer) expect(seen).not.toContain(second);
    expect(await refusal(api.tickets.get({ id: ticket_id }))).toBe('ticket.not_found');
  }
  const [booking, order] = [
    await world.as(buyer).bookings.get({ id: ticket.booking_id }),
    await world.as(buyer).orders.get({ id: ticket.booking_id }),
  ];
  expect([booking.tickets[0]!.code, order.tickets[0]!.code]).toEqual([null, null]);
  const pass = await world.deps.db.wallet_passes.findFirstOrThrow({
    where: { ticket_id, user_id: buyer.id },
    include: withParts,
  });
  expect(factsOf(world.env, pass)).toMatchObject({ is_void: true, code: '', holder: '', qr: null });
});

test('ticket_former_codes: a code is kept once, and stays', async () => {
  const held = await holder();
  await give(held);
  const { db } = world.deps;
  const former = await db.ticket_former_codes.findFirstOrThrow({ where: { ticket_id: held.ticket_id } });
  await expect(db.ticket_former_codes.create({ data: { ...former, id: crypto.randomUUID() } })).rejects.toThrow();
  await expect(db.ticket_former_codes.deleteMany({})).rejects.toThrow();
});
