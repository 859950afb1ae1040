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

const ROWS = OC_MENA_ENDPOINTS.vendors;

const PNG = new Blob(
  [
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ],
  { type: 'image/png' },
);

test('vendors answer as oc-mena.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const vendor = await enter(live, 'kopi', 'vendor');
  const rival = await enter(live, 'rival', 'vendor');
  const customer = await enter(live, 'guest');
  const administrator = await enter(live, 'root', 'administrator');
  const staff = await enter(live, 'gate', 'staff');

  // The profile is there from the first sign-in.
  const own = await call('GET /api/vendors/profile/', {}, { token: vendor.token });
  expect([own.status, own.body]).toMatchObject([200, { id: vendor.id, name: 'kopi', status: 'pending', booths: [] }]);
  expect((await call('GET /api/vendors/profile/', {}, { token: customer.token })).status).toBe(403);
  expect((await call('GET /api/vendors/profile/')).status).toBe(401);
  const form = { name: 'Kopi Tuku', category: 'food', website: 'https://kopi.test', logo: PNG };
  const changed = await call('PATCH /api/vendors/profile/', {}, { token: vendor.token, form });
  expect([changed.status, changed.body]).toMatchObject([
    200,
    { name: 'Kopi Tuku', logo_url: expect.stringContaining('/media/logo/') },
  ]);
  expect((await fetch((changed.body as { logo_url: string }).logo_url)).headers.get('content-type')).toBe('image/png');
  const bad = await call('PATCH /api/vendors/profile/', {}, { token: vendor.token, json: { website: 'nowhere' } });
  expect([bad.status, bad.body]).toMatchObject([400, { website: [expect.anything()] }]);
  expect((await call('PATCH /api/vendors/profile/', {}, { token: staff.token, json: {} })).status).toBe(403);

  const noQr = await call('GET /api/vendors/setup-qr/', {}, { token: vendor.token });
  expect([noQr.status, noQr.body]).toMatchObject([409, { code: 'vendor.without_booth' }]);
  expect((await call('GET /api/vendors/list/')).body).toEqual([]);

  // Administrators have booths and give them out.
  const admin = { token: administrator.token };
  const made = await call(
    'POST /api/vendors/admin/booths/',
    {},
    { ...admin, json: { number: 'A-1', location: 'Hall' } },
  );
  expect([made.status, made.body]).toMatchObject([201, { number: 'A-1', setup_status: 'free' }]);
  const booth_id = (made.body as { id: string }).id;
  const booths = await call('GET /api/vendors/admin/booths/', {}, admin);
  expect([booths.status, booths.body]).toMatchObject([200, [{ id: booth_id }]]);
  const vendors = await call('GET /api/vendors/admin/vendors/', {}, admin);
  expect([vendors.status, vendors.headers.get('x-total-count')]).toEqual([200, '2']);
  for (const row of ['GET /api/vendors/admin/booths/', 'GET /api/vendors/admin/vendors/'] as const) {
    expect((await call(row)).status).toBe(401);
    expect((await call(row, {}, { token: vendor.token })).status).toBe(403);
  }
  const assign = (token: string | undefined, json: object) =>
    call('POST /api/vendors/admin/booths/assign/', {}, { token, json });
  expect((await assign(undefined, { booth_id, vendor_id: vendor.id })).status).toBe(401);
  expect((await assign(vendor.token, { booth_id, vendor_id: vendor.id })).status).toBe(403);
  expect((await assign(admin.token, { booth_id })).body).toMatchObject({ vendor_id: ['This field is required.'] });
  expect((await assign(admin.token, { booth_id, vendor_id: customer.id })).status).toBe(404);
  const assigned = await assign(admin.token, { booth_id, vendor_id: vendor.id });
  expect([assigned.status, assigned.body]).toMatchObject([200, { vendor_id: vendor.id, vendor: 'Kopi Tuku' }]);
  const taken = await assign(admin.token, { booth_id, vendor_id: rival.id });
  expect([taken.status, taken.body]).toMatchObject([409, { code: 'booth.taken' }]);
  await mailTo(live, vendor.email, /A-1/);

  const listed = await call('GET /api/vendors/list/');
  expect([listed.status, listed.body]).toMatchObject([200, [{ name: 'Kopi Tuku', booths: [{ number: 'A-1' }] }]]);
  expect((await call('GET /api/vendors/list/')).headers.get('x-data-source')).toBe('cache');

  // The vendor shows the QR, staff let it in.
  const qr = await call('GET /api/vendors/setup-qr/', {}, { token: vendor.token });
  expect([qr.status, qr.body]).toMatchObject([
    200,
    { qr_code: expect.stringMatching(/^data:image\/png;base64,/), qr_code_string: expect.stringMatching(/^SETUP-/) },
  ]);
  expect((await call('GET /api/vendors/setup-qr/')).status).toBe(401);
  expect((await call('GET /api/vendors/setup-qr/', {}, admin)).status).toBe(403);
  const scan = (token: string, text: string) =>
    call('POST /api/vendors/setup/scan/', {}, { token, json: { qr: text } });
  const { qr_code_string } = qr.body as { qr_code_string: string };
  expect((await scan(vendor.token, qr_code_string)).status).toBe(403);
  expect((await scan(staff.token, 'SETUP-x')).body).toMatchObject({ status: 400, code: 'booth.qr_invalid' });
  expect((await scan(staff.token, qr_code_string)).body).toMatchObject({ result: 'set_up', booth: { number: 'A-1' } });
  expect((await scan(staff.token, qr_code_string)).body).toMatchObject({ result: 'already_set_up' });

  const dashboard = await call('GET /api/vendors/dashboard/', {}, { token: vendor.token });
  expect([dashboard.status, dashboard.body]).toMatchObject([
    200,
    { setup_status: 'set_up', booth: { number: 'A-1' }, counts: { booths: 1, set_up: 1 } },
  ]);
  expect((await call('GET /api/vendors/dashboard/')).status).toBe(401);
  expect((await call('GET /api/vendors/dashboard/', {}, { token: customer.token })).status).toBe(403);
  expectAllWalked(ROWS);
}, 60_000);

test.each(ROWS)('%s answers with and without slash, under /api and /api/v1', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  const bare = path.replace(/\/$/, '');
  for (const variant of [path, bare, path.replace('/api/', '/api/v1/'), bare.replace('/api/', '/api/v1/')])
    expect(await allowedMethods(live.url, variant), variant).toContain(method);
});
