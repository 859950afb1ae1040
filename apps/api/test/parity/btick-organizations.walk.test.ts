import { emailVerificationToken, invitationToken } from '@setiket/core/features/notifications';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, mailTo, startLive } from '../live.ts';
import { BTICK_ENDPOINTS } from './btick.endpoints.ts';
import { allowedMethods, walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const PASSWORD = 'securepassword123';
const anything = expect.anything();
const WALKED = [
  ...BTICK_ENDPOINTS.accounts,
  ...BTICK_ENDPOINTS.categories,
  ...BTICK_ENDPOINTS.venues,
  ...BTICK_ENDPOINTS.organizations,
];

type Walker = ReturnType<typeof walker>['call'];
type Person = { id: string; email: string; token: string };

/** By the rows of `btick.md` 1: registering with an e-mail address alone, and signing in with it. */
async function person(call: Walker, name: string): Promise<Person> {
  const email = `${name}@example.test`;
  const registered = await call(
    'POST /api/auth/register/',
    {},
    { json: { email, password: PASSWORD, first_name: name } },
  );
  expect(registered.status).toBe(201);
  const { id } = registered.body as { id: string };
  const signedIn = await call('POST /api/auth/jwt/create/', {}, { json: { email, password: PASSWORD } });
  expect(signedIn.body).toMatchObject({ access: anything, refresh: anything });
  const { refresh } = signedIn.body as { refresh: string };
  const refreshed = await call('POST /api/auth/jwt/refresh/', {}, { json: { refresh } });
  expect(refreshed.status).toBe(200);
  return { id, email, token: (refreshed.body as { access: string }).access };
}

/** Opens the link of the mail that registering brings. */
async function verify({ id, token }: Person): Promise<void> {
  const mail = await live.deps.db.email_verifications.findUniqueOrThrow({ where: { user_id: id } });
  const answer = await fetch(`${live.url}/api/v1/auth/email/verification/confirm/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ token: emailVerificationToken(live.deps.env, mail.id) }),
  });
  expect(answer.status).toBe(200);
}

/** The first administrator comes from the command line, not from the API. */
async function administratorOf(call: Walker): Promise<Person> {
  const { id, email } = await person(call, 'root');
  await live.deps.db.users.update({ where: { id }, data: { role: 'administrator', is_superuser: true } });
  const { body } = await call('POST /api/auth/jwt/create/', {}, { json: { email, password: PASSWORD } });
  return { id, email, token: (body as { access: string }).access };
}

/** An event by one of the documented ways: the one leaves a draft, the other puts it on sale for verified organizations. */
async function eventBy(call: Walker, row: string, token: string, parts: Record<string, string>): Promise<string> {
  const starts = Date.now() + 30 * 86_400_000;
  const json = {
    title: 'Malam Puisi',
    description: 'Poems.',
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + 3_600_000).toISOString(),
    ...parts,
  };
  const { status, body, text } = await call(row, {}, { token, json });
  expect(status, text).toBe(201);
  return (body as { id: string }).id;
}

test('categories, venues and organizations answer as documented', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const { token } = await administratorOf(call);
  const [owner, guard, outsider] = [
    await person(call, 'owner'),
    await person(call, 'guard'),
    await person(call, 'outsider'),
  ];
  for (const somebody of [owner, guard]) await verify(somebody);

  // 3. Categories
  const category = await call('POST /api/v1/categories/', {}, { token, json: { name: 'Sastra' } });
  expect(category.status).toBe(201);
  expect(category.body).toMatchObject({ id: anything, name: 'Sastra', slug: 'sastra' });
  const { id: category_id } = category.body as { id: string };
  const same = await call('POST /api/v1/categories/', {}, { token, json: { name: 'SASTRA', slug: 'sastra-2' } });
  expect(same.status).toBe(400);
  expect(same.body).toMatchObject({ name: [anything] });
  for (const [who, status] of [
    [undefined, 401],
    [owner.token, 403],
  ] as const)
    expect((await call('POST /api/v1/categories/', {}, { token: who, json: { name: 'Mine' } })).status).toBe(status);
  const categories = await call('GET /api/v1/categories/');
  expect(categories.body).toEqual(expect.arrayContaining([expect.objectContaining({ id: category_id })]));
  expect(categories.headers.get('x-total-count')).toBe(String((categories.body as unknown[]).length));
  expect((await call('GET /api/v1/categories/{id}/', { id: category_id })).body).toMatchObject({ name: 'Sastra' });
  const put = await call('PUT /api/v1/categories/{id}/', { id: category_id }, { token, json: { name: 'Puisi' } });
  expect(put.body).toMatchObject({ name: 'Puisi', slug: 'puisi' });
  const patched = await call(
    'PATCH /api/v1/categories/{id}/',
    { id: category_id },
    { token, json: { name: 'Sastra dan puisi' } },
  );
  expect(patched.body).toMatchObject({ name: 'Sastra dan puisi', slug: 'puisi' });

  // 4. Venues
  const VENUE = { name: 'Balai Sastra', address: 'Jl. Cikini 73', city: 'Jakarta', capacity: 200 };
  const venue = await call('POST /api/v1/venues/', {}, { token, json: VENUE });
  expect([venue.status, venue.body]).toEqual([201, expect.objectContaining(VENUE)]);
  const { id: venue_id } = venue.body as { id: string };
  expect((await call('POST /api/v1/venues/', {}, { token: owner.token, json: VENUE })).status).toBe(403);
  expect((await call('GET /api/v1/venues/')).body).toMatchObject([VENUE]);
  expect((await call('GET /api/v1/venues/{id}/', { id: venue_id })).body).toMatchObject(VENUE);
  const byStranger = await call('PUT /api/v1/venues/{id}/', { id: venue_id }, { token: guard.token, json: VENUE });
  expect(byStranger.status).toBe(403);
  expect(byStranger.body).toMatchObject({ detail: 'Insufficient role permissions.' });
  const named = await call(
    'POST /api/v1/venues/{id}/managers/',
    { id: venue_id },
    { token, json: { user_email: guard.email } },
  );
  expect([named.status, named.body]).toEqual([201, expect.objectContaining({ user_id: guard.id })]);
  const replaced = await call(
    'PUT /api/v1/venues/{id}/',
    { id: venue_id },
    { token: guard.token, json: { name: 'Balai Baru', capacity: 150 } },
  );
  expect(replaced.body).toMatchObject({ name: 'Balai Baru', address: '', capacity: 150 });
  const incomplete = await call('PUT /api/v1/venues/{id}/', { id: venue_id }, { token: guard.token, json: {} });
  expect([incomplete.status, incomplete.body]).toEqual([400, expect.objectContaining({ name: [anything] })]);
  const moved = await call(
    'PATCH /api/v1/venues/{id}/',
    { id: venue_id },
    { token: guard.token, json: { city: 'Bogor' } },
  );
  expect(moved.body).toMatchObject({ name: 'Balai Baru', city: 'Bogor' });

  // 5. Organizations
  const organization = await call(
    'POST /api/v1/organizations/',
    {},
    { token, json: { name: 'Komunitas Salihara', website: 'https://salihara.example', owner_email: owner.email } },
  );
  expect(organization.status).toBe(201);
  expect(organization.body).toMatchObject({ name: 'Komunitas Salihara', contact_email: '' });
  const { id } = organization.body as { id: string };
  expect((await call('POST /api/v1/organizations/', {}, { token: owner.token, json: { name: 'X' } })).status).toBe(403);
  expect((await call('GET /api/v1/organizations/')).body).toMatchObject([{ id }]);
  expect((await call('GET /api/v1/organizations/{id}/', { id })).body).toMatchObject({ id, is_verified: false });
  const renamed = await call(
    'PUT /api/v1/organizations/{id}/',
    { id },
    { token: owner.token, json: { name: 'Salihara' } },
  );
  expect(renamed.body).toMatchObject({ name: 'Salihara', website: '', contact_email: '' });
  for (const [who, json, status] of [
    [owner.token, { website: 'https://salihara.example' }, 200],
    [owner.token, { is_verified: true }, 403],
    [outsider.token, { name: 'Mine' }, 403],
    [undefined, { name: 'Mine' }, 401],
    [token, { is_verified: true }, 200],
  ] as const)
    expect((await call('PATCH /api/v1/organizations/{id}/', { id }, { token: who, json })).status).toBe(status);

  // 5.1 to 5.3
  const parts = { organization: id, venue: venue_id, category: 'puisi' };
  const event_id = await eventBy(call, 'POST /api/v1/event-organizer/event/create/', owner.token, parts);
  const draft_id = await eventBy(call, 'POST /api/v1/events/', owner.token, parts);
  const eventsFor = async (who: string) =>
    (await call('GET /api/v1/organizations/{id}/events/', { id }, { token: who })).body as { id: string }[];
  expect((await eventsFor(owner.token)).map((event) => event.id).sort()).toEqual([event_id, draft_id].sort());
  expect((await eventsFor(outsider.token)).map((event) => event.id)).toEqual([event_id]);
  expect((await call('GET /api/v1/organizations/{id}/events/', { id })).status).toBe(401);
  expect((await call('GET /api/v1/venues/{id}/schedule/', { id: venue_id })).body).toMatchObject([{ id: event_id }]);

  const add = (user_email: string, role: string, who = owner.token) =>
    call('POST /api/v1/organizations/{id}/add-member/', { id }, { token: who, json: { user_email, role } });
  const added = await add(guard.email, 'MANAGER');
  expect([added.status, added.body]).toEqual([
    201,
    expect.objectContaining({ invited: true, user_id: null, role: 'MANAGER' }),
  ]);
  // The person is asked: the token is in the mail alone.
  const { invitation_id } = added.body as unknown as { invitation_id: string };
  const invitation = invitationToken(live.deps.env, invitation_id);
  const accepted = await fetch(`${live.url}/api/v1/organizations/invitations/accept/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${guard.token}` },
    body: JSON.stringify({ token: invitation }),
  });
  expect(accepted.status).toBe(200);
  expect((await add(guard.email, 'MEMBER')).status).toBe(409);
  expect((await add(guard.email, 'MEMBER', outsider.token)).status).toBe(403);
  expect((await add(guard.email, 'KING')).status).toBe(400);
  const members = await call('GET /api/v1/organizations/{id}/members/', { id }, { token: guard.token });
  expect(members.body).toMatchObject([
    { user_email: owner.email, role: 'OWNER' },
    { user_email: guard.email, role: 'MANAGER' },
  ]);
  const byOutsider = await call('GET /api/v1/organizations/{id}/members/', { id }, { token: outsider.token });
  expect(byOutsider.status).toBe(403);

  // Who has no account is invited by mail, registers and accepts.
  const invited = await add('guest@example.test', 'MEMBER');
  expect(invited.body).toMatchObject({ invited: true, user_id: null });
  const mail = await mailTo(live, 'guest@example.test', /Salihara/);
  const secret = /\/invitations#([\w-]+)/.exec(mail.Text)?.[1];
  const guest = await person(call, 'guest');
  const accepting = (who: string) =>
    call('POST /api/v1/organizations/invitations/accept/', {}, { token: who, json: { token: secret } });
  expect((await accepting(outsider.token)).status).toBe(403);
  expect((await accepting(guest.token)).body).toMatchObject({ organization_id: id, role: 'MEMBER' });
  expect((await accepting(guest.token)).status).toBe(409);
  const leaving = (who: string) => call('POST /api/v1/organizations/{id}/leave/', { id }, { token: who });
  expect((await leaving(guest.token)).status).toBe(204);
  const last = await leaving(owner.token);
  expect([last.status, last.body]).toEqual([409, expect.objectContaining({ code: 'organization.last_owner' })]);

  // What is in use stays, and says by how much.
  for (const [row, subject, code, sentence] of [
    ['DELETE /api/v1/categories/{id}/', category_id, 'category.in_use', /2 events/],
    ['DELETE /api/v1/venues/{id}/', venue_id, 'venue.in_use', /2 events/],
    ['DELETE /api/v1/organizations/{id}/', id, 'organization.in_use', /2 events/],
  ] as const) {
    expect((await call(row, { id: subject }, { token: owner.token })).status, row).toBe(403);
    const kept = await call(row, { id: subject }, { token });
    expect([kept.status, kept.body], row).toEqual([
      409,
      expect.objectContaining({ code, detail: expect.stringMatching(sentence) }),
    ]);
  }
  for (const noun of ['categories', 'venues', 'organizations']) {
    const made = await call(`POST /api/v1/${noun}/`, {}, { token, json: { name: 'Passing' } });
    const passing = { id: (made.body as { id: string }).id };
    const gone = await call(`DELETE /api/v1/${noun}/{id}/`, passing, { token });
    expect([gone.status, gone.text], noun).toEqual([204, '']);
    expect((await call(`GET /api/v1/${noun}/{id}/`, passing)).status, noun).toBe(404);
  }

  expectAllWalked(WALKED);
}, 60_000);

test.each(WALKED)('%s answers with and without slash, under /api/v1 and under /api', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  const stem = path.replace(/^\/api(\/v1)?\//, '').replace(/\/$/, '');
  for (const variant of [`/api/v1/${stem}/`, `/api/v1/${stem}`, `/api/${stem}/`, `/api/${stem}`])
    expect(await allowedMethods(live.url, variant), variant).toContain(method);
});
