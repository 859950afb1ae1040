import { runAudit } from '@setiket/core/features/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, mailTo, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { OC_MENA_ENDPOINTS } from './oc-mena.endpoints.ts';
import { allowedMethods, walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const TICKETS = OC_MENA_ENDPOINTS.tickets;
const TRANSFERS = OC_MENA_ENDPOINTS.transfers;

const UPGRADES = OC_MENA_ENDPOINTS.upgrades;
const STAFF = OC_MENA_ENDPOINTS.box_office;

const anything = expect.anything();
const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const idOf = (answer: { body: never }) => (answer.body as { id: string }).id;

/** An event on sale with two types, made over HTTP like everything else. */
async function festival(name: string) {
  const { call } = walker(live.url);
  const organizer = await enter(live, `${name}-organizer`, 'event_organizer');
  const administrator = await enter(live, `${name}-admin`, 'administrator');
  const about = {
    title: 'OC Night',
    description: 'Music',
    category: 'Music',
    starts_at: later(20),
    ends_at: later(21),
  };
  const event = idOf(await call('POST /api/v1/events/', {}, { token: organizer.token, json: about }));
  const offer = async (title: string, price: string) => {
    const json = { event_id: event, title, ticket_type: 'paid', price, ticket_quantity: 20 };
    return idOf(await call('POST /api/v1/ticket/create/', {}, { token: organizer.token, json }));
  };
  const [day, vip] = [await offer('Day', '100000'), await offer('VIP', '250000')];
  await call('POST /api/v1/events/{id}/publish/', { id: event }, { token: administrator.token });
  const buy = async (token: string, ticket_id = day) =>
    (await call('POST /api/v1/ticket/purchase/', {}, { token, json: { ticket_id } })).body as {
      id: string;
      booking_id: string;
    };
  return { organizer, administrator, event, day, vip, buy };
}

test('tickets and transfers answer as oc-mena.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const { buy } = await festival('transfers');
  const sender = await enter(live, 'amir');
  const friend = await enter(live, 'dina');
  const stranger = await enter(live, 'stranger');
  const staff = await enter(live, 'gate', 'staff');
  const { id } = await buy(sender.token);

  const mine = await call('GET /api/tickets/my/', {}, { token: sender.token });
  expect([mine.status, mine.body, mine.headers.get('x-total-count')]).toMatchObject([200, [{ id, title: 'Day' }], '1']);
  expect((await call('GET /api/tickets/my/')).status).toBe(401);
  expect((await call('GET /api/tickets/{id}/', { id }, { token: sender.token })).body).toMatchObject({
    object: 'ticket',
    id,
    status: 'active',
  });
  expect((await call('GET /api/tickets/{id}/', { id }, { token: staff.token })).status).toBe(200);
  expect((await call('GET /api/tickets/{id}/', { id }, { token: stranger.token })).status).toBe(404);
  const qr = await call('GET /api/tickets/{id}/qr/', { id }, { token: sender.token });
  expect([qr.status, qr.body]).toMatchObject([200, { qr_code: expect.stringMatching(/^data:image\/png;base64,/) }]);
  expect((await call('GET /api/tickets/{id}/qr/', { id }, { token: staff.token })).status).toBe(404);
  expect((await call('GET /api/tickets/{id}/qr/', { id })).status).toBe(401);

  const create = (token: string | undefined, json: object) =>
    call('POST /api/tickets/transfers/create/', {}, { token, json });
  expect((await create(undefined, { ticket_id: id, to_email: friend.email })).status).toBe(401);
  expect((await create(stranger.token, { ticket_id: id, to_email: friend.email })).status).toBe(404);
  expect((await create(sender.token, { ticket_id: id })).body).toMatchObject({ to_email: ['This field is required.'] });
  const first = await create(sender.token, { ticket_id: id, recipient_email: friend.email });
  expect([first.status, first.body]).toMatchObject([
    201,
    { id: anything, status: 'pending', direction: 'sent', to_email: friend.email, expires_at: anything },
  ]);
  const again = await create(sender.token, { ticket_id: id, to_email: friend.email });
  expect([again.status, again.body]).toMatchObject([409, { code: 'transfer.already_pending' }]);

  const cancel = (token: string | undefined, transfer: string) =>
    call('POST /api/tickets/transfers/{id}/cancel/', { id: transfer }, { token });
  expect((await cancel(undefined, idOf(first))).status).toBe(401);
  expect((await cancel(stranger.token, idOf(first))).status).toBe(404);
  expect((await cancel(friend.token, idOf(first))).status).toBe(403);
  const cancelled = await cancel(sender.token, idOf(first));
  expect([cancelled.status, cancelled.body]).toMatchObject([200, { status: 'cancelled' }]);
  expect((await cancel(sender.token, idOf(first))).status).toBe(409);

  const second = await create(sender.token, { ticket_id: id, to_email: 'DINA@example.test', message: 'Enjoy!' });
  // The first mail's token died with its transfer; the second one says what for.
  let token: string | undefined;
  while (!token) {
    const mail = await mailTo(live, friend.email, /tiket untukmu/);
    token = mail.Text.includes('> Enjoy!') ? /transfers#([\w-]+)/.exec(mail.Text)?.[1] : undefined;
  }
  const accept = (who: string | undefined, json: object) =>
    call('POST /api/tickets/transfers/accept/', {}, { token: who, json });
  expect((await accept(undefined, { token })).status).toBe(401);
  expect((await accept(friend.token, { token: 'made-up' })).status).toBe(404);
  expect((await accept(friend.token, {})).body).toMatchObject({ token: ['This field is required.'] });
  const foreign = await accept(stranger.token, { token });
  expect([foreign.status, foreign.body]).toMatchObject([403, { code: 'transfer.not_yours' }]);
  const accepted = await accept(friend.token, { token });
  expect([accepted.status, accepted.body]).toMatchObject([200, { id: idOf(second), status: 'accepted', to: 'dina' }]);
  expect((await accept(friend.token, { token })).status).toBe(409);

  // The old QR is dead, the new one is the friend's.
  const text = (answer: { body: never }) => (answer.body as { qr_code_string: string }).qr_code_string;
  expect((await call('GET /api/tickets/{id}/qr/', { id }, { token: sender.token })).status).toBe(404);
  const fresh = await call('GET /api/tickets/{id}/qr/', { id }, { token: friend.token });
  expect(text(fresh)).not.toBe(text(qr));

  const listed = await call('GET /api/tickets/transfers/', {}, { token: sender.token });
  expect([listed.status, listed.body]).toMatchObject([200, [{ status: 'accepted' }, { status: 'cancelled' }]]);
  const received = await call('GET /api/tickets/transfers/', {}, { token: friend.token, query: '?direction=received' });
  expect(received.body).toHaveLength(2);
  expect((await call('GET /api/tickets/transfers/')).status).toBe(401);
  expect(await runAudit(live.deps.db)).toEqual([]);
  expectAllWalked([...TICKETS, ...TRANSFERS]);
}, 60_000);

test('upgrades answer as oc-mena.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const { buy, day, vip } = await festival('upgrades');
  const guest = await enter(live, 'leila');
  const stranger = await enter(live, 'nobody');
  const { id } = await buy(guest.token);
  const create = (token: string | undefined, json: object) =>
    call('POST /api/tickets/upgrades/create/', {}, { token, json });
  expect((await create(undefined, { ticket_id: id, to_ticket_type_id: vip })).status).toBe(401);
  expect((await create(stranger.token, { ticket_id: id, to_ticket_type_id: vip })).status).toBe(404);
  expect((await create(guest.token, { ticket_id: id })).body).toMatchObject({
    status: 400,
    to_ticket_type_id: ['This field is required.'],
  });
  expect((await create(guest.token, { ticket_id: id, to_ticket_type_id: day })).body).toMatchObject({
    status: 400,
    to_ticket_type_id: ['An upgrade is to a dearer ticket type.'],
  });
  const upgraded = await create(guest.token, { ticket_id: id, new_ticket_type_id: vip });
  expect([upgraded.status, upgraded.body]).toMatchObject([
    201,
    { status: 'completed', amount: '150000.00', to: { id: vip }, payment: null },
  ]);
  expect((await call('GET /api/tickets/{id}/', { id }, { token: guest.token })).body).toMatchObject({
    title: 'VIP',
    price: '250000.00',
  });

  // By card it waits for the payment, whose message completes it.
  const other = await buy(guest.token);
  const begun = await create(guest.token, { ticket_id: other.id, ticket_type_id: vip, provider: 'stripe' });
  expect([begun.status, begun.body]).toMatchObject([201, { status: 'pending', payment: { client_secret: anything } }]);
  const { payment } = begun.body as { payment: { payment_intent_id: string } };
  live.payments.desk.pay(payment.payment_intent_id, { card: '4242424242424242' });
  const json = { payment_intent_id: payment.payment_intent_id };
  const confirmed = await call('POST /api/payments/checkout/confirm/', {}, { token: guest.token, json });
  expect([confirmed.status, confirmed.body]).toMatchObject([200, { status: 'succeeded' }]);
  const listed = await call('GET /api/tickets/upgrades/', {}, { token: guest.token });
  expect([listed.status, listed.body]).toMatchObject([200, [{ status: 'completed' }, { status: 'completed' }]]);
  expect((await call('GET /api/tickets/upgrades/')).status).toBe(401);
  expect((await call('GET /api/tickets/upgrades/', {}, { token: stranger.token })).body).toEqual([]);
  await mailTo(live, guest.email, /sudah ditingkatkan/);
  expect(await runAudit(live.deps.db)).toEqual([]);
  expectAllWalked(UPGRADES);
}, 60_000);

test('what staff do answers as oc-mena.md documents it', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const { buy, vip, event, day } = await festival('desk');
  const guest = await enter(live, 'karim');
  const staff = await enter(live, 'desk', 'staff');
  const { id } = await buy(guest.token);
  // What is refunded before its mail went out is not sent again.
  const kept = await buy(guest.token);
  const bodies = {
    'POST /api/tickets/staff/comp/': { event_id: event, email: 'press@example.test', quantity: 2, reason: 'Press' },
    'POST /api/tickets/staff/resend-tickets/': { ticket_id: kept.id },
    'POST /api/tickets/staff/resend-invoice/': { order_id: kept.booking_id },
    'POST /api/tickets/staff/upgrade/': { ticket_id: id, to_ticket_type_id: vip, reason: 'Moved', charge: 'none' },
    'POST /api/tickets/staff/refund/': { ticket_id: id, reason: 'Fell ill' },
  } as const satisfies Record<(typeof STAFF)[number], object>;
  const answers: Record<string, { status: number; body: unknown }> = {};
  for (const [row, json] of Object.entries(bodies) as [(typeof STAFF)[number], object][]) {
    expect((await call(row, {}, { json })).status, row).toBe(401);
    expect((await call(row, {}, { token: guest.token, json })).status, row).toBe(403);
    expect((await call(row, {}, { token: staff.token, json: {} })).status, row).toBe(400);
    answers[row] = await call(row, {}, { token: staff.token, json });
  }
  expect(answers).toMatchObject({
    'POST /api/tickets/staff/comp/': { status: 201, body: { booking: { quantity: 2 } } },
    'POST /api/tickets/staff/resend-tickets/': { status: 202, body: { detail: anything } },
    'POST /api/tickets/staff/resend-invoice/': { status: 202, body: { detail: anything } },
    'POST /api/tickets/staff/upgrade/': { status: 200, body: { amount: '0.00', to: { id: vip } } },
    'POST /api/tickets/staff/refund/': { status: 200, body: { refunded_amount: '100000.00' } },
  });
  const again = await call(
    'POST /api/tickets/staff/refund/',
    {},
    { token: staff.token, json: { ticket_id: id, reason: 'R' } },
  );
  expect([again.status, again.body]).toMatchObject([409, { code: 'ticket.already_refunded' }]);
  const json = { ticket_type_id: day, user_id: guest.id, quantity: 19, reason: 'Too many' };
  const many = await call('POST /api/tickets/staff/comp/', {}, { token: staff.token, json });
  expect([many.status, many.body]).toMatchObject([409, { code: 'comp.quota_used' }]);
  await Promise.all([
    mailTo(live, 'press@example.test', /diundang/),
    mailTo(live, guest.email, /sekali lagi/),
    mailTo(live, guest.email, /Tagihan/),
  ]);
  expect(await runAudit(live.deps.db)).toEqual([]);
  expectAllWalked(STAFF);
}, 60_000);

test.each([...TICKETS, ...TRANSFERS, ...UPGRADES, ...STAFF])(
  '%s answers with and without slash, under /api and /api/v1',
  async (row) => {
    const [method, path] = row.split(' ') as [string, string];
    const bare = path.replace(/\/$/, '');
    for (const variant of [path, bare, path.replace('/api/', '/api/v1/'), bare.replace('/api/', '/api/v1/')])
      expect(await allowedMethods(live.url, variant), variant).toContain(method);
  },
);
