import { refusal } from '@setiket/testing/refusal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTill, type Till } from '../../../test/till.ts';
import type { UserActor } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { runAudit } from '../audit/index.ts';

let till: Till;

beforeAll(async () => {
  till = await openTill();
});

afterAll(async () => {
  // Paid at once or by card, late, refunded, given away in between: in the end everything adds up.
  expect(await runAudit(till.world.deps.db)).toEqual([]);
  await till[Symbol.asyncDispose]();
});

type Sale = {
  kind?: 'paid' | 'free' | 'relawan';
  price?: string;
  paid?: string;
  dearer?: string;
  quota?: number;
  capacity?: number;
  tax_rate?: number;
};

/** Somebody with a ticket, and a dearer type of the same event. */
async function holder({
  kind = 'paid',
  price = '100000',
  paid,
  dearer = '150000',
  quota = 5,
  capacity,
  tax_rate,
}: Sale = {}) {
  const { world } = till;
  const organizer = await world.make.organizer();
  const event = await world.make.event(organizer);
  if (tax_rate !== undefined)
    await world.as(organizer).events.update({ id: event.id, tax_name: 'PPN', tax_rate, tax_included: false });
  if (capacity !== undefined) await world.as(organizer).events.update({ id: event.id, capacity });
  const base = await world.make.ticketType(organizer, event.id, {
    title: 'Reguler',
    kind,
    ...(kind !== 'free' && { price }),
  });
  const vip = await world.make.ticketType(organizer, event.id, { title: 'VIP', price: dearer, quota });
  const buyer = await world.make.user();
  const api = world.as(buyer);
  const ticket = await api.tickets.purchase({ ticket_id: base.id, ...(paid !== undefined && { price: paid }) });
  return { organizer, event, base, vip, buyer, api, ticket_id: ticket.id, booking_id: ticket.booking_id };
}

type Holder = Awaited<ReturnType<typeof holder>>;

const balanceOf = async (who: UserActor) => (await till.world.as(who).account.get({})).balance;
const ticketOf = ({ ticket_id }: Pick<Holder, 'ticket_id'>) =>
  till.world.deps.db.tickets.findUniqueOrThrow({ where: { id: ticket_id } });
const poolOf = async ({ id }: { id: string }) => {
  const { pool } = await till.world.deps.db.ticket_types.findUniqueOrThrow({ where: { id }, include: { pool: true } });
  return [pool.held, pool.sold];
};
const byCard = ({ api, ticket_id, vip }: Holder) =>
  api.upgrades.create({ ticket_id, to_ticket_type_id: vip.id, provider: 'stripe' });
const toVip = ({ api, ticket_id, vip }: Holder) => api.upgrades.create({ ticket_id, to_ticket_type_id: vip.id });

async function payFor(upgrade: Awaited<ReturnType<typeof byCard>>) {
  till.news();
  till.payments.desk.pay(upgrade.payment!.payment_intent_id, { card: '4242424242424242' });
  return till.deliver(till.news());
}

const revenueOf = async ({ event }: Holder) => {
  const row = await till.world.deps.db.event_statistics.findUniqueOrThrow({ where: { event_id: event.id } });
  return [row.total_tickets_sold, Number(row.total_revenue), row.total_bookings];
};

describe('an upgrade from the balance', () => {
  test('costs the difference, keeps the id, and changes type, price, place, code and QR', async () => {
    const scene = await holder();
    const before = await ticketOf(scene);
    const upgrade = await toVip(scene);
    expect(upgrade).toMatchObject({
      status: 'completed',
      amount: '50000.00',
      credit: '0.00',
      provider: 'balance',
      from: { title: 'Reguler' },
      to: { title: 'VIP' },
      payment: null,
    });
    expect(await balanceOf(scene.buyer)).toBe(850_000);
    const after = await ticketOf(scene);
    expect([after.id, after.ticket_type_id, Number(after.price)]).toEqual([before.id, scene.vip.id, 150_000]);
    expect(after.code).not.toBe(before.code);
    expect(after.qr_secret).not.toBe(before.qr_secret);
    expect([await poolOf(scene.base), await poolOf(scene.vip)]).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(await revenueOf(scene)).toEqual([1, 150_000, 1]);
    expect((await scene.api.upgrades.list({})).items).toMatchObject([{ id: upgrade.id, status: 'completed' }]);
  });

  test('is refunded with the ticket, all of it', async () => {
    const scene = await holder();
    await toVip(scene);
    await scene.api.tickets.refund({ id: scene.ticket_id });
    expect(await balanceOf(scene.buyer)).toBe(1_000_000);
    expect(await poolOf(scene.vip)).toEqual([0, 0]);
    expect(await revenueOf(scene)).toEqual([0, 0, 0]);
  });

  test('is refunded with the booking too, of a free ticket as well', async () => {
    const scene = await holder({ kind: 'free' });
    await toVip(scene);
    expect(await balanceOf(scene.buyer)).toBe(850_000);
    await scene.api.bookings.cancel({ id: scene.booking_id });
    expect(await balanceOf(scene.buyer)).toBe(1_000_000);
  });

  test('gives back what the ticket had cost more than the new type does', async () => {
    const { world } = till;
    const scene = await holder({ kind: 'relawan', price: '50000', paid: '250000' });
    expect(await toVip(scene)).toMatchObject({ amount: '0.00', credit: '100000.00', provider: null });
    expect(await balanceOf(scene.buyer)).toBe(850_000);
    const top = await till.world.make.ticketType(scene.organizer, scene.event.id, { title: 'Top', price: '200000' });
    const { ticket_id } = scene;
    world.clock.advance(1);
    expect(await scene.api.upgrades.create({ ticket_id, ticket_type_id: top.id })).toMatchObject({
      amount: '50000.00',
    });
    expect(await balanceOf(scene.buyer)).toBe(800_000);
    await scene.api.tickets.refund({ id: ticket_id });
    expect(await balanceOf(scene.buyer)).toBe(1_000_000);
  });

  test('costs the difference with the tax that comes on top', async () => {
    const scene = await holder({ tax_rate: 10 });
    expect(await balanceOf(scene.buyer)).toBe(890_000);
    expect(await toVip(scene)).toMatchObject({ amount: '55000.00' });
    expect(Number((await ticketOf(scene)).price)).toBe(165_000);
    await scene.api.tickets.refund({ id: scene.ticket_id });
    expect(await balanceOf(scene.buyer)).toBe(1_000_000);
  });

  test('needs no second place of what both types draw on', async () => {
    const scene = await holder({ capacity: 1 });
    const { world } = till;
    expect((await toVip(scene)).status).toBe('completed');
    const other = world.as(await world.make.user());
    expect(await refusal(other.tickets.purchase({ ticket_id: scene.base.id }))).toBe('ticket_type.sold_out');
  });

  test('of a ticket that was given goes back to who paid for it', async () => {
    const scene = await holder();
    const { world } = till;
    const friend = await world.make.user();
    const { id } = await scene.api.transfers.create({ ticket_id: scene.ticket_id, to_email: friend.email });
    await world.as(friend).transfers.acceptReceived({ id });
    expect(await refusal(toVip(scene))).toBe('ticket.not_found');
    await toVip({ ...scene, api: world.as(friend) });
    expect([await balanceOf(scene.buyer), await balanceOf(friend)]).toEqual([900_000, 950_000]);
    await world.as(friend).tickets.refund({ id: scene.ticket_id });
    expect([await balanceOf(scene.buyer), await balanceOf(friend)]).toEqual([1_000_000, 1_000_000]);
  });

  test('is refused, with its reason', async () => {
    const { world } = till;
    const scene = await holder({ quota: 1 });
    const { api, ticket_id, base, vip } = scene;
    const to = (id: string) => refusal(api.upgrades.create({ ticket_id, to_ticket_type_id: id }));
    expect(await to(base.id)).toBe('to_ticket_type_id: An upgrade is to a dearer ticket type.');
    const none = 'to_ticket_type_id: There is no such ticket type for this event.';
    expect(await to(newId())).toBe(none);
    expect(await to((await holder()).vip.id)).toBe(none);
    expect(await refusal(api.upgrades.create({ ticket_id }))).toBe('to_ticket_type_id: This field is required.');
    expect(await refusal(api.upgrades.create({ ticket_id: newId(), to_ticket_type_id: vip.id }))).toBe(
      'ticket.not_found',
    );
    const dear = await world.make.ticketType(scene.organizer, scene.event.id, { title: 'Gold', price: '5000000' });
    expect(await to(dear.id)).toBe('payment.insufficient_balance');
    const other = await world.as(await world.make.user()).tickets.purchase({ ticket_id: vip.id });
    expect(await to(vip.id)).toBe('ticket_type.sold_out');
    expect(other.status).toBe('active');
    await api.tickets.refund({ id: ticket_id });
    expect(await to(vip.id)).toBe('upgrade.ticket_cancelled');
    const past = await holder();
    const today = world.clock.now();
    world.clock.advance(40 * 86_400);
    expect(await refusal(toVip(past))).toBe('upgrade.event_over');
    world.clock.set(today);
  });
});

describe('an upgrade by card', () => {
  test('holds the place, is the same when asked again, and is done when the money is there', async () => {
    const scene = await holder();
    const upgrade = await byCard(scene);
    expect(upgrade).toMatchObject({ status: 'pending', amount: '50000.00', payment: { amount: '50000.00' } });
    expect(await byCard(scene)).toMatchObject({ id: upgrade.id, payment: { payment_id: upgrade.payment!.payment_id } });
    expect(await refusal(toVip(scene))).toBe('upgrade.already_pending');
    await scene.api.transfers.create({ ticket_id: scene.ticket_id, to_email: 'friend@example.test' });
    expect((await scene.api.tickets.listOwn({})).items).toMatchObject([
      { title: 'Reguler', pending_transfer: { to_email: 'friend@example.test' }, pending_upgrade: { to: 'VIP' } },
    ]);
    expect([await poolOf(scene.base), await poolOf(scene.vip)]).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect((await ticketOf(scene)).ticket_type_id).toBe(scene.base.id);
    expect(await payFor(upgrade)).toContain('applied');
    expect([await poolOf(scene.base), await poolOf(scene.vip)]).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(Number((await ticketOf(scene)).price)).toBe(150_000);
    expect((await scene.api.tickets.listOwn({})).items).toMatchObject([{ title: 'VIP', pending_upgrade: null }]);
    const confirmed = await scene.api.checkout.confirm({ payment_intent_id: upgrade.payment!.payment_intent_id });
    expect([confirmed.status, confirmed.booking.id]).toEqual(['succeeded', scene.booking_id]);
    // Each part goes back the way it came.
    await scene.api.tickets.refund({ id: scene.ticket_id });
    expect(await balanceOf(scene.buyer)).toBe(1_000_000);
    await till.runJobs('payment.refund');
    const intent = await till.stripe.paymentIntents.retrieve(upgrade.payment!.payment_intent_id, {
      expand: ['latest_charge'],
    });
    expect((intent.latest_charge as { amount_refunded: number }).amount_refunded).toBe(5_000_000);
  });

  test('of a ticket that was given is paid and confirmed by who has it, and by nobody else', async () => {
    const scene = await holder();
    const friend = await till.world.make.user();
    const { id } = await scene.api.transfers.create({ ticket_id: scene.ticket_id, to_email: friend.email });
    await till.world.as(friend).transfers.acceptReceived({ id });
    const api = till.world.as(friend);
    const upgrade = await byCard({ ...scene, api });
    const { payment_intent_id } = upgrade.payment!;
    expect(await refusal(api.upgrades.confirm({ id: upgrade.id }))).toBe('payment.not_completed');
    till.news();
    till.payments.desk.pay(payment_intent_id, { card: '4242424242424242' });
    // Whose order it was has nothing to do with it.
    expect(await refusal(scene.api.upgrades.confirm({ id: upgrade.id }))).toBe('upgrade.not_found');
    expect(await refusal(scene.api.checkout.confirm({ payment_intent_id }))).toBe('payment.not_found');
    expect(await api.upgrades.confirm({ id: upgrade.id })).toMatchObject({ status: 'completed', next_action: null });
    expect((await ticketOf(scene)).ticket_type_id).toBe(scene.vip.id);
    expect(await till.deliver(till.news())).not.toContain('applied');
    await api.tickets.refund({ id: scene.ticket_id });
    expect([await balanceOf(scene.buyer), await balanceOf(friend)]).toEqual([1_000_000, 1_000_000]);
    await till.runJobs('payment.refund');
  });

  test('expires by a job, and by whoever needs the place', async () => {
    const scene = await holder({ quota: 1 });
    await byCard(scene);
    const other = till.world.as(await till.world.make.user());
    const buy = () => refusal(other.tickets.purchase({ ticket_id: scene.vip.id }));
    expect(await buy()).toBe('ticket_type.sold_out');
    till.world.clock.advance(1000);
    expect((await scene.api.upgrades.list({ status: 'expired' })).total).toBe(1);
    expect(await buy()).toBe('accepted');
    expect(await poolOf(scene.vip)).toEqual([0, 1]);
    const waiting = await holder();
    await byCard(waiting);
    till.world.clock.advance(1000);
    await till.runJobs('upgrade.expire');
    expect(await poolOf(waiting.vip)).toEqual([0, 0]);
    expect((await waiting.api.upgrades.list({})).items[0]?.status).toBe('expired');
  });

  test('that is paid late is done where there is still a place, else the money goes back', async () => {
    const late = await holder();
    const upgrade = await byCard(late);
    till.world.clock.advance(1000);
    await till.runJobs('upgrade.expire');
    expect(await payFor(upgrade)).toContain('applied');
    expect((await ticketOf(late)).ticket_type_id).toBe(late.vip.id);

    const gone = await holder({ quota: 1 });
    const lost = await byCard(gone);
    till.world.clock.advance(1000);
    await till.world.as(await till.world.make.user()).tickets.purchase({ ticket_id: gone.vip.id });
    await payFor(lost);
    expect((await ticketOf(gone)).ticket_type_id).toBe(gone.base.id);
    const payment = await till.world.deps.db.payments.findUniqueOrThrow({ where: { id: lost.payment!.payment_id } });
    expect([payment.status, Number(payment.refunded_amount)]).toEqual(['surplus', 50_000]);
    await till.runJobs('payment.refund');
  });

  test('ends with the ticket, or when it is given up; what comes then goes back', async () => {
    const refunded = await holder();
    const one = await byCard(refunded);
    await refunded.api.tickets.refund({ id: refunded.ticket_id });
    expect(await poolOf(refunded.vip)).toEqual([0, 0]);
    expect((await refunded.api.upgrades.list({})).items).toMatchObject([{ status: 'cancelled', reason: 'refunded' }]);
    await payFor(one);
    const cancelled = await holder();
    const two = await byCard(cancelled);
    const stranger = till.world.as(await till.world.make.user());
    expect(await refusal(stranger.upgrades.cancel({ id: two.id }))).toBe('upgrade.not_found');
    expect((await cancelled.api.upgrades.cancel({ id: two.id })).status).toBe('cancelled');
    expect(await refusal(cancelled.api.upgrades.cancel({ id: two.id }))).toBe('upgrade.not_pending');
    expect(await poolOf(cancelled.vip)).toEqual([0, 0]);
    await payFor(two);
    const rows = await till.world.deps.db.payments.findMany({
      where: { id: { in: [one, two].map(({ payment }) => payment!.payment_id) } },
    });
    expect(rows.map(({ status }) => status)).toEqual(['surplus', 'surplus']);
    expect((await ticketOf(cancelled)).ticket_type_id).toBe(cancelled.base.id);
    await till.runJobs('payment.refund');
  });

  test('whose ticket was given away meanwhile goes back to who paid', async () => {
    const scene = await holder();
    const upgrade = await byCard(scene);
    const friend = await till.world.make.user();
    const { id } = await scene.api.transfers.create({ ticket_id: scene.ticket_id, to_email: friend.email });
    await till.world.as(friend).transfers.acceptReceived({ id });
    await payFor(upgrade);
    expect((await ticketOf(scene)).ticket_type_id).toBe(scene.base.id);
    const payment = await till.world.deps.db.payments.findUniqueOrThrow({ where: { id: upgrade.payment!.payment_id } });
    expect(payment.status).toBe('surplus');
    await till.runJobs('payment.refund');
    till.world.clock.advance(1000);
    await till.runJobs('upgrade.expire');
  });

  test('that is given back at the provider ends the ticket, and the rest of the price returns', async () => {
    const scene = await holder();
    const upgrade = await byCard(scene);
    await payFor(upgrade);
    await till.stripe.refunds.create({ payment_intent: upgrade.payment!.payment_intent_id });
    await till.deliver(till.news());
    expect((await ticketOf(scene)).status).toBe('cancelled');
    expect(await balanceOf(scene.buyer)).toBe(1_000_000);
  });
});
