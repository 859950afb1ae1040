import { runAudit } from '@setiket/core/features/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { OC_MENA_ENDPOINTS } from './oc-mena.endpoints.ts';
import { allowedMethods, walker } from './walker.ts';

/** What `oc-mena.md` documents about scanning, at the paths that it documents. */
const WALKED = OC_MENA_ENDPOINTS.scanning;

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const anything = expect.anything();

/** An event that begins in an hour, and somebody with three tickets for it. */
async function evening(administrator: { token: string }, guest: { token: string }) {
  const send = async (method: string, path: string, token: string, json?: object) => {
    const answer = await fetch(live.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(json && { body: JSON.stringify(json) }),
    });
    expect(answer.ok, `${method} ${path}`).toBe(true);
    return (await answer.json()) as never;
  };
  const date_time = new Date(Date.now() + 3_600_000).toISOString();
  const plan = { title: 'Festival', date_time, capacity: 10, price: '0' };
  const { id: event } = await send('POST', '/api/v1/events/', administrator.token, plan);
  const booking = await send('POST', '/api/v1/bookings/', guest.token, { event_id: event, quantity: 3 });
  const tickets = (booking as { tickets: { id: string; code: string }[] }).tickets;
  const qrs = await Promise.all(
    tickets.map(async ({ id }) => {
      const { qr_code_string } = await send('GET', `/api/tickets/${id}/qr/`, guest.token);
      return qr_code_string as string;
    }),
  );
  return { event: event as string, tickets, qrs, send };
}

test('scanning answers as oc-mena.md documents it', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const administrator = await enter(live, 'root', 'administrator');
  const staff = await enter(live, 'guard', 'staff');
  const guest = await enter(live, 'guest');
  const support = await enter(live, 'helper', 'support');
  const { event, tickets, qrs, send } = await evening(administrator, guest);
  const [qr, second, third] = qrs as [string, string, string];
  const validate = (json: object, token = staff.token) => call('POST /api/scan/validate/', {}, { token, json });
  const commit = (json: object, token = staff.token) => call('POST /api/scan/commit/', {}, { token, json });

  // A good ticket
  const valid = await validate({ qr_code: qr });
  expect([valid.status, valid.body]).toMatchObject([
    200,
    { valid: true, reason: null, ticket: { id: tickets[0]!.id, code: tickets[0]!.code, status: 'active' } },
  ]);
  const english = { 'Accept-Language': 'en' };
  const admitted = await call(
    'POST /api/scan/commit/',
    {},
    { token: staff.token, json: { qr_code: qr, event_id: event, gate: 'Main' }, headers: english },
  );
  expect([admitted.status, admitted.body]).toMatchObject([
    200,
    { admitted: true, result: 'admitted', gate: 'Main', message: 'Welcome.', ticket: { status: 'used' } },
  ]);

  // The same once more
  const again = await call('POST /api/scan/commit/', {}, { token: staff.token, json: { token: qr }, headers: english });
  expect(again.headers.get('content-type')).toContain('application/problem+json');
  expect([again.status, again.body]).toMatchObject([
    409,
    {
      code: 'scan.already_used',
      detail: expect.stringMatching(/^This ticket was used already: .+ at Main\.$/),
      facts: { used_at: anything, gate: 'Main', is_inside: true },
    },
  ]);
  expect((await commit({ qr })).body).toMatchObject({ detail: expect.stringMatching(/^Tiket ini sudah dipakai/) });
  const used = await validate({ qr_code: qr });
  expect([used.status, used.body]).toMatchObject([
    200,
    { valid: false, reason: 'already_used', code: 'scan.already_used', ticket: { status: 'used' } },
  ]);

  // What is no good, and what is nothing
  const forged = `${second.slice(0, -6)}AAAAAA`;
  for (const [json, status, code] of [
    [{ qr_code: forged }, 409, 'scan.forged'],
    [{ qr_code: tickets[1]!.id }, 409, 'scan.forged'],
    [{ qr_code: 'TKT-20200101-ABCDEFGH' }, 404, 'scan.unknown'],
    [{ qr_code: 'https://example.test' }, 404, 'scan.unknown'],
    [{}, 400, 'request.invalid'],
    [{ qr_code: 7 }, 400, 'request.invalid'],
    [{ qr_code: second, direction: 'sideways' }, 400, 'request.invalid'],
    [{ qr_code: second, direction: 'exit' }, 409, 'scan.not_inside'],
    [{ qr_code: second, event_id: crypto.randomUUID() }, 404, 'event.not_found'],
  ] as const) {
    const refused = await commit(json);
    expect([refused.status, refused.body], JSON.stringify(json)).toMatchObject([status, { code }]);
  }
  expect((await validate({ qr_code: forged })).body).toMatchObject({ valid: false, reason: 'forged', ticket: null });
  expect((await validate({})).status).toBe(400);

  // Who may
  for (const row of ['POST /api/scan/validate/', 'POST /api/scan/commit/'] as const) {
    expect((await call(row, {}, { json: { qr_code: qr } })).status).toBe(401);
    for (const { token } of [guest, support])
      expect((await call(row, {}, { token, json: { qr_code: qr } })).status).toBe(403);
  }
  for (const row of ['GET /api/scan/logs/', 'GET /api/scan/stats/'] as const) {
    expect((await call(row)).status).toBe(401);
    for (const { token } of [guest, support]) expect((await call(row, {}, { token })).status).toBe(403);
  }

  // A paired device at a gate, with a scan typed by hand and one that was sent twice
  const { id: gate } = await send('POST', `/api/events/${event}/gates/`, administrator.token, { name: 'North' });
  const { pairing_code } = await send('POST', `/api/gates/${gate}/devices/`, administrator.token, { name: 'Phone' });
  const paired = await fetch(`${live.url}/api/gates/pair/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ pairing_code }),
  });
  const { token: device } = (await paired.json()) as { token: string };
  const atGate = (json: object, scheme = 'Gate') =>
    call('POST /api/scan/commit/', {}, { json, headers: { Authorization: `${scheme} ${device}` } });
  expect((await atGate({ code: tickets[1]!.code, device_scan_id: '1' })).body).toMatchObject({ gate: 'North' });
  expect((await atGate({ code: tickets[1]!.code, device_scan_id: '1' }, 'Bearer')).body).toMatchObject({
    admitted: true,
    replayed: true,
  });
  const as = (path: string) => fetch(live.url + path, { headers: { Authorization: `Gate ${device}` } });
  expect((await as('/api/gates/snapshot/')).status).toBe(200);
  expect((await as('/api/scan/logs/')).status).toBe(403);
  expect((await as('/api/auth/me/')).status).toBe(403);
  // What is public, it may read as well.
  expect((await as('/api/event/')).status).toBe(200);
  expect((await fetch(`${live.url}/api/gates/snapshot/`, { headers: { Authorization: 'Gate gate_x' } })).status).toBe(
    401,
  );
  const offline = { scans: [{ device_scan_id: '2', qr: third, at: new Date().toISOString() }] };
  const uploaded = await fetch(`${live.url}/api/scans/upload/`, {
    method: 'POST',
    headers: { Authorization: `Gate ${device}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(offline),
  });
  expect([uploaded.status, await uploaded.json()]).toMatchObject([
    200,
    { accepted: 1, scans: [{ result: 'admitted' }] },
  ]);

  // What is left of it
  const logs = await call(
    'GET /api/scan/logs/',
    {},
    { token: staff.token, query: `?event_id=${event}&result=admitted` },
  );
  expect(logs.headers.get('x-total-count')).toBe('3');
  expect(logs.body).toMatchObject([{ source: 'offline' }, { gate: 'North' }, { gate: 'Main', scanned_by: 'guard' }]);
  const unknown = await call('GET /api/scan/logs/', {}, { token: staff.token, query: '?colour=red' });
  expect(unknown.status).toBe(400);
  const stats = await call('GET /api/scan/stats/', {}, { token: staff.token, query: `?event_id=${event}` });
  expect(stats.body).toMatchObject({
    expected: 3,
    admitted: 3,
    inside_now: 3,
    refusals: { already_used: 2, not_inside: 1 },
  });
  expect((await call('GET /api/scan/stats/', {}, { token: staff.token })).body).toMatchObject({ admitted: 3 });

  // A supervisor takes one back
  const undo = { ticket_id: tickets[0]!.id, reason: 'The wrong counter' };
  expect(await send('POST', '/api/scans/undo/', administrator.token, undo)).toMatchObject({ status: 'active' });
  expect((await commit({ qr })).status).toBe(200);

  expectAllWalked(WALKED);
  expect(await runAudit(live.deps.db)).toEqual([]);
});

test.each(WALKED)('%s answers with and without slash, under /api/v1 and under /api', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  const stem = path.replace(/^\/api\//, '').replace(/\/$/, '');
  for (const variant of [`/api/v1/${stem}/`, `/api/v1/${stem}`, `/api/${stem}/`, `/api/${stem}`])
    expect(await allowedMethods(live.url, variant), variant).toContain(method);
});
