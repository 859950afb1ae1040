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

const ROWS = OC_MENA_ENDPOINTS.festival;

const PNG = new Blob(
  [
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
  ],
  { type: 'image/png' },
);

test('the festival pages answer as oc-mena.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const administrator = await enter(live, 'root', 'administrator');
  const guest = await enter(live, 'guest');
  const admin = { token: administrator.token };

  // Open to everybody, from the first day, and to be changed by administrators only.
  const first = await call('GET /api/config/public/');
  expect([first.status, first.body]).toMatchObject([200, { name: 'Setiket', currency: 'IDR', social_links: {} }]);
  expect((await call('GET /api/config/public/')).headers.get('x-data-source')).toBe('cache');
  const config = {
    name: 'OC MENA Festival',
    start_date: '2026-06-19',
    end_date: '2026-06-21',
    timezone: 'Asia/Jakarta',
  };
  expect((await call('PUT /api/config/public/', {}, { json: config })).status).toBe(401);
  expect((await call('PUT /api/config/public/', {}, { token: guest.token, json: config })).status).toBe(403);
  const put = await call('PUT /api/config/public/', {}, { ...admin, json: config });
  expect([put.status, put.body]).toMatchObject([200, config]);
  const bad = await call('PATCH /api/config/public/', {}, { ...admin, json: { end_date: '2026-01-01' } });
  expect([bad.status, bad.body]).toMatchObject([400, { end_date: [expect.anything()] }]);
  const changed = await call('GET /api/config/public/');
  expect([changed.body, changed.headers.get('x-data-source')]).toMatchObject([{ name: 'OC MENA Festival' }, null]);

  expect((await call('GET /api/config/sponsors/')).body).toEqual([]);
  const form = { name: 'Bank', tier: 'GOLD', website: 'https://bank.test', logo: PNG };
  expect((await call('POST /api/config/sponsors/', {}, { token: guest.token, form })).status).toBe(403);
  const sponsor = await call('POST /api/config/sponsors/', {}, { ...admin, form });
  expect([sponsor.status, sponsor.body]).toMatchObject([201, { tier: 'gold' }]);
  const { logo_url } = sponsor.body as { logo_url: string };
  expect((await fetch(logo_url)).headers.get('content-type')).toBe('image/png');
  const sponsors = await call('GET /api/config/sponsors/');
  expect([sponsors.status, sponsors.body]).toMatchObject([200, [{ name: 'Bank', logo_url }]]);
  expect((await call('GET /api/config/sponsors/')).headers.get('x-data-source')).toBe('cache');

  expect((await call('GET /api/config/schedule/')).body).toMatchObject({ stages: [], days: [] });
  const item = { title: 'Oud', stage: 'Garden', starts_at: '2026-06-19T18:00:00', ends_at: '2026-06-19T19:00:00' };
  expect((await call('POST /api/config/schedule/', {}, { json: item })).status).toBe(401);
  const early = await call('POST /api/config/schedule/', {}, { ...admin, json: { ...item, ends_at: item.starts_at } });
  expect([early.status, early.body]).toMatchObject([400, { ends_at: [expect.anything()] }]);
  expect((await call('POST /api/config/schedule/', {}, { ...admin, json: item })).status).toBe(201);
  const schedule = await call('GET /api/config/schedule/');
  expect([schedule.status, schedule.body]).toMatchObject([
    200,
    { stages: ['Garden'], days: [{ date: '2026-06-19', items: [{ start_time: '18:00:00' }] }] },
  ]);
  expect((await call('GET /api/config/schedule/')).headers.get('x-data-source')).toBe('cache');

  // Anybody may write to the house, which gets a mail and can look everything up.
  const letter = { name: 'Sari', email: 'sari@example.test', subject: 'Parking', message: 'Where can I park?' };
  const written = await call('POST /api/config/contact/', {}, { json: letter });
  expect([written.status, written.body]).toMatchObject([201, { detail: expect.stringMatching(/^Thank you/) }]);
  const empty = await call('POST /api/config/contact/', {}, { json: { name: 'Sari', email: 'nowhere' } });
  expect([empty.status, empty.body]).toMatchObject([
    400,
    { email: [expect.anything()], message: ['This field is required.'] },
  ]);
  await mailTo(live, 'tickets@setiket.test', /Parking/);
  expect((await call('GET /api/config/contact/messages/', {}, { token: guest.token })).status).toBe(403);
  const messages = await call('GET /api/config/contact/messages/', {}, admin);
  expect([messages.status, messages.body]).toMatchObject([200, [{ subject: 'Parking', answered_at: null }]]);
  expectAllWalked(ROWS);
}, 60_000);

test.each(ROWS)('%s answers with and without slash, under /api and /api/v1', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  const bare = path.replace(/\/$/, '');
  for (const variant of [path, bare, path.replace('/api/', '/api/v1/'), bare.replace('/api/', '/api/v1/')])
    expect(await allowedMethods(live.url, variant), variant).toContain(method);
});
