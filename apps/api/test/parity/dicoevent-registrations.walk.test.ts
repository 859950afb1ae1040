import { runAudit } from '@setiket/core/features/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { DICOEVENT_ENDPOINTS } from './dicoevent.endpoints.ts';
import { walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const anything = expect.anything();
const idOf = (answer: { body: never }) => (answer.body as { id: string }).id;

test('registrations and payments answer as dicoevent.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const administrator = await enter(live, 'root', 'administrator');
  const user = await enter(live, 'user');
  const stranger = await enter(live, 'stranger');
  const made = await fetch(`${live.url}/api/v1/events/`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${administrator.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Workshop', date_time: '2099-01-01T09:00:00', capacity: 10, price: '50000' }),
  });
  const { id: event } = (await made.json()) as { id: string };

  const register = () => call('POST /api/registrations/', {}, { token: user.token, json: { event } });
  const first = await register();
  expect([first.status, first.body]).toMatchObject([
    201,
    { id: anything, user: user.id, event, ticket: anything, quantity: 1, status: 'pending', total_amount: '50000.00' },
  ]);
  expect((await call('POST /api/registrations/', {}, { json: { event } })).status).toBe(401);
  expect((await call('GET /api/registrations/', {}, { token: user.token })).body).toHaveLength(1);
  expect((await call('GET /api/registrations/', {}, { token: stranger.token })).body).toEqual([]);
  expect((await call('GET /api/registrations/', {}, { token: administrator.token })).body).toHaveLength(1);
  expect((await call('GET /api/registrations/{id}/', { id: idOf(first) }, { token: user.token })).status).toBe(200);
  expect((await call('GET /api/registrations/{id}/', { id: idOf(first) }, { token: stranger.token })).status).toBe(404);

  const pay = (registration: string, token: string) =>
    call('POST /api/payments/', {}, { token, json: { registration, payment_method: 'balance' } });
  expect((await pay(idOf(first), stranger.token)).status).toBe(404);
  const paid = await pay(idOf(first), user.token);
  expect([paid.status, paid.body]).toMatchObject([
    201,
    { id: anything, registration: idOf(first), amount: '50000.00', status: 'succeeded' },
  ]);
  expect((await pay(idOf(first), user.token)).status).toBe(409);
  expect((await call('GET /api/payments/', {}, { token: user.token })).body).toHaveLength(1);
  expect((await call('GET /api/payments/{id}/', { id: idOf(paid) }, { token: user.token })).status).toBe(200);
  expect((await call('GET /api/payments/{id}/', { id: idOf(paid) }, { token: stranger.token })).status).toBe(404);
  const remove = 'DELETE /api/payments/{id}/';
  expect((await call(remove, { id: idOf(paid) }, { token: user.token })).status).toBe(403);
  expect((await call(remove, { id: idOf(paid) }, { token: administrator.token })).status).toBe(409);
  const refunded = await call(
    'PUT /api/payments/{id}/',
    { id: idOf(paid) },
    { token: administrator.token, json: { status: 'refunded' } },
  );
  expect(refunded.body).toMatchObject({ status: 'refunded', refunded_amount: '50000.00' });

  const second = await register();
  const change = { token: administrator.token, json: { status: 'confirmed' } };
  expect((await call('PUT /api/registrations/{id}/', { id: idOf(second) }, change)).body).toMatchObject({
    status: 'confirmed',
  });
  const erase = 'DELETE /api/registrations/{id}/';
  expect((await call(erase, { id: idOf(second) }, { token: user.token })).status).toBe(403);
  expect((await call(erase, { id: idOf(second) }, { token: administrator.token })).status).toBe(204);
  expect((await call('GET /api/registrations/{id}/', { id: idOf(second) }, { token: user.token })).body).toMatchObject({
    status: 'cancelled',
  });

  expectAllWalked([...DICOEVENT_ENDPOINTS.registrations, ...DICOEVENT_ENDPOINTS.payments]);
  expect(await runAudit(live.deps.db)).toEqual([]);
}, 60_000);
