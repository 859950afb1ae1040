import { runAudit } from '@setiket/core/features/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { walker } from './walker.ts';

/** Every operation of `event-ticketing.md`, at the path that it documents. */
const ENDPOINTS = [
  'GET /api/v1/events',
  'GET /api/v1/events/{id}',
  'POST /api/v1/events',
  'PUT /api/v1/events/{id}',
  'DELETE /api/v1/events/{id}',
  'POST /api/v1/bookings',
  'GET /api/v1/bookings/user/{id}',
  'GET /api/v1/bookings/event/{id}',
  'PUT /api/v1/bookings/{id}/status',
  'GET /api/v1/users',
  'POST /api/v1/users',
] as const;

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const anything = expect.anything();
const idOf = (answer: { body: never }) => (answer.body as { id: string }).id;

test('events with capacity, bookings with codes and statistics answer as event-ticketing.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const administrator = await enter(live, 'root', 'administrator');
  const buyer = await enter(live, 'buyer');
  const stranger = await enter(live, 'stranger');

  const body = {
    title: 'Rock Concert',
    description: 'An amazing rock concert',
    venue: 'Bangkok Arena',
    date_time: '2099-09-24T12:00:00',
    capacity: 5,
    price: '1500.00',
    status: 'active',
  };
  const created = await call('POST /api/v1/events', {}, { token: administrator.token, json: body });
  expect([created.status, created.body]).toMatchObject([
    201,
    {
      id: anything,
      title: 'Rock Concert',
      venue: 'Bangkok Arena',
      capacity: 5,
      price: '1500.00',
      status: 'approved',
      created_at: anything,
    },
  ]);
  const event = { id: idOf(created) };
  expect((await call('POST /api/v1/events', {}, { token: buyer.token, json: body })).status).toBe(403);
  expect(
    (
      await call(
        'POST /api/v1/events',
        {},
        { token: administrator.token, json: { ...body, date_time: '2020-01-01T00:00:00' } },
      )
    ).body,
  ).toMatchObject({ date_time: [anything] });
  expect(
    (await call('POST /api/v1/events', {}, { token: administrator.token, json: { ...body, capacity: 0 } })).body,
  ).toMatchObject({ capacity: [anything] });
  expect((await call('GET /api/v1/events')).body).toMatchObject([
    { id: event.id, venue: 'Bangkok Arena', capacity: 5, price: '1500.00' },
  ]);

  const booked = await call(
    'POST /api/v1/bookings',
    {},
    { token: buyer.token, json: { event_id: event.id, quantity: 2 } },
  );
  expect([booked.status, booked.body]).toMatchObject([
    201,
    {
      id: anything,
      user_id: buyer.id,
      event_id: event.id,
      quantity: 2,
      total_amount: '3000.00',
      booking_date: anything,
      status: 'confirmed',
    },
  ]);
  expect(
    (await call('POST /api/v1/bookings', {}, { token: stranger.token, json: { event_id: event.id, quantity: 4 } }))
      .status,
  ).toBe(409);
  expect(
    (
      await call(
        'POST /api/v1/bookings',
        {},
        { token: stranger.token, json: { event_id: event.id, quantity: 1, user_id: buyer.id } },
      )
    ).status,
  ).toBe(403);
  expect((await call('GET /api/v1/events/{id}', event, { token: administrator.token })).body).toMatchObject({
    price: '1500.00',
    total_tickets_sold: 2,
    total_revenue: '3000.00',
    total_bookings: 1,
  });
  expect((await call('GET /api/v1/bookings/user/{id}', { id: buyer.id }, { token: buyer.token })).body).toMatchObject([
    { user: 'buyer', event: 'Rock Concert', tickets: [{ code: anything }, { code: anything }] },
  ]);
  expect((await call('GET /api/v1/bookings/user/{id}', { id: buyer.id }, { token: stranger.token })).status).toBe(403);
  expect((await call('GET /api/v1/bookings/event/{id}', event, { token: administrator.token })).body).toHaveLength(1);
  expect((await call('GET /api/v1/event/{id}/', event)).body).toMatchObject({ price: 1500 });
  const cancelled = await call(
    'PUT /api/v1/bookings/{id}/status',
    { id: idOf(booked) },
    { token: buyer.token, json: { status: 'cancelled' } },
  );
  expect(cancelled.body).toMatchObject({
    status: 'cancelled',
    tickets: [{ status: 'cancelled' }, { status: 'cancelled' }],
  });
  expect((await call('GET /api/v1/events/{id}', event, { token: administrator.token })).body).toMatchObject({
    price: '1500.00',
    total_tickets_sold: 0,
    total_revenue: '0.00',
    total_bookings: 0,
  });
  expect(
    (await call('PUT /api/v1/events/{id}', event, { token: administrator.token, json: { ...body, capacity: 9 } })).body,
  ).toMatchObject({ capacity: 9 });
  expect((await call('DELETE /api/v1/events/{id}', event, { token: administrator.token })).status).toBe(409);
  const other = await call('POST /api/v1/events', {}, { token: administrator.token, json: body });
  const deleted = await call('DELETE /api/v1/events/{id}', { id: idOf(other) }, { token: administrator.token });
  expect([deleted.status, deleted.body]).toEqual([
    200,
    { success: true, message: 'Event deleted successfully', data: null },
  ]);

  const user = await call(
    'POST /api/v1/users',
    {},
    { token: administrator.token, json: { name: 'John Doe', phone: '0812345678', role: 'customer' } },
  );
  expect([user.status, user.body]).toMatchObject([201, { name: 'John Doe', phone: '0812345678', role: 'customer' }]);
  expect(
    (
      await call(
        'POST /api/v1/users',
        {},
        { token: administrator.token, json: { name: 'Jane Doe', phone: '0812345678' } },
      )
    ).body,
  ).toMatchObject({ phone: [anything] });
  expect((await call('GET /api/v1/users', {}, { token: administrator.token })).body).toHaveLength(4);
  expect((await call('GET /api/v1/users', {}, { token: buyer.token })).status).toBe(403);

  expectAllWalked(ENDPOINTS);
  expect(await runAudit(live.deps.db)).toEqual([]);
}, 60_000);
