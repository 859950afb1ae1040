import { createTestDatabase, type TestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDeps } from '../../../test/deps.ts';
import { sampleEvent, sampleRefund, sampleSale, sampleTicketType, sampleUser } from '../../../test/sample-sale.ts';
import { type SmtpServer, startSmtp } from '../../../test/smtp.ts';
import { newId } from '../../kernel/ids.ts';
import { notificationJobs, remindOfEvents } from './index.ts';

let database: TestDatabase;
let smtp: SmtpServer;
let deps: Awaited<ReturnType<typeof openTestDeps>>;
let now = new Date('2026-12-12T09:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  smtp = await startSmtp();
  const opened = await openTestDeps({ database_url: database.url, smtp_url: smtp.url });
  deps = { ...opened, clock: { now: () => now } };
});

afterAll(async () => {
  await deps.close();
  await smtp.close();
  await database.drop();
});

beforeEach(async () => {
  smtp.mails.length = 0;
  await deps.db.events.updateMany({ data: { status: 'cancelled' } });
});

const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

async function eventIn(minutes: number, own: Parameters<typeof sampleEvent>[1] = {}) {
  const event = await sampleEvent(deps.db, {
    title: 'Wayang Kulit',
    starts_at: at(minutes),
    ends_at: at(minutes + 180),
    ...own,
  });
  return { event, type: await sampleTicketType(deps.db, event) };
}

const mailJob = notificationJobs.find(({ name }) => name === 'mail.event_reminder')!;

/** What a worker does at one turn of the clock. */
async function turn() {
  await remindOfEvents.run(deps, {}, { id: 'turn' });
  const jobs = await deps.jobs.boss.fetch<object>(mailJob.name, { batchSize: 1000 });
  for (const { id, data } of jobs) await mailJob.run(deps, data, { id });
  if (jobs.length > 0)
    await deps.jobs.boss.complete(
      mailJob.name,
      jobs.map(({ id }) => id),
    );
  return smtp.mails.splice(0);
}

test('every holder gets one mail with all own tickets, once', async () => {
  const { event, type } = await eventIn(119);
  const ani = await sampleUser(deps.db, { locale: 'id' });
  const ben = await sampleUser(deps.db, { locale: 'en' });
  const first = await sampleSale(deps.db, { user: ani, type, quantity: 2 });
  const second = await sampleSale(deps.db, { user: ani, type });
  await sampleSale(deps.db, { user: ben, type });
  const mails = await turn();
  expect(mails.map((mail) => mail.to?.[0]?.address).sort()).toEqual([ani.email, ben.email].sort());
  const toAni = mails.find((mail) => mail.to?.[0]?.address === ani.email)!;
  expect(toAni.subject).toBe(`Sebentar lagi: ${event.title}`);
  for (const { code } of [...first.tickets, ...second.tickets]) expect(toAni.html).toContain(code);
  expect(toAni.attachments.filter(({ mimeType }) => mimeType === 'image/png')).toHaveLength(3);
  expect(toAni.text).toMatch(/17\.59–20\.59/);
  expect(toAni.text).toContain('WIB');
  const toBen = mails.find((mail) => mail.to?.[0]?.address === ben.email)!;
  expect(toBen.subject).toBe('Soon: Wayang Kulit');
  expect(await turn()).toEqual([]);
});

test('two workers at the same turn send one', async () => {
  const { type } = await eventIn(60);
  await sampleSale(deps.db, { user: await sampleUser(deps.db), type });
  await Promise.all([remindOfEvents.run(deps, {}, { id: 'a' }), remindOfEvents.run(deps, {}, { id: 'b' })]);
  expect(await turn()).toHaveLength(1);
});

test('more holders than a batch are all found, each once', async () => {
  const { type } = await eventIn(30);
  const sale = await sampleSale(deps.db, { user: await sampleUser(deps.db), type });
  const { id: _id, code: _code, ...ticket } = sale.tickets[0]!;
  const model = await deps.db.users.findUniqueOrThrow({ where: { id: sale.user_id } });
  const holders = Array.from({ length: 1200 }, (_, n) => ({ id: newId(), username: `holder${n}` }));
  await deps.db.users.createMany({
    data: holders.map((own) => ({
      ...model,
      ...own,
      username_key: own.username,
      email: `${own.username}@setiket.test`,
    })),
  });
  await deps.db.tickets.createMany({
    data: holders.map(({ id }, n) => ({
      ...ticket,
      id: newId(),
      owner_id: id,
      code: `TKT-20261212-${String(n).padStart(8, '0')}`,
    })),
  });
  await remindOfEvents.run(deps, {}, { id: 'turn' });
  const jobs = await deps.jobs.boss.fetch<{ user_id: string }>(mailJob.name, { batchSize: 2000 });
  expect(jobs).toHaveLength(1201);
  expect(new Set(jobs.map(({ data }) => data.user_id)).size).toBe(1201);
});

test('who buys late is reminded at the next turn', async () => {
  const { type } = await eventIn(90);
  await sampleSale(deps.db, { user: await sampleUser(deps.db), type });
  expect(await turn()).toHaveLength(1);
  const late = await sampleUser(deps.db);
  await sampleSale(deps.db, { user: late, type });
  expect((await turn()).map((mail) => mail.to?.[0]?.address)).toEqual([late.email]);
});

test('a moved event is reminded of at its new start', async () => {
  const { event, type } = await eventIn(100);
  await sampleSale(deps.db, { user: await sampleUser(deps.db), type });
  expect(await turn()).toHaveLength(1);
  const move = (minutes: number) =>
    deps.db.events.update({ where: { id: event.id }, data: { starts_at: at(minutes), ends_at: at(minutes + 60) } });
  await move(60 * 30);
  expect(await turn()).toEqual([]);
  now = at(60 * 29);
  expect(await turn()).toHaveLength(1);
  await move(10);
  expect(await turn()).toHaveLength(1);
  expect(await turn()).toEqual([]);
});

test('moved between the search and the mail, the old start is not told', async () => {
  const { event, type } = await eventIn(100);
  await sampleSale(deps.db, { user: await sampleUser(deps.db), type });
  await remindOfEvents.run(deps, {}, { id: 'turn' });
  await deps.db.events.update({ where: { id: event.id }, data: { starts_at: at(600), ends_at: at(700) } });
  expect(await turn()).toEqual([]);
});

test('none for what is far off, has begun, is not on, or is no longer theirs', async () => {
  for (const own of [
    { starts_at: at(121) },
    { starts_at: at(-1) },
    { starts_at: at(60), status: 'cancelled' as const },
    { starts_at: at(60), status: 'pending' as const },
  ]) {
    const { type } = await eventIn(60, own);
    await sampleSale(deps.db, { user: await sampleUser(deps.db), type });
  }
  const { type } = await eventIn(60);
  const sale = await sampleSale(deps.db, { user: await sampleUser(deps.db), type });
  await sampleRefund(deps.db, sale.tickets[0]!.id);
  expect(await turn()).toEqual([]);
});
