import { runAudit } from '@setiket/core/features/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { enter } from './cast.ts';
import { OC_MENA_ENDPOINTS } from './oc-mena.endpoints.ts';
import { allowedMethods, walker } from './walker.ts';

/** What `oc-mena.md` documents about wallets, at the paths that it documents. */
const WALKED = OC_MENA_ENDPOINTS.wallets;

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

async function send(method: string, path: string, token: string, json?: object) {
  const answer = await fetch(live.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(json && { body: JSON.stringify(json) }),
  });
  expect(answer.ok, `${method} ${path}`).toBe(true);
  return (await answer.json()) as { id: string; tickets: { id: string; code: string }[] };
}

/** An event, and somebody with two tickets for it. */
async function sale(administrator: { token: string }, guest: { token: string }) {
  const date_time = new Date(Date.now() + 86_400_000).toISOString();
  const plan = { title: 'Festival', date_time, capacity: 10, price: '0' };
  const { id: event } = await send('POST', '/api/v1/events/', administrator.token, plan);
  const { tickets } = await send('POST', '/api/v1/bookings/', guest.token, { event_id: event, quantity: 2 });
  return { event, tickets };
}

/** The members of a pass's `pass.json`; its files lie in the archive as they are. */
function passOf(bytes: ArrayBuffer) {
  const [json = '{}'] =
    /\{"formatVersion".*?"barcodes":\[.*?\](?:,[^\0]*?)?\}(?=PK)/s.exec(Buffer.from(bytes).toString('utf8')) ?? [];
  return JSON.parse(json) as { serialNumber: string; passTypeIdentifier: string; authenticationToken: string };
}

test('wallets answer as oc-mena.md documents it', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const administrator = await enter(live, 'root', 'administrator');
  const guest = await enter(live, 'guest');
  const stranger = await enter(live, 'stranger');
  const { tickets } = await sale(administrator, guest);
  const [first, second] = tickets as [{ id: string; code: string }, { id: string; code: string }];
  const CREATING = ['POST /api/wallet/apple/create-pass/', 'POST /api/wallet/google/create-pass/'] as const;

  // Apple
  const apple = await call(CREATING[0], {}, { token: guest.token, json: { ticket_id: first.id } });
  expect(apple.status).toBe(200);
  expect(apple.headers.get('content-type')).toBe('application/vnd.apple.pkpass');
  expect(apple.headers.get('content-disposition')).toBe(`attachment; filename=${first.code}.pkpass`);
  expect(apple.headers.get('x-wallet-pass')).toBe('development');
  expect(apple.text.slice(0, 4)).toBe('PK\u0003\u0004');

  // Google
  const google = await call(CREATING[1], {}, { token: guest.token, json: { ticket_id: first.id } });
  expect([google.status, google.body]).toMatchObject([
    200,
    {
      save_url: expect.stringMatching(/^https:\/\/pay\.google\.com\/gp\/v\/save\/[\w-]+\.[\w-]+\.[\w-]+$/),
      is_development: true,
    },
  ]);

  // Mine
  const passes = await call('GET /api/wallet/passes/', {}, { token: guest.token });
  expect(passes.headers.get('x-total-count')).toBe('2');
  expect(passes.body).toMatchObject([
    { platform: 'google', ticket_id: first.id, status: 'active' },
    { platform: 'apple', ticket_id: first.id, status: 'active', code: first.code, event: 'Festival' },
  ]);
  expect((await call('GET /api/wallet/passes/', {}, { token: stranger.token })).body).toEqual([]);
  expect((await call('GET /api/wallet/passes/')).status).toBe(401);
  expect((await call('GET /api/wallet/passes/', {}, { token: guest.token, query: '?platform=nokia' })).status).toBe(
    400,
  );

  // Who may not, and what can't be
  for (const row of CREATING) {
    expect((await call(row, {}, { json: { ticket_id: first.id } })).status).toBe(401);
    for (const [token, json, status, code] of [
      [stranger.token, { ticket_id: first.id }, 404, 'ticket.not_found'],
      [administrator.token, { ticket_id: first.id }, 404, 'ticket.not_found'],
      [guest.token, { ticket_id: crypto.randomUUID() }, 404, 'ticket.not_found'],
      [guest.token, { ticket_id: 'x' }, 400, 'request.invalid'],
      [guest.token, {}, 400, 'request.invalid'],
    ] as const) {
      const refused = await call(row, {}, { token, json });
      expect([refused.status, refused.body], JSON.stringify(json)).toMatchObject([status, { code }]);
    }
  }

  // A refund ends it
  await send('DELETE', `/api/ticket/${second.id}/refund/`, guest.token);
  const cancelled = await call(CREATING[0], {}, { token: guest.token, json: { ticket_id: second.id } });
  expect([cancelled.status, cancelled.body]).toMatchObject([409, { code: 'ticket.cancelled' }]);
  await send('DELETE', `/api/ticket/${first.id}/refund/`, guest.token);
  expect((await call('GET /api/wallet/passes/', {}, { token: guest.token })).body).toMatchObject([
    { status: 'voided' },
    { status: 'voided' },
  ]);

  expectAllWalked(WALKED);
  expect(await runAudit(live.deps.db)).toEqual([]);
});

test('a phone registers a pass and gets its updates, as Apple documents it', async () => {
  const administrator = await enter(live, 'boss', 'administrator');
  const guest = await enter(live, 'visitor');
  const { tickets } = await sale(administrator, guest);
  const made = await fetch(`${live.url}/api/wallet/apple/create-pass/`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${guest.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ticket_id: tickets[0]!.id }),
  });
  const pass = passOf(await made.arrayBuffer());
  const service = `${live.url}/api/v1/wallet/apple/v1`;
  const Authorization = `ApplePass ${pass.authenticationToken}`;
  const list = `${service}/devices/phone-1/registrations/${pass.passTypeIdentifier}`;
  const registration = `${list}/${pass.serialNumber}`;
  const register = (headers: Record<string, string>, body = '{"pushToken":"push-1"}') =>
    fetch(registration, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });

  expect((await fetch(list)).status).toBe(204);
  const refused = await register({});
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'wallet.unauthorized' }]);
  expect((await register({ Authorization: 'ApplePass wrong' })).status).toBe(401);
  expect((await register({ Authorization }, '{')).status).toBe(400);
  expect((await register({ Authorization }, '{}')).status).toBe(400);
  expect((await register({ Authorization })).status).toBe(201);
  expect((await register({ Authorization })).status).toBe(200);

  const updates = await fetch(list);
  expect([updates.status, await updates.json()]).toMatchObject([200, { serialNumbers: [pass.serialNumber] }]);
  const path = `${service}/passes/${pass.passTypeIdentifier}/${pass.serialNumber}`;
  expect((await fetch(path)).status).toBe(401);
  const latest = await fetch(path, { headers: { Authorization } });
  expect(latest.headers.get('content-type')).toBe('application/vnd.apple.pkpass');
  expect(passOf(await latest.arrayBuffer())).toEqual(pass);
  const since = { 'If-Modified-Since': latest.headers.get('last-modified')! };
  expect((await fetch(path, { headers: { Authorization, ...since } })).status).toBe(304);
  const later = new Date(Date.parse(since['If-Modified-Since']) + 5000);
  await live.deps.db.wallet_passes.update({ where: { id: pass.serialNumber }, data: { updated_at: later } });
  expect((await fetch(path, { headers: { Authorization, ...since } })).status).toBe(200);

  expect((await fetch(`${service}/log`, { method: 'POST', body: '{"logs":["It does not open."]}' })).status).toBe(200);
  expect((await fetch(`${service}/log`, { method: 'POST', body: '[]' })).status).toBe(400);
  expect((await fetch(path, { method: 'PUT' })).status).toBe(405);
  expect((await fetch(registration, { method: 'DELETE', headers: { Authorization } })).status).toBe(200);
  expect((await fetch(list)).status).toBe(204);
});

test.each(WALKED)('%s answers with and without slash, under /api/v1 and under /api', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  const stem = path.replace(/^\/api\//, '').replace(/\/$/, '');
  for (const variant of [`/api/v1/${stem}/`, `/api/v1/${stem}`, `/api/${stem}/`, `/api/${stem}`])
    expect(await allowedMethods(live.url, variant), variant).toContain(method);
});
