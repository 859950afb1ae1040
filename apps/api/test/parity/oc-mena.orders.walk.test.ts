import { decideEvent, submitEvent } from '@setiket/core/features/event-planning';
import { createTicketType } from '@setiket/core/features/inventory';
import { issueCreditNote } from '@setiket/core/features/invoices';
import { type Role, systemContext, type UserActor, type UserCtx } from '@setiket/core/kernel/context';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { OC_MENA_ENDPOINTS } from './oc-mena.endpoints.ts';
import { walker } from './walker.ts';

const ROWS = OC_MENA_ENDPOINTS.orders;

const NOBODY = '00000000-0000-7000-8000-000000000000';

let live: Live;
let walk: ReturnType<typeof walker>;
let type_id: string;
let people: Record<'buyer' | 'stranger' | 'staff' | 'support' | 'administrator', { id: string; token: string }>;
let order: { id: string; number: string };

beforeAll(async () => {
  live = await startLive();
  walk = walker(live.url);
  type_id = await onSale();
  people = {
    buyer: await enter(live, 'order_buyer'),
    stranger: await enter(live, 'order_stranger'),
    staff: await enter(live, 'order_staff', 'staff'),
    support: await enter(live, 'order_support', 'support'),
    administrator: await enter(live, 'order_admin', 'administrator'),
  };
  order = await place();
});

afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

async function asUser(username: string, role: Role): Promise<UserCtx> {
  const { id, email } = await enter(live, username, role);
  const rights = { role, is_superuser: false, locale: 'en', session_id: '' };
  const actor: UserActor = { kind: 'user', id, username, email, email_verified: true, ...rights };
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
    tax_name: 'PPN',
    tax_rate: 11,
    tax_included: false,
  });
  await decideEvent(await asUser('decider', 'administrator'), { id: event.id, status: 'approved' });
  const terms = { ticket_type: 'paid', ticket_quantity: 100, price: '100000' } as const;
  return (await createTicketType(organizer, { title: 'Day pass', event_id: event.id, ...terms })).id;
}

async function place() {
  const { token } = people.buyer;
  const json = { event_ticket: type_id, quantity: 2 };
  const { body } = await walk.call('POST /api/v1/bookings/', {}, { token, json });
  const { id } = body as { id: string };
  expect((await walk.call('POST /api/v1/bookings/{id}/pay/', { id }, { token, json: {} })).status).toBe(200);
  const found = await walk.call('GET /api/payments/orders/{id}/', { id }, { token });
  return found.body as { id: string; number: string };
}

test('my orders: mine, for who is signed in', async () => {
  const list = (token?: string, query = '') => walk.call('GET /api/payments/orders/', {}, { token, query });
  expect((await list()).status).toBe(401);
  const mine = await list(people.buyer.token);
  expect(mine.status).toBe(200);
  expect(mine.headers.get('x-total-count')).toBe('1');
  expect(mine.body).toMatchObject([{ id: order.id, number: order.number, total_amount: '222000.00' }]);
  expect((await list(people.stranger.token)).body).toEqual([]);
  expect((await list(people.buyer.token, '?status=pending')).body).toEqual([]);
  expect((await list(people.buyer.token, '?status=eaten')).status).toBe(400);
});

test('an order: for its buyer and the house', async () => {
  const get = (id: string, token?: string) => walk.call('GET /api/payments/orders/{id}/', { id }, { token });
  expect((await get(order.id)).status).toBe(401);
  expect((await get(order.id, people.stranger.token)).status).toBe(404);
  expect((await get(NOBODY, people.staff.token)).status).toBe(404);
  expect((await get('not-an-id', people.buyer.token)).status).toBe(404);
  for (const who of ['buyer', 'staff', 'support', 'administrator'] as const) {
    expect(await get(order.id, people[who].token)).toMatchObject({
      status: 200,
      body: {
        status: 'confirmed',
        net_amount: '200000.00',
        tax_amount: '22000.00',
        total_amount: '222000.00',
        tax_lines: [{ name: 'PPN', rate: 11 }],
        lines: [{ quantity: 2, unit_price: '111000.00' }],
        payments: [{ provider: 'balance', status: 'succeeded' }],
        timeline: [{ provider: 'balance', kind: 'succeeded', amount: '222000.00' }],
      },
    });
  }
});

test('its invoice is a PDF with a number, the same each time', async () => {
  const get = (id: string, token?: string) => walk.call('GET /api/payments/orders/{id}/invoice/', { id }, { token });
  expect((await get(order.id)).status).toBe(401);
  expect(await get(order.id, people.stranger.token)).toMatchObject({ status: 404, body: { code: 'order.not_found' } });
  const first = await get(order.id, people.buyer.token);
  expect(first.status).toBe(200);
  expect(first.headers.get('content-type')).toBe('application/pdf');
  expect(first.headers.get('content-disposition')).toMatch(/faktur-INV-[A-Z0-9-]+-\d{4}-000001\.pdf/);
  expect(first.text.slice(0, 8)).toBe('%PDF-1.7');
  expect((await get(order.id, people.staff.token)).status).toBe(200);
  expect(await live.deps.db.invoices.count({ where: { booking_id: order.id } })).toBe(1);
  const json = { event_ticket: type_id, quantity: 1 };
  const { body } = await walk.call('POST /api/v1/bookings/', {}, { token: people.buyer.token, json });
  const { id } = body as { id: string };
  expect(await get(id, people.buyer.token)).toMatchObject({ status: 409, body: { code: 'order.not_invoiced' } });
});

test('all orders, for the house alone', async () => {
  const list = (token?: string, query = '') => walk.call('GET /api/tickets/staff/orders/', {}, { token, query });
  expect((await list()).status).toBe(401);
  expect((await list(people.buyer.token)).status).toBe(403);
  for (const who of ['staff', 'support', 'administrator'] as const) {
    const found = await list(people[who].token, `?search=${order.number}`);
    expect(found).toMatchObject({ status: 200, body: [{ id: order.id, user: 'order_buyer' }] });
  }
  const { staff } = people;
  expect((await list(staff.token, '?search=order_stranger')).body).toEqual([]);
  expect((await list(staff.token, `?event=${NOBODY}`)).body).toEqual([]);
  expect((await list(staff.token, '?status=confirmed&search=order_buyer')).headers.get('x-total-count')).toBe('1');
  expect((await list(staff.token, '?page=0')).status).toBe(400);
});

test('any order, for the house alone', async () => {
  const get = (id: string, token?: string) => walk.call('GET /api/tickets/staff/orders/{id}/', { id }, { token });
  expect((await get(order.id)).status).toBe(401);
  expect((await get(order.id, people.buyer.token)).status).toBe(403);
  expect((await get(NOBODY, people.staff.token)).status).toBe(404);
  expect(await get(order.id, people.staff.token)).toMatchObject({ status: 200, body: { email: expect.any(String) } });
});

test('tickets to print: all of an order, or one', async () => {
  const { buyer, staff, stranger } = people;
  const all = (token?: string) => walk.call('GET /api/v1/orders/{id}/tickets.pdf', { id: order.id }, { token });
  expect((await all()).status).toBe(401);
  expect((await all(staff.token)).status).toBe(403);
  expect((await all(stranger.token)).status).toBe(404);
  const file = await all(buyer.token);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const { body } = await walk.call('GET /api/v1/orders/{id}/', { id: order.id }, { token: buyer.token });
  const [ticket] = (body as { tickets: { id: string }[] }).tickets;
  const one = (token?: string) => walk.call('GET /api/v1/tickets/{id}/pdf/', { id: ticket!.id }, { token });
  expect((await one(stranger.token)).status).toBe(404);
  expect((await one(buyer.token)).text.slice(0, 5)).toBe('%PDF-');
});

test('a refund has a credit note', async () => {
  const { token } = people.buyer;
  const { body } = await walk.call('GET /api/v1/orders/{id}/', { id: order.id }, { token });
  const [ticket] = (body as { tickets: { id: string }[] }).tickets;
  await walk.call('DELETE /api/v1/tickets/{id}/refund/', { id: ticket!.id }, { token, json: { reason: 'Ill' } });
  const refund = await live.deps.db.refunds.findFirstOrThrow({ where: { ticket_id: ticket!.id } });
  const { number } = (await issueCreditNote(live.deps, refund.id))!;
  const get = (number: string, token?: string) =>
    walk.call('GET /api/v1/orders/{id}/credit-notes/{number}', { id: order.id, number }, { token });
  expect((await get(number)).status).toBe(401);
  expect((await get(number, people.stranger.token)).status).toBe(404);
  expect((await get('CN-ELSE-2026-000001', token)).status).toBe(404);
  expect(await get(number, token)).toMatchObject({ status: 200, text: expect.stringMatching(/^%PDF/) });
});

test('every row was walked', () => walk.expectAllWalked(ROWS));
