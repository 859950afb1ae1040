import { registerHashed } from '@setiket/core/features/accounts';
import { decideEvent, submitEvent } from '@setiket/core/features/event-planning';
import { createTicketType } from '@setiket/core/features/inventory';
import { type Role, systemContext, type UserActor, type UserCtx } from '@setiket/core/kernel/context';
import { hashPassword } from '@setiket/core/kernel/crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Live, startLive } from '../live.ts';
import { DICOEVENT_ENDPOINTS } from './dicoevent.endpoints.ts';
import { allowedMethods, walker } from './walker.ts';

let live: Live;
beforeAll(async () => {
  live = await startLive();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

const PASSWORD = 'securepassword123';

/** Somebody with a role, as an administrator would give it. */
async function person(username: string, role: Role): Promise<UserCtx> {
  const ctx = systemContext(live.deps, 'test');
  const email = `${username}@example.test`;
  const { id } = await registerHashed(ctx, {
    username,
    email,
    password_hash: await hashPassword(PASSWORD),
    email_verified: true,
  });
  await live.deps.db.users.update({ where: { id }, data: { role } });
  const actor: UserActor = {
    kind: 'user',
    id,
    username,
    email,
    email_verified: true,
    role,
    is_superuser: false,
    locale: 'en',
    session_id: '',
  };
  return { ...ctx, actor };
}

async function onSale() {
  const organizer = await person('organizer', 'event_organizer');
  const administrator = await person('administrator', 'administrator');
  const starts = new Date(Date.now() + 30 * 86_400_000);
  const event = await submitEvent(organizer, {
    title: 'Dico Event',
    description: 'An evening.',
    city: 'Bandung',
    category: 'seminar',
    place_name: 'Balai Kota',
    is_online: false,
    starts_at: starts.toISOString(),
    ends_at: new Date(starts.getTime() + 3_600_000).toISOString(),
  });
  await decideEvent(administrator, { id: event.id, status: 'approved' });
  const type = await createTicketType(organizer, {
    title: 'Reguler',
    event_id: event.id,
    ticket_type: 'paid',
    ticket_quantity: 10,
    price: '150000',
  });
  return { event, type };
}

async function picture(width: number, height: number): Promise<Blob> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
  return new Blob([new Uint8Array(bytes)], { type: 'image/png' });
}

/** Asks until the answer is as wanted; the test's own limit ends what never comes. */
async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('posters and caching answer as documented', async () => {
  const { call, expectAllWalked } = walker(live.url);
  const { event, type } = await onSale();
  await person('somebody', 'customer');
  const login = async (username: string) => {
    const { body } = await call('POST /api/v1/auth/login/', {}, { json: { username, password: PASSWORD } });
    return (body as { access: string }).access;
  };
  const organizer = await login('organizer');
  const upload = async (form: Record<string, string | Blob>, token?: string) =>
    call('POST /api/events/upload/', {}, { token, form: { event: event.id, ...form } });

  // Posters
  const image = await picture(800, 400);
  const added = await upload({ image }, organizer);
  expect(added.status).toBe(201);
  const poster = added.body as { id: string; url: string };
  expect(poster).toMatchObject({ event_id: event.id, content_type: 'image/png', width: 800, height: 400, position: 1 });
  expect((await upload({ file: image }, await login('administrator'))).status).toBe(201);
  const stored = await fetch(poster.url);
  expect([stored.status, stored.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await upload({ image })).status).toBe(401);
  expect((await upload({ image }, await login('somebody'))).status).toBe(403);
  const heavy = await upload({ image: new Blob([new Uint8Array(500_001)], { type: 'image/png' }) }, organizer);
  expect([heavy.status, heavy.body]).toEqual([
    400,
    expect.objectContaining({ image: ['The file is too large. At most 500 KB are allowed.'] }),
  ]);
  const text = await upload({ image: new Blob(['not a picture'], { type: 'image/png' }) }, organizer);
  expect([text.status, text.body]).toEqual([400, expect.objectContaining({ image: [expect.any(String)] })]);

  // The worker makes the smaller copies.
  const list = () => call('GET /api/events/{id}/poster/', { id: event.id });
  const shown = await until(list, ({ body }) =>
    (body as { variants: object[] }[]).every(({ variants }) => variants.length === 2),
  );
  expect(shown.body).toMatchObject([{ id: poster.id, variants: [{ width: 320 }, { width: 640 }] }, { position: 2 }]);
  const [{ variants }] = shown.body as [{ variants: { url: string }[] }];
  expect((await fetch(variants[0]!.url)).headers.get('content-type')).toBe('image/webp');
  const removed = await fetch(`${live.url}/api/events/${event.id}/posters/${poster.id}/`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${organizer}` },
  });
  expect(removed.status).toBe(204);
  expect((await list()).body).toMatchObject([{ position: 2 }]);
  expect((await fetch(poster.url)).status).toBe(404);

  // Caching
  const detail = () => call('GET /api/events/{id}/', { id: event.id });
  const types = () => call('GET /api/tickets/');
  const isHit = ({ headers }: { headers: Headers }) => headers.get('X-Data-Source') === 'cache';
  expect((await until(detail, isHit)).body).toMatchObject({ title: 'Dico Event', ticket_type: [{ id: type.id }] });
  expect((await until(types, isHit)).body).toMatchObject([{ id: type.id, ticket_quantity: 10 }]);
  const changed = await fetch(`${live.url}/api/events/${event.id}/`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await login('administrator')}` },
    body: JSON.stringify({ title: 'Dico Event 2' }),
  });
  expect(changed.status).toBe(200);
  const fresh = await detail();
  expect([isHit(fresh), (fresh.body as { title: string }).title]).toEqual([false, 'Dico Event 2']);
  expect(isHit(await types())).toBe(false);
  expect((await until(detail, isHit)).body).toMatchObject({ title: 'Dico Event 2' });
  expectAllWalked(DICOEVENT_ENDPOINTS.posters);
});

test.each(DICOEVENT_ENDPOINTS.posters)('%s is there with and without slash, under both versions', async (row) => {
  const [method, path] = row.split(' ') as [string, string];
  const bare = path.replace(/\/$/, '');
  for (const each of [path, bare, path.replace('/api/', '/api/v1/'), bare.replace('/api/', '/api/v1/')])
    expect(await allowedMethods(live.url, each), each).toContain(method);
});
