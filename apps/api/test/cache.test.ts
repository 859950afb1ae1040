import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { runOnServer } from '@setiket/testing/database';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, SETTINGS } from './support.ts';

type Process = { url: string; child: ChildProcess };
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
  [first, second] = await Promise.all([startProcess(), startProcess()]);
});

afterAll(async () => {
  for (const { child } of [first, second]) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await world[Symbol.asyncDispose]();
});

const MAIN = new URL('../src/main.ts', import.meta.url).pathname;

/** A process of the API as an operator starts it, on the world's database. */
async function startProcess(): Promise<Process> {
  const { PUBLIC_URL, ...settings } = SETTINGS;
  const env = {
    ...process.env,
    ...settings,
    LOG_LEVEL: 'info',
    RATE_LIMIT: 'off',
    DATABASE_URL: world.env.DATABASE_URL,
    PORT: '0',
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const { url } = JSON.parse(line) as { url?: string };
    if (!url) continue;
    child.stdout.resume();
    return { url, child };
  }
  throw new Error('The process did not say where it is.');
}

async function read({ url }: Process, path: string) {
  const answer = await fetch(`${url}/api${path}`);
  return { source: answer.headers.get('X-Data-Source'), body: (await answer.json()) as never };
}

const detail = async (from: Process, id: string) => {
  const { source, body } = await read(from, `/events/${id}/`);
  return { source, body: body as Detail };
};

/** Asks until the answer is as wanted; the test's own limit ends what never comes. */
async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    await delay(5);
  }
}

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

test('a sale drops nothing, and what is left is true on every hit', async () => {
  const { event, type } = await world.make.sale({ quota: 5 });
  await warm(first, event.id);
  await until(
    () => read(first, '/tickets/'),
    ({ source }) => source === 'cache',
  );
  const buyer = await world.make.user();
  await world.as(buyer).tickets.purchase({ ticket_id: type.id });
  const { source, body } = await detail(first, event.id);
  expect(source).toBe('cache');
  expect(body.ticket_type).toMatchObject([{ sold: 1, ticket_quantity: 4 }]);
  const list = await read(first, '/tickets/');
  expect(list.source).toBe('cache');
  expect(list.body).toContainEqual(expect.objectContaining({ id: type.id, sold: 1, ticket_quantity: 4 }));
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
