import { runAudit } from '@setiket/core/features/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { BTICK_ENDPOINTS } from './btick.endpoints.ts';
import { enter } from './cast.ts';
import { walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const anything = expect.anything();
const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const idOf = (answer: { body: never }) => (answer.body as { id: string }).id;

test('accounts, events, tickets and bookings answer as btick.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const organizer = await enter(live, 'organizer', 'event_organizer');
  const administrator = await enter(live, 'root', 'administrator');
  const support = await enter(live, 'support', 'support');

  // 1. Accounts
  const registered = await call(
    'POST /api/auth/register/',
    {},
    { json: { email: 'ani@example.test', password: 'securepassword123', first_name: 'Ani', last_name: 'W' } },
  );
  expect([registered.status, registered.body]).toMatchObject([
    201,
    { username: 'ani', email: 'ani@example.test', first_name: 'Ani' },
  ]);
  expect(
    (await call('POST /api/auth/register/', {}, { json: { email: 'ani@example.test', password: 'securepassword123' } }))
      .status,
  ).toBe(400);
  const pair = await call(
    'POST /api/auth/jwt/create/',
    {},
    { json: { email: 'ani@example.test', password: 'securepassword123' } },
  );
  expect([pair.status, pair.body]).toMatchObject([200, { access: anything, refresh: anything }]);
  const { access: ani, refresh } = pair.body as { access: string; refresh: string };
  expect(
    (await call('POST /api/auth/jwt/create/', {}, { json: { email: 'ani@example.test', password: 'no' } })).status,
  ).toBe(401);
  expect((await call('POST /api/auth/jwt/refresh/', {}, { json: { refresh: 'bad' } })).status).toBe(401);
  expect((await call('POST /api/auth/jwt/refresh/', {}, { json: { refresh } })).body).toMatchObject({
    access: anything,
  });

  // 2. Events
  const body = {
    title: 'Jazz',
    description: 'One night',
    category: 'Music',
    starts_at: later(20),
    ends_at: later(21),
    capacity: 50,
  };
  const created = await call('POST /api/v1/events/', {}, { token: organizer.token, json: body });
  expect([created.status, created.body]).toMatchObject([
    201,
    { id: anything, title: 'Jazz', status: 'draft', capacity: 50, organization: anything },
  ]);
  const event = { id: idOf(created) };
  expect((await call('POST /api/v1/events/', {}, { token: ani, json: body })).status).toBe(403);
  expect((await call('GET /api/v1/events/{id}/', event)).status).toBe(404);
  expect((await call('GET /api/v1/events/{id}/', event, { token: organizer.token })).body).toMatchObject({
    id: event.id,
  });
  expect(
    (await call('PATCH /api/v1/events/{id}/', event, { token: organizer.token, json: { title: 'Jazz Malam' } })).body,
  ).toMatchObject({ title: 'Jazz Malam', description: 'One night' });
  expect(
    (
      await call('PUT /api/v1/events/{id}/', event, {
        token: organizer.token,
        json: { ...body, description: undefined },
      })
    ).body,
  ).toMatchObject({ title: 'Jazz', description: '' });
  expect((await call('POST /api/v1/events/{id}/publish/', event, { token: organizer.token })).status).toBe(409);
  expect((await call('GET /api/v1/events/my-events/', {}, { token: organizer.token })).body).toMatchObject([
    { id: event.id, status: 'draft' },
  ]);

  // 6. Ticket types
  const newType = (fields: object) =>
    call('POST /api/v1/tickets/', {}, { token: organizer.token, json: { event: event.id, ...fields } });
  const vip = await newType({ ticket_type: 'VIP', price: '200000.00', quota: 2 });
  expect([vip.status, vip.body]).toMatchObject([
    201,
    { object: 'ticket_type', tier: 'vip', price: '200000.00', quota: 2, sold: 0, event: event.id },
  ]);
  const early = await newType({ ticket_type: 'EARLY_BIRD', price: 50_000, quota: 10 });
  const spare = await newType({ ticket_type: 'STUDENT', price: 0, quota: 5 });
  expect(spare.body).toMatchObject({ ticket_type: 'free', tier: 'student' });
  const published = await call('POST /api/v1/events/{id}/publish/', event, { token: organizer.token });
  expect([published.status, published.body]).toMatchObject([200, { status: 'pending' }]);
  await fetch(`${live.url}/api/v1/admin/event-proposals/${event.id}/confirm/`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${administrator.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ status: 'approved' }),
  });
  expect(
    (
      await call(
        'GET /api/v1/events/',
        {},
        { query: `?category=music&status=PUBLISHED&starts_after=${later(1).slice(0, 10)}` },
      )
    ).body,
  ).toMatchObject([{ id: event.id }]);
  expect((await call('GET /api/v1/events/', {}, { query: '?status=DRAFT' })).body).toEqual([]);
  expect((await call('GET /api/v1/tickets/')).body).toHaveLength(3);
  expect((await call('GET /api/v1/tickets/{id}/', { id: idOf(vip) })).body).toMatchObject({
    object: 'ticket_type',
    id: idOf(vip),
  });
  expect(
    (
      await call(
        'PATCH /api/v1/tickets/{id}/',
        { id: idOf(early) },
        { token: organizer.token, json: { price: 60_000 } },
      )
    ).body,
  ).toMatchObject({ price: '60000.00', quota: 10 });
  expect(
    (
      await call(
        'PUT /api/v1/tickets/{id}/',
        { id: idOf(early) },
        { token: organizer.token, json: { ticket_type: 'EARLY_BIRD', price: 75_000, quota: 10 } },
      )
    ).body,
  ).toMatchObject({ price: '75000.00' });
  expect((await call('DELETE /api/v1/tickets/{id}/', { id: idOf(spare) }, { token: organizer.token })).status).toBe(
    204,
  );
  const available = await call('GET /api/v1/events/{id}/available-tickets/', event);
  expect(available.body).toMatchObject([{ price: '75000.00' }, { price: '200000.00' }]);

  // 7. Bookings
  const book = (json: object) => call('POST /api/v1/bookings/', {}, { token: ani, json });
  const first = await book({ event_ticket: idOf(vip), quantity: 2 });
  expect([first.status, first.body]).toMatchObject([
    201,
    { status: 'pending', quantity: 2, event_ticket: idOf(vip), expires_at: anything },
  ]);
  expect((await book({ event_ticket: idOf(vip), quantity: 1 })).status).toBe(409);
  expect((await book({ event_ticket: idOf(vip), quantity: 0 })).status).toBe(400);
  expect(
    (await call('PATCH /api/v1/tickets/{id}/', { id: idOf(vip) }, { token: organizer.token, json: { quota: 1 } })).body,
  ).toMatchObject({ quota: [anything] });
  expect((await call('DELETE /api/v1/tickets/{id}/', { id: idOf(vip) }, { token: organizer.token })).status).toBe(409);
  expect((await call('GET /api/v1/bookings/', {}, { token: ani })).body).toHaveLength(1);
  expect((await call('GET /api/v1/bookings/{id}/', { id: idOf(first) }, { token: support.token })).status).toBe(200);
  expect(
    (await call('GET /api/v1/bookings/{id}/', { id: idOf(first) }, { token: (await enter(live, 'stranger')).token }))
      .status,
  ).toBe(404);
  expect((await call('POST /api/v1/bookings/{id}/confirm/', { id: idOf(first) }, { token: ani })).status).toBe(403);
  expect(
    (await call('POST /api/v1/bookings/{id}/confirm/', { id: idOf(first) }, { token: support.token })).body,
  ).toMatchObject({
    status: 'confirmed',
    expires_at: null,
    tickets: [{ code: expect.stringMatching(/^TKT-\d{8}-[A-Z0-9]{8}$/) }, anything],
  });
  expect(
    (await call('POST /api/v1/bookings/{id}/refund/', { id: idOf(first) }, { token: support.token })).body,
  ).toMatchObject({ status: 'cancelled' });
  expect((await call('POST /api/v1/bookings/{id}/refund/', { id: idOf(first) }, { token: support.token })).status).toBe(
    409,
  );
  const second = await book({ event_ticket: idOf(early), quantity: 2 });
  expect((await call('PATCH /api/v1/bookings/{id}/cancel/', { id: idOf(second) }, { token: ani })).body).toMatchObject({
    status: 'cancelled',
  });
  const erased = await call('DELETE /api/v1/bookings/{id}/', { id: idOf(second) }, { token: administrator.token });
  expect([erased.status, erased.headers.get('allow')]).toEqual([405, expect.stringContaining('GET')]);
  expect((await call('GET /api/v1/events/{id}/bookings/', event, { token: organizer.token })).body).toHaveLength(2);
  expect((await call('GET /api/v1/events/{id}/bookings/', event, { token: ani })).status).toBe(403);
  expect((await call('DELETE /api/v1/events/{id}/', event, { token: organizer.token })).status).toBe(409);
  expect(
    (await call('POST /api/v1/events/{id}/cancel/', event, { token: organizer.token, json: { reason: 'Rain' } })).body,
  ).toMatchObject({ status: 'cancelled' });

  // 9. Documentation
  for (const row of BTICK_ENDPOINTS.documentation) expect((await call(row)).status, row).toBe(200);

  expectAllWalked([
    ...BTICK_ENDPOINTS.accounts,
    ...BTICK_ENDPOINTS.events,
    ...BTICK_ENDPOINTS.tickets,
    ...BTICK_ENDPOINTS.bookings,
    ...BTICK_ENDPOINTS.documentation,
  ]);
  expect(await runAudit(live.deps.db)).toEqual([]);
}, 60_000);
