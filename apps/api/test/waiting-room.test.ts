import { once } from 'node:events';
import { createSetiketClient } from '@setiket/sdk';
import { openWorld, PASSWORD, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Process, startProcess, stopProcess, until } from './processes.ts';
import { post, problemFrom } from './support.ts';

/* Two processes as an operator starts them, over real HTTP: who leads may die, and nobody is admitted twice. */

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

type Standing = { state: string; position: number | null; admission_token: string | null; visitor_secret?: string };

async function accessOf(username: string): Promise<string> {
  const answer = await fetch(`${first.url}/api/v1/auth/login/`, post({ username, password: PASSWORD }));
  return ((await answer.json()) as { access: string }).access;
}

async function sale(settings: { max_per_minute?: number } = {}) {
  world.clock.set(new Date());
  const made = await world.make.sale();
  const opens_at = new Date(Date.now() - 1000).toISOString();
  await world.as(made.organizer).waitingRoom.change({ id: made.event.id, opens_at, ...settings });
  return { ...made, id: made.event.id, path: `/api/v1/events/${made.event.id}/waiting-room/` };
}

test('a browser waits by cookie or by header, signs in, and buys with the token', { timeout: 60_000 }, async () => {
  const { path, type } = await sale();
  const joined = await fetch(`${first.url}${path}`, post({}));
  expect(joined.status).toBe(200);
  const { visitor_secret } = (await joined.json()) as Standing;
  const cookie = joined.headers.getSetCookie().find((line) => line.startsWith('setiket_visitor='))!;
  expect(cookie).toContain(`=${visitor_secret};`);
  for (const headers of [{ Cookie: cookie.split(';')[0]! }, { 'Waiting-Visitor': visitor_secret! }]) {
    const look = () => fetch(`${second.url}${path}`, { headers }).then((answer) => answer.json() as Promise<Standing>);
    expect((await until(look, ({ state }) => state === 'admitted')).admission_token).toBeNull();
  }
  const outsider = (await (await fetch(`${second.url}${path}`)).json()) as Standing;
  expect(outsider).toMatchObject({ state: 'outside', position: null });

  const buyer = await world.make.user();
  const signed_in = { Authorization: `Bearer ${await accessOf(buyer.username)}` };
  const buy = (headers: Record<string, string>) =>
    fetch(`${second.url}/api/v1/ticket/purchase/`, post({ ticket_id: type.id }, { ...signed_in, ...headers }));
  const refused = await buy({ 'Waiting-Visitor': visitor_secret! });
  expect(refused.status).toBe(403);
  expect(await problemFrom(refused)).toMatchObject({ code: 'waiting_room.admission_required' });
  // The other process hears of the admission within a second.
  const { admission_token } = await until(
    async () => {
      const mine = await fetch(`${first.url}${path}`, post({}, { ...signed_in, 'Waiting-Visitor': visitor_secret! }));
      return (await mine.json()) as Standing;
    },
    ({ state }) => state === 'admitted',
  );
  expect((await buy({ 'Admission-Token': admission_token! })).status).toBe(201);
});

test('the SDK sends the token along', { timeout: 60_000 }, async () => {
  const { id, type } = await sale();
  const buyer = await world.make.user();
  const sdk = createSetiketClient({ url: first.url });
  await sdk.auth.signIn({ username: buyer.username, password: PASSWORD });
  await sdk.waitingRoom.join.mutate({ id });
  const { admission_token } = await until(
    () => sdk.waitingRoom.look.query({ id }),
    ({ state }) => state === 'admitted',
  );
  const ticket = await sdk.tickets.purchase.mutate({ ticket_id: type.id }, { context: { admission_token } });
  expect(ticket.ticket_type_id).toBe(type.id);
});

test('switched off, both processes sell to everybody at once', { timeout: 60_000 }, async () => {
  const { id, organizer, type } = await sale();
  const buyer = await world.make.user();
  const headers = { Authorization: `Bearer ${await accessOf(buyer.username)}` };
  const buy = ({ url }: Process) => fetch(`${url}/api/v1/ticket/purchase/`, post({ ticket_id: type.id }, headers));
  for (const process of [first, second]) expect((await buy(process)).status).toBe(403);
  await world.as(organizer).waitingRoom.close({ id });
  for (const process of [first, second])
    await until(
      () => buy(process),
      ({ status }) => status === 201,
    );
});

test('when the process that leads is killed, another goes on, in order', { timeout: 60_000 }, async () => {
  const { id, organizer } = await sale({ max_per_minute: 1 });
  const { db } = world.deps;
  for (let n = 0; n < 60; n++) await world.as().waitingRoom.join({ id });
  const room = () => db.waiting_rooms.findUniqueOrThrow({ where: { event_id: id } });
  const before = await until(room, ({ admitted_through }) => admitted_through === 1);
  const third = await startProcess(world.env.DATABASE_URL);
  // Which of the two leads, only they know; so both die.
  for (const { child } of [first, second]) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  first = third;
  await world.as(organizer).waitingRoom.change({ id });
  const after = await until(room, ({ admitted_through }) => admitted_through === 60);
  expect(after.led_by).not.toBe(before.led_by);
  const rows = await db.waiting_admissions.findMany({ where: { event_id: id }, orderBy: { through: 'asc' } });
  let last = 0;
  for (const { after: from, through } of rows) {
    expect(from).toBe(last);
    last = through;
  }
  expect(last).toBe(60);
});
