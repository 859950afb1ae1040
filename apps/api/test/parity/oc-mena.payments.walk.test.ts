import { decideEvent, submitEvent } from '@setiket/core/features/event-planning';
import { createTicketType } from '@setiket/core/features/inventory';
import { type Role, systemContext, type UserActor, type UserCtx } from '@setiket/core/kernel/context';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { OC_MENA_ENDPOINTS } from './oc-mena.endpoints.ts';
import { walker } from './walker.ts';

const ROWS = OC_MENA_ENDPOINTS.payments;

let live: Live;
let walk: ReturnType<typeof walker>;
let type_id: string;

beforeAll(async () => {
  live = await startLive();
  walk = walker(live.url);
  type_id = await onSale();
});

afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

async function asUser(username: string, role: Role): Promise<UserCtx> {
  const { id, email } = await enter(live, username, role);
  const actor: UserActor = {
    kind: 'user',
    id,
    username,
    email,
    email_verified: true,
    role,
    is_superuser: false,
    locale: 'en',
    session_id: '',
  };
  return { ...systemContext(live.deps, 'test'), actor };
}

async function onSale(): Promise<string> {
  const organizer = await asUser('organizer', 'event_organizer');
  const starts = new Date(Date.now() + 30 * 86_400_000);
  const event = await submitEvent(organizer, {
    title: 'Festival',
    description: 'Three days.',
    category: 'seminar',
    city: 'Bandung',
    place_name: 'Lapangan',
    is_online: false,
    starts_at: starts.toISOString(),
    ends_at: new Date(starts.getTime() + 3_600_000).toISOString(),
  });
  await decideEvent(await asUser('decider', 'administrator'), { id: event.id, status: 'approved' });
  const type = await createTicketType(organizer, {
    title: 'Day pass',
    event_id: event.id,
    ticket_type: 'paid',
    ticket_quantity: 100,
    price: '250000',
  });
  return type.id;
}

async function pendingBooking(token: string): Promise<string> {
  const { status, body } = await walk.call(
    'POST /api/v1/bookings/',
    {},
    { token, json: { event_ticket: type_id, quantity: 2 } },
  );
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

test('a booking is paid by card: intent, payment, message, confirmation', async () => {
  const buyer = await enter(live, 'card_buyer');
  const booking_id = await pendingBooking(buyer.token);
  const create = (json: object, token: string | undefined = buyer.token) =>
    walk.call('POST /api/payments/checkout/create-intent/', {}, { token, json });
  expect((await create({ booking_id }, '')).status).toBe(401);
  expect((await create({})).status).toBe(400);
  expect((await create({ booking_id: '00000000-0000-7000-8000-000000000000' })).status).toBe(404);
  const stranger = await enter(live, 'card_stranger');
  expect((await create({ booking_id }, stranger.token)).status).toBe(404);
  const created = await create({ booking_id });
  expect(created.status).toBe(201);
  const intent = created.body as { payment_intent_id: string; client_secret: string };
  expect(created.body).toMatchObject({ amount: '500000.00', currency: 'IDR', publishable_key: 'pk_test_local' });

  const confirm = (json: object) => walk.call('POST /api/payments/checkout/confirm/', {}, { token: buyer.token, json });
  const { payment_intent_id } = intent;
  expect(await confirm({ payment_intent_id })).toMatchObject({ status: 402, body: { code: 'payment.not_completed' } });
  const declined = await confirm({ payment_intent_id, payment_method: 'pm_card_chargeDeclined' });
  expect(declined).toMatchObject({ status: 402, body: { code: 'payment.declined' } });
  expect((await confirm({ payment_intent_id: 'pi_nothing' })).status).toBe(404);
  expect((await confirm({})).status).toBe(400);
  const confirmed = await confirm({ payment_intent_id, payment_method: 'pm_card_visa' });
  expect(confirmed).toMatchObject({ status: 200, body: { status: 'succeeded', booking: { status: 'confirmed' } } });
  expect((await create({ booking_id })).status).toBe(409);
});

test('the provider’s message alone confirms, once; without its signature it is refused', async () => {
  const buyer = await enter(live, 'silent_buyer');
  const booking_id = await pendingBooking(buyer.token);
  const json = { booking_id };
  const { body } = await walk.call('POST /api/payments/checkout/create-intent/', {}, { token: buyer.token, json });
  const { payment_intent_id } = body as { payment_intent_id: string };
  live.payments.desk.pay(payment_intent_id, { card: '4242424242424242' });
  await live.payments.desk.idle();
  const booking = await live.deps.db.bookings.findUniqueOrThrow({ where: { id: booking_id } });
  expect(booking.status).toBe('confirmed');
  const sent = live.payments.desk.events({ type: 'payment_intent.succeeded' })[0]!;
  expect(sent.state).toBe('delivered');

  const payload = JSON.stringify({ id: 'evt_forged', type: 'payment_intent.succeeded', data: { object: {} } });
  const post = (signature: string) =>
    fetch(`${live.url}/api/payments/webhook/stripe/`, {
      method: 'POST',
      body: payload,
      headers: { 'Content-Type': 'application/json', 'Stripe-Signature': signature },
    });
  const forged = await post(Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_another' }));
  expect([forged.status, ((await forged.json()) as { code: string }).code]).toEqual([400, 'payment.webhook_signature']);
  expect(await walk.call('POST /api/payments/webhook/stripe/', {}, { json: {} })).toMatchObject({ status: 400 });
  await live.payments.desk.deliver([sent.id, sent.id]);
  expect(await live.deps.db.payments.count({ where: { booking_id, status: 'succeeded' } })).toBe(1);
  expect(await live.deps.db.tickets.count({ where: { booking_id } })).toBe(2);
  const asked = await fetch(`${live.url}/api/v1/payments/webhook/stripe`);
  expect(asked.status).toBe(405);
});

test('every row was walked', () => walk.expectAllWalked(ROWS));
