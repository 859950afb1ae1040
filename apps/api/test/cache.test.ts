import { runOnServer } from '@setiket/testing/database';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Process, startProcess, stopProcess, until } from './processes.ts';
import { post } from './support.ts';

type Detail = {
  title: string;
  organizer: string;
  ticket_type: { title: string; sold: number; ticket_quantity: number }[];
};

let world: World;
let first: Process;
let second: Process;

beforeAll(async () => {
  world = await openWorld();
  world.clock.set(new Date());
  [first, second] = await Promise.all([startProcess(world.env.DATABASE_URL), startProcess(world.env.DATABASE_URL)]);
});

afterAll(async () => {
  await Promise.all([first, second].map(stopProcess));
  await world[Symbol.asyncDispose]();
});

async function read({ url }: Process, path: string) {
  const answer = await fetch(`${url}/api${path}`);
  return { source: answer.headers.get('X-Data-Source'), body: (await answer.json()) as never };
}

const detail = async (from: Process, id: string) => {
  const { source, body } = await read(from, `/events/${id}/`);
  return { source, body: body as Detail };
};

const warm = (from: Process, id: string) =>
  until(
    () => detail(from, id),
    ({ source }) => source === 'cache',
  );

async function administrator() {
  const { username } = await world.make.administrator();
  const answer = await fetch(`${first.url}/api/v1/auth/login/`, post({ username, password: PASSWORD }));
  const { access } = (await answer.json()) as { access: string };
  return (method: string, path: string, body: object) =>
    fetch(`${first.url}/api/v1${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${access}` },
    });
}

test('a change through one process is seen by the other, and stays seen', async () => {
  const { event } = await world.make.sale({ title: 'Lama' });
  const change = await administrator();
  await Promise.all([warm(first, event.id), warm(second, event.id)]);
  for (let round = 1; round <= 5; round++) {
    const title = `Baru ${round}`;
    expect((await change('PATCH', `/events/${event.id}/`, { title })).status).toBe(200);
    // Whoever made the change sees it with the next request.
    expect((await detail(first, event.id)).body.title).toBe(title);
    await until(
      () => detail(second, event.id),
      ({ body }) => body.title === title,
    );
    const later = await Promise.all(Array.from({ length: 40 }, (_, n) => detail(n % 2 ? first : second, event.id)));
    expect(new Set(later.map(({ body }) => body.title))).toEqual(new Set([title]));
    expect(later.filter(({ source }) => source === 'cache').length).toBeGreaterThan(0);
  }
});

test('readers who never pause don’t put an old answer back', async () => {
  const { event } = await world.make.sale({ title: 'Awal' });
  const change = await administrator();
  await warm(second, event.id);
  const reading = { on: true };
  const readers = Array.from({ length: 8 }, async () => {
    while (reading.on) await detail(second, event.id);
  });
  for (let round = 1; round <= 20; round++) await change('PATCH', `/events/${event.id}/`, { title: `Akhir ${round}` });
  await until(
    () => detail(second, event.id),
    ({ body }) => body.title === 'Akhir 20',
  );
  for (let n = 0; n < 50; n++) expect((await detail(second, event.id)).body.title).toBe('Akhir 20');
  reading.on = false;
  await Promise.all(readers);
});

test('after a sale its own process is right at once, the others within a second, and signed in everywhere', async () => {
  const { event, type } = await world.make.sale({ quota: 5, kind: 'free' });
  const ticketTypes = async (from: Process) => (await read(from, '/tickets/')).body as { id: string; sold: number }[];
  const soldIn = async (from: Process) => (await ticketTypes(from)).find(({ id }) => id === type.id)?.sold;
  await Promise.all([first, second].flatMap((from) => [warm(from, event.id), ticketTypes(from)]));
  const { username } = await world.make.user();
  const signIn = await fetch(`${first.url}/api/v1/auth/login/`, post({ username, password: PASSWORD }));
  const { access } = (await signIn.json()) as { access: string };
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${access}` };
  for (let sold = 1; sold <= 3; sold++) {
    const body = JSON.stringify({ ticket_id: type.id });
    const bought = await fetch(`${first.url}/api/v1/ticket/purchase/`, { method: 'POST', headers, body });
    expect(bought.status).toBe(201);
    const signed_in = await fetch(`${second.url}/api/v1/events/${event.id}/`, { headers });
    expect(((await signed_in.json()) as Detail).ticket_type).toMatchObject([{ sold, ticket_quantity: 5 - sold }]);
    expect((await detail(first, event.id)).body.ticket_type).toMatchObject([{ sold, ticket_quantity: 5 - sold }]);
    expect(await soldIn(first)).toBe(sold);
    await until(
      () => soldIn(second),
      (seen) => seen === sold,
    );
    await until(
      () => detail(second, event.id),
      ({ body: { ticket_type } }) => ticket_type[0]?.sold === sold,
    );
  }
});

test('what everybody may read is sent as the same bytes, in the encoding that is asked for', async () => {
  const { event } = await world.make.sale();
  await warm(first, event.id);
  const at = `${first.url}/api/v1/events/${event.id}/`;
  const plain = await fetch(at, { headers: { 'Accept-Encoding': 'identity' } });
  expect(plain.headers.get('Content-Encoding')).toBeNull();
  const text = await plain.text();
  for (const encoding of ['br', 'gzip']) {
    const answer = await fetch(at, { headers: { 'Accept-Encoding': encoding } });
    expect(answer.headers.get('Content-Encoding')).toBe(encoding);
    expect(answer.headers.get('Vary')).toContain('Accept-Encoding');
    expect(await answer.text()).toBe(text);
  }
  const known = { 'If-None-Match': plain.headers.get('ETag')! };
  expect((await fetch(at, { headers: known })).status).toBe(304);
  const list = await fetch(`${first.url}/api/v1/events/?page_size=1`);
  const again = await fetch(`${first.url}/api/v1/events/?page_size=1`);
  for (const header of ['Link', 'X-Total-Count', 'Content-Type', 'Cache-Control', 'ETag'])
    expect(again.headers.get(header), header).toBe(list.headers.get(header));
});

test('what an event is shown with counts as well: ticket types, names, pictures', async () => {
  const { organizer, event } = await world.make.sale();
  await warm(second, event.id);
  await until(
    () => read(second, '/tickets/'),
    ({ source }) => source === 'cache',
  );
  const added = await world.make.ticketType(organizer, event.id, { title: 'Tambahan' });
  await until(
    () => detail(second, event.id),
    ({ body }) => body.ticket_type.length === 2,
  );
  await until(
    () => read(second, '/tickets/'),
    ({ body }) => (body as { id: string }[]).some(({ id }) => id === added.id),
  );
  await warm(second, event.id);
  const username = `baru${Date.now()}`;
  await world.deps.db.users.update({ where: { id: organizer.id }, data: { username, username_key: username } });
  await until(
    () => detail(second, event.id),
    ({ body }) => body.organizer === username,
  );
});

test('what only some may see is in no cache', async () => {
  const organizer = await world.make.organizer();
  const event = await world.make.event(organizer, { status: 'pending' });
  const get = await administrator();
  for (let n = 0; n < 3; n++) {
    const answer = await fetch(`${first.url}/api/v1/events/${event.id}/`);
    expect([answer.status, answer.headers.get('X-Data-Source')]).toEqual([404, null]);
  }
  const changed = await get('PATCH', `/events/${event.id}/`, { title: 'Tersembunyi' });
  expect(changed.headers.get('X-Data-Source')).toBeNull();
});

test('a process that no longer hears of changes forgets everything until it does', async () => {
  const { event } = await world.make.sale({ title: 'Sebelum' });
  await Promise.all([warm(first, event.id), warm(second, event.id)]);
  const { db } = world.deps;
  await runOnServer(
    world.env.DATABASE_URL,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'setiket-cache' AND datname = current_database()`,
  );
  await db.events.update({ where: { id: event.id }, data: { title: 'Sesudah' } });
  const seen = await until(
    () => detail(second, event.id),
    ({ body }) => body.title === 'Sesudah',
  );
  expect(seen.body.title).toBe('Sesudah');
  // It listens again, and hears.
  await Promise.all([warm(first, event.id), warm(second, event.id)]);
  await db.events.update({ where: { id: event.id }, data: { title: 'Lagi' } });
  await until(
    () => detail(first, event.id),
    ({ body }) => body.title === 'Lagi',
  );
  await until(
    () => detail(second, event.id),
    ({ body }) => body.title === 'Lagi',
  );
  expect((await warm(second, event.id)).body.title).toBe('Lagi');
});
