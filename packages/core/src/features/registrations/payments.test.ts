import { refusal } from '@setiket/testing/refusal';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAudit } from '../audit/index.ts';
import { transferToken } from '../notifications/index.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  expect(await runAudit(world.deps.db)).toEqual([]);
  await world[Symbol.asyncDispose]();
});

/** A ticket that its buyer gave to another person, who then paid for its upgrade. */
async function upgradedByOther() {
  const { make, as } = world;
  const { organizer, event, type } = await make.sale({ price: '100000' });
  const vip = await make.ticketType(organizer, event.id, { title: 'VIP', price: '150000' });
  const [buyer, other] = [await make.user(), await make.user()];
  const ticket = await as(buyer).tickets.purchase({ ticket_id: type.id });
  const transfer = await as(buyer).transfers.create({ ticket_id: ticket.id, to_email: other.email });
  await as(other).transfers.accept({ token: transferToken(world.env, transfer.id) });
  await as(other).upgrades.create({ ticket_id: ticket.id, to_ticket_type_id: vip.id });
  const payment = await world.deps.db.payments.findFirstOrThrow({
    where: { booking_id: ticket.booking_id, upgrade_id: { not: null } },
  });
  return { buyer: as(buyer), other: as(other), other_id: other.id, ticket, payment };
}

test('payments.create: a free registration is confirmed and answered as a payment of nothing, also when replayed', async () => {
  const { type } = await world.make.sale({ kind: 'free' });
  const buyer = await world.make.user();
  const { id: booking_id } = await world.as(buyer).bookings.create({ event_ticket: type.id, quantity: 1 });
  const pay = () => world.as(buyer, { idempotency_key: 'free-1' }).payments.create({ booking_id });
  const paid = await pay();
  expect(paid).toMatchObject({ booking_id, amount: '0.00', status: 'succeeded', payment_method: 'free' });
  expect(await pay()).toEqual(paid);
  expect((await world.as(buyer).bookings.get({ id: booking_id })).status).toBe('confirmed');
});

test('payments.list, payments.get: the payment of an upgrade is for who paid it', async () => {
  const { buyer, other, other_id, payment } = await upgradedByOther();
  expect((await buyer.payments.list({})).items.map(({ id }) => id)).not.toContain(payment.id);
  expect(await refusal(buyer.payments.get({ id: payment.id }))).toBe('payment.not_found');
  expect(await other.payments.get({ id: payment.id })).toMatchObject({ id: payment.id, user_id: other_id });
  expect((await other.payments.list({})).total).toBe(1);
});

test('checkout.timeline: the buyer does not see what the next holder paid', async () => {
  const { buyer, ticket, payment } = await upgradedByOther();
  const { events } = await buyer.checkout.timeline({ id: ticket.booking_id });
  expect(events.map(({ payment_id }) => payment_id)).not.toContain(payment.id);
  expect(events).toHaveLength(1);
});

test('payments.update: refunding the payment of an upgrade does not end the booking', async () => {
  const { buyer, ticket, payment } = await upgradedByOther();
  const administrator = world.as(await world.make.administrator());
  expect(await refusal(administrator.payments.update({ id: payment.id, status: 'refunded' }))).toBe(
    'payment.of_upgrade',
  );
  expect((await buyer.bookings.get({ id: ticket.booking_id })).status).toBe('confirmed');
});

test('bookings.create: an account holds a bounded number of unpaid bookings of an event', async () => {
  const { type } = await world.make.sale({ quota: 100, price: '1000' });
  const other = await world.make.sale({ price: '1000' });
  const buyer = world.as(await world.make.user());
  const hold = (id = type.id) => refusal(buyer.bookings.create({ event_ticket: id, quantity: 1 }));
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => hold()));
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(5);
  expect(outcomes.filter((outcome) => outcome === 'booking.too_many_pending')).toHaveLength(3);
  expect(await hold(other.type.id)).toBe('accepted');
  // Buying at once holds nothing, and a booking that is cancelled makes room.
  expect(await refusal(buyer.tickets.purchase({ ticket_id: type.id }))).toBe('accepted');
  const { items } = await buyer.bookings.list({});
  await buyer.bookings.cancel({
    id: items.find(({ status, event_ticket }) => status === 'pending' && event_ticket === type.id)!.id,
  });
  expect(await hold()).toBe('accepted');
  world.clock.advance(3600);
  expect(await hold()).toBe('accepted');
});

test('audit trail: what time ends is not the deed of the buyer who needs the places', async () => {
  const { type } = await world.make.sale({ quota: 1, price: '1000' });
  const [late, buyer] = [await world.make.user(), await world.make.user()];
  const { id } = await world.as(late).bookings.create({ event_ticket: type.id, quantity: 1 });
  world.clock.advance(3600);
  await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  const entry = await world.deps.db.audit_entries.findFirstOrThrow({
    where: { action: 'booking.expired', subject_id: id },
  });
  expect([entry.actor_id, entry.request_id]).toEqual([null, 'booking.expire']);
});
