import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, mailTo, startLive } from '../live.ts';
import { OC_MENA_ENDPOINTS } from './oc-mena.endpoints.ts';
import { allowedMethods, walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

/** What `oc-mena.md` lists for everybody, and of accounts. */
const ROWS = OC_MENA_ENDPOINTS.accounts;

const PASSWORD = 'securepassword123';
const anything = expect.anything();
type Pair = { access: string; refresh: string };

test('accounts answer as oc-mena.md documents them', async () => {
  const { call, expectAllWalked } = walker(live.url);
  expect((await call('GET /api/health/')).status).toBe(200);
  expect([(await call('GET /api/tickets/types/')).body, (await call('GET /api/redoc/')).status]).toEqual([[], 200]);

  const email = 'layla@example.test';
  const json = { email, password: PASSWORD, first_name: 'Layla', last_name: 'H', locale: 'en' };
  const registered = await call('POST /api/auth/register/', {}, { json });
  expect([registered.status, registered.body]).toMatchObject([201, { id: anything, email, role: 'customer' }]);
  expect((await call('POST /api/auth/register/', {}, { json })).status).toBe(400);

  const login = async (password: string) => call('POST /api/auth/login/', {}, { json: { email, password } });
  const first = (await login(PASSWORD)).body as Pair;
  expect((await login('wrong')).status).toBe(401);
  const renewed = await call('POST /api/auth/token/refresh/', {}, { json: { refresh: first.refresh } });
  expect([renewed.status, renewed.body]).toMatchObject([200, { access: anything, refresh: anything }]);
  expect((await call('POST /api/auth/token/refresh/', {}, { json: { refresh: first.refresh } })).status).toBe(200);

  const second = (await login(PASSWORD)).body as Pair;
  const own = await call('GET /api/auth/me/', {}, { token: second.access });
  expect([own.status, own.body]).toMatchObject([200, { email, first_name: 'Layla' }]);
  expect((await call('GET /api/auth/me/')).status).toBe(401);

  const patch = (body: object) => call('PATCH /api/auth/me/', {}, { token: second.access, json: body });
  const changed = await patch({ first_name: 'Leila', phone_number: '+1 714 555 0100' });
  expect([changed.status, changed.body]).toMatchObject([200, { first_name: 'Leila', last_name: 'H' }]);
  const unproved = await patch({ email: 'leila@example.test' });
  expect([unproved.status, unproved.body]).toMatchObject([400, { current_password: ['This field is required.'] }]);
  expect((await patch({ role: 'administrator' })).status).toBe(400);
  expect((await call('PATCH /api/auth/me/', {}, { json: { first_name: 'X' } })).status).toBe(401);

  // A changed password ends every other session.
  const third = (await login(PASSWORD)).body as Pair;
  const change = (token: string | undefined, body: object) =>
    call('POST /api/auth/password/change/', {}, { token, json: body });
  const wrong = await change(second.access, { old_password: 'wrong', new_password: 'a second password' });
  expect([wrong.status, wrong.body]).toMatchObject([400, { old_password: [anything] }]);
  expect((await change(undefined, { old_password: PASSWORD, new_password: 'a second password' })).status).toBe(401);
  const done = await change(second.access, { old_password: PASSWORD, new_password: 'a second password' });
  expect([done.status, done.body]).toMatchObject([200, { detail: anything }]);
  expect((await call('GET /api/auth/me/', {}, { token: third.access })).status).toBe(401);
  expect((await call('GET /api/auth/me/', {}, { token: second.access })).status).toBe(200);

  // Forgotten: the same answer for everybody, and a token by mail.
  const ask = (address: string) => call('POST /api/auth/password/reset/', {}, { json: { email: address } });
  const [known, unknown] = [await ask(email), await ask('nobody@example.test')];
  expect([known.status, known.text]).toEqual([200, unknown.text]);
  expect(unknown.status).toBe(200);
  expect((await ask('no address')).status).toBe(400);
  const mail = await mailTo(live, email, /new password/i);
  const token = /reset-password#([\w-]+)/.exec(mail.Text)?.[1];
  const confirm = (body: object) => call('POST /api/auth/password/reset/confirm/', {}, { json: body });
  const madeUp = await confirm({ token: 'made-up', new_password: 'a third password' });
  expect([madeUp.status, madeUp.body]).toMatchObject([400, { code: 'account.reset_token_invalid', token: [anything] }]);
  expect((await confirm({ token, new_password: 'short' })).body).toMatchObject({ new_password: [anything] });
  expect((await confirm({ token, new_password: 'a third password' })).status).toBe(200);
  expect((await confirm({ token, new_password: 'a fourth password' })).status).toBe(400);
  expect((await call('GET /api/auth/me/', {}, { token: second.access })).status).toBe(401);
  const last = (await login('a third password')).body as Pair;
  await mailTo(live, email, /was changed/);

  const logout = { token: last.access, json: { refresh: last.refresh } };
  expect((await call('POST /api/auth/logout/', {}, logout)).status).toBe(205);
  expect((await call('POST /api/auth/logout/', {}, logout)).status).toBe(401);
  expectAllWalked(ROWS);
}, 60_000);

test.each(ROWS.filter((row) => row.includes('/auth/')))(
  '%s answers with and without slash, under /api and /api/v1',
  async (row) => {
    const [method, path] = row.split(' ') as [string, string];
    const bare = path.replace(/\/$/, '');
    for (const variant of [path, bare, path.replace('/api/', '/api/v1/'), bare.replace('/api/', '/api/v1/')])
      expect(await allowedMethods(live.url, variant), variant).toContain(method);
  },
);
