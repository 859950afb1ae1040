import { runAudit } from '@setiket/core/features/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, mailTo, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const PASSWORD = 'securepassword123';

/** Somebody who registers and signs in as everybody does. */
async function register(name: string) {
  const { call } = walker(live.url);
  const email = `${name}@example.test`;
  const json = { email, password: PASSWORD, first_name: name, last_name: 'H', locale: 'en' };
  expect((await call('POST /api/auth/register/', {}, { json })).status).toBe(201);
  const login = await call('POST /api/auth/login/', {}, { json: { email, password: PASSWORD } });
  return { email, token: (login.body as { access: string }).access };
}

/** An event whose doors are open, and a phone at its gate. */
async function evening(token: string) {
  const { call } = walker(live.url);
  const starts_at = new Date(Date.now() + 3_600_000).toISOString();
  const ends_at = new Date(Date.now() + 7_200_000).toISOString();
  const about = { title: 'OC Night', description: 'Music', category: 'Music', starts_at, ends_at };
  const event = (await call('POST /api/v1/events/', {}, { token, json: about })).body as { id: string };
  const terms = { event_id: event.id, title: 'Day', ticket_type: 'paid', price: '100000', ticket_quantity: 20 };
  const type = (await call('POST /api/v1/ticket/create/', {}, { token, json: terms })).body as { id: string };
  expect((await call('POST /api/v1/events/{id}/publish/', event, { token })).status).toBe(200);
  const gate = await call('POST /api/events/{id}/gates/', event, { token, json: { name: 'North' } });
  const phone = await call('POST /api/gates/{id}/devices/', gate.body, { token, json: { name: 'Phone' } });
  const { pairing_code } = phone.body as { pairing_code: string };
  const paired = await call('POST /api/gates/pair/', {}, { json: { pairing_code } });
  return { type_id: type.id, device: (paired.body as { token: string }).token };
}

test('from registering to the door: card, invoice, transfer, passes, gate, refund; and the books agree', async () => {
  const { call } = walker(live.url);
  const house = await enter(live, 'house', 'administrator');
  const desk = await enter(live, 'desk', 'staff');
  const { type_id, device } = await evening(house.token);
  const buyer = await register('layla');
  const friend = await register('karim');
  const as = ({ token }: { token: string }, json?: object) => ({ token, ...(json && { json }) });

  // Two tickets by card: declined first, then the bank asks who it is.
  const booking = await call('POST /api/v1/bookings/', {}, as(buyer, { event_ticket: type_id, quantity: 2 }));
  const { id: booking_id } = booking.body as { id: string };
  const intent = await call('POST /api/payments/checkout/create-intent/', {}, as(buyer, { booking_id }));
  const { payment_intent_id } = intent.body as { payment_intent_id: string };
  const pay = (payment_method?: string) =>
    call('POST /api/payments/checkout/confirm/', {}, as(buyer, { payment_intent_id, payment_method }));
  expect(await pay('pm_card_chargeDeclined')).toMatchObject({ status: 402, body: { code: 'payment.declined' } });
  expect(await pay('pm_card_authenticationRequired')).toMatchObject({
    status: 200,
    body: { status: 'action_required', booking: { status: 'pending' } },
  });
  live.payments.desk.authenticate(payment_intent_id, 'complete');
  expect(await pay()).toMatchObject({ status: 200, body: { booking: { status: 'confirmed' } } });

  // The order, its invoice and the mail with both
  const order = await call('GET /api/payments/orders/{id}/', { id: booking_id }, as(buyer));
  const { tickets, timeline } = order.body as {
    tickets: [{ id: string; code: string }, { id: string; code: string }];
    timeline: { kind: string }[];
  };
  expect(order.body).toMatchObject({ status: 'confirmed', paid_amount: '200000.00' });
  expect(timeline.map(({ kind }) => kind)).toEqual(['started', 'declined', 'action_required', 'succeeded']);
  const invoice = await call('GET /api/payments/orders/{id}/invoice/', { id: booking_id }, as(buyer));
  expect([invoice.status, invoice.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(invoice.text.slice(0, 5)).toBe('%PDF-');
  const confirmation = await mailTo(live, buyer.email, /OC Night/);
  expect(confirmation.Attachments.filter(({ FileName }) => FileName.endsWith('.pdf'))).toHaveLength(2);

  // One ticket changes hands: what the giver has in the phone opens no door any more.
  const [given, kept] = tickets;
  const own = { ticket_id: given.id };
  const passOf = async (who: { token: string }) =>
    (await call('POST /api/wallet/apple/create-pass/', {}, as(who, own))).text;
  const qrOf = async (who: { token: string }) =>
    ((await call('GET /api/tickets/{id}/qr/', given, as(who))).body as { qr_code_string: string }).qr_code_string;
  const givers = passAt(await passOf(buyer));
  const old_qr = await qrOf(buyer);
  await call('POST /api/tickets/transfers/create/', {}, as(buyer, { ...own, to_email: friend.email }));
  const { Text } = await mailTo(live, friend.email, /a ticket for you/);
  const token = /transfers#([\w-]+)/.exec(Text)?.[1];
  expect((await call('POST /api/tickets/transfers/accept/', {}, as(friend, { token }))).status).toBe(200);
  expect((await givers()).text.includes('"voided":true')).toBe(true);
  const theirs = await passOf(friend);
  const new_qr = await qrOf(friend);
  expect([theirs.includes(new_qr), theirs.includes(old_qr)]).toEqual([true, false]);
  const received = await mailTo(live, friend.email, /Your ticket for OC Night/);
  const names = received.Attachments.map(({ FileName }) => FileName);
  expect(names).toContainEqual(expect.stringMatching(/^ticket-TKT-\d{8}-\w{8}\.pdf$/));
  // The code that the giver knows is not theirs any more.
  expect(names).not.toContain(`ticket-${given.code}.pdf`);

  // At the gate: the old code is dead, the new one admits once, and the pass says so.
  const scan = (qr_code: string) =>
    call('POST /api/scan/commit/', {}, { json: { qr_code }, headers: { Authorization: `Gate ${device}` } });
  const later = passAt(theirs);
  const before = (await later()).text;
  expect(await scan(given.code)).toMatchObject({ status: 409, body: { code: 'scan.transferred' } });
  expect(await scan(old_qr)).toMatchObject({ status: 409, body: { code: 'scan.transferred' } });
  expect(await scan(new_qr)).toMatchObject({ status: 200, body: { admitted: true, gate: 'North' } });
  expect(await scan(new_qr)).toMatchObject({ status: 409, body: { code: 'scan.already_used' } });
  expect((await later()).text === before).toBe(false);

  // Staff give the other one back, and its credit note is there.
  const json = { ticket_id: kept.id, reason: 'Fell ill' };
  expect(await call('POST /api/tickets/staff/refund/', {}, as(desk, json))).toMatchObject({
    status: 200,
    body: { refunded_amount: '100000.00' },
  });
  await mailTo(live, buyer.email, /refund/i);
  await refunded(booking_id);
  const { body } = await call('GET /api/tickets/staff/orders/{id}/', { id: booking_id }, as(desk));
  expect(body).toMatchObject({
    refunded_amount: '100000.00',
    refunds: [{ ticket_id: kept.id, provider: 'stripe', status: 'succeeded' }],
    documents: [
      { kind: 'invoice', total_amount: '200000.00' },
      { kind: 'credit_note', total_amount: '100000.00' },
    ],
  });

  // Both books say the same, and so do ours among themselves.
  expect(await call('POST /api/payments/reconciliations/', {}, as(house, {}))).toMatchObject({
    status: 201,
    body: { checked: 1, differences: [] },
  });
  expect(await runAudit(live.deps.db)).toEqual([]);
}, 120_000);

/** A pass as a phone asks for it again. Its files lie in the archive as they are. */
function passAt(archive: string) {
  const member = (name: string) => new RegExp(`"${name}":"([^"]+)"`).exec(archive)?.[1];
  const path = `passes/${member('passTypeIdentifier')}/${member('serialNumber')}`;
  const headers = { Authorization: `ApplePass ${member('authenticationToken')}` };
  return () => walker(live.url).call(`GET /api/v1/wallet/apple/v1/${path}`, {}, { headers });
}

/** The provider and the worker have both done their part. */
async function refunded(booking_id: string): Promise<void> {
  await live.payments.desk.idle();
  const isDone = async () => {
    const open = { payment: { booking_id }, OR: [{ status: 'pending' as const }, { credit_note: null }] };
    return (await live.deps.db.refunds.count({ where: open })) === 0;
  };
  const deadline = Date.now() + 60_000;
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('The refund is not through within a minute.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
