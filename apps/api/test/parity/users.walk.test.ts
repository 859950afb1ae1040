import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { allowedMethods, walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

/** Users API of `event-ticketing.md`. */
const ROWS = ['GET /api/v1/users', 'POST /api/v1/users'] as const;
const PASSWORD = 'securepassword123';
const anything = expect.anything();

test('users are listed and made as documented', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const json = { username: 'root', email: 'root@example.test', password: PASSWORD };
  const { body } = await call('POST /api/v1/auth/register/', {}, { json });
  await live.deps.db.users.update({
    where: { id: (body as { id: string }).id },
    data: { role: 'administrator', is_superuser: true },
  });
  const signedIn = await call('POST /api/v1/auth/login/', {}, { json: { username: 'root', password: PASSWORD } });
  const { access: token } = signedIn.body as { access: string };

  const DOCUMENTED = { name: 'John Doe', phone: '0812345678', role: 'customer' };
  const made = await call('POST /api/v1/users', {}, { token, json: DOCUMENTED });
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ id: anything, ...DOCUMENTED })]);
  const { id } = made.body as { id: string };
  const twice = await call('POST /api/v1/users', {}, { token, json: { ...DOCUMENTED, name: 'Jane Doe' } });
  expect([twice.status, twice.body]).toEqual([
    400,
    expect.objectContaining({ phone: ['A user with that phone number already exists.'] }),
  ]);
  const admin = await call(
    'POST /api/v1/users',
    {},
    { token, json: { name: 'Ada Admin', phone: '0812345679', role: 'admin' } },
  );
  expect(admin.body).toMatchObject({ role: 'administrator' });
  expect((await call('POST /api/v1/users', {}, { json: DOCUMENTED })).status).toBe(401);

  const listed = await call('GET /api/v1/users', {}, { token });
  expect(listed.body).toEqual(expect.arrayContaining([expect.objectContaining({ id, ...DOCUMENTED })]));
  expect((await call('GET /api/v1/admin/user-list/', {}, { token })).body).toEqual(listed.body);
  expect((await call('GET /api/v1/users/{id}', { id }, { token })).body).toMatchObject(DOCUMENTED);
  const changed = await call('PATCH /api/v1/users/{id}', { id }, { token, json: { name: 'Johnny Doe' } });
  expect(changed.body).toMatchObject({ name: 'Johnny Doe', phone: DOCUMENTED.phone });
  expectAllWalked(ROWS);
}, 60_000);

test.each(ROWS)('%s answers with and without slash, under /api/v1 and under /api', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  for (const variant of [path, `${path}/`, path.replace('/v1', ''), `${path.replace('/v1', '')}/`])
    expect(await allowedMethods(live.url, variant), variant).toContain(method);
});
