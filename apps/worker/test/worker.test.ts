import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadEnv, openDeps } from '@setiket/core';
import { listFailedJobs, retryJob } from '@setiket/core/features/jobs';
import { type Ctx, systemContext } from '@setiket/core/kernel/context';
import { type AnyJob, DEAD_LETTERS, defineJob, enqueue, prepareJobs } from '@setiket/core/kernel/jobs';
import { withTransaction } from '@setiket/core/kernel/transaction';
import { createTestDatabase, type TestDatabase } from '@setiket/testing/database';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startWorker } from '../src/index.ts';

const payload = z.object({ word: z.string() });
const done: string[] = [];
let failures = 0;
let hold: Promise<void> | undefined;
let most_at_once = 0;
let running = 0;

const note = defineJob({
  name: 'test.note',
  payload,
  concurrency: 4,
  retry_limit: 0,
  async run(_deps, { word }) {
    running += 1;
    most_at_once = Math.max(most_at_once, running);
    await hold;
    running -= 1;
    if (failures > 0) {
      failures -= 1;
      throw new Error('The line is dead\n    at somewhere (secret.ts:1)');
    }
    done.push(word);
  },
});
const quick = defineJob({ name: 'test.quick', payload, run: async (_deps, { word }) => void done.push(word) });
const single = defineJob({
  name: 'test.single',
  payload,
  concurrency: 1,
  async run(_deps, { word }) {
    running += 1;
    most_at_once = Math.max(most_at_once, running);
    await new Promise(setImmediate);
    running -= 1;
    done.push(word);
  },
});
const strict = defineJob({
  name: 'test.strict',
  payload: z.object({ number: z.int() }),
  retry_limit: 5,
  run: async () => void done.push('strict'),
});
const nightly = defineJob({ name: 'test.nightly', payload: z.object({}), schedule: '0 3 * * *', run: async () => {} });
const jobs: readonly AnyJob[] = [note, quick, single, strict, nightly];

let database: TestDatabase;
let env: ReturnType<typeof loadEnv>;
let ctx: Ctx;
let close: () => Promise<void>;
const lines: Record<string, unknown>[] = [];
const log = pino(
  { level: 'debug' },
  { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
);

beforeAll(async () => {
  database = await createTestDatabase();
  env = loadEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    SMTP_URL: 'smtp://127.0.0.1:1',
    S3_ENDPOINT: 'http://127.0.0.1:1',
    S3_ACCESS_KEY_ID: 'test',
    S3_SECRET_ACCESS_KEY: 'test',
  });
  await prepareJobs(database.url, jobs);
  const deps = await openDeps(env, pino({ level: 'silent' }), { worker: false });
  ctx = systemContext(deps, 'test');
  close = deps.close;
});

afterAll(async () => {
  await close();
  await database.drop();
});

beforeEach(() => {
  done.length = 0;
  lines.length = 0;
  failures = 0;
  hold = undefined;
  most_at_once = 0;
});

function send(word: string) {
  return withTransaction(ctx, (tx) => enqueue(tx, note, { word }), { side: true });
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('This has not come true within 15 seconds.');
    await sleep(25);
  }
}

test('a job vanishes with the transaction that asked for it, and runs when that is committed', async () => {
  const refused = withTransaction(ctx, async (tx) => {
    await enqueue(tx, note, { word: 'never' });
    throw new Error('rolled back');
  });
  await expect(refused).rejects.toThrow('rolled back');
  await send('kept');
  const worker = await startWorker({ env, log, jobs });
  try {
    await until(() => done.length > 0);
    await until(() => lines.some(({ msg }) => msg === 'job done'));
    expect(done).toEqual(['kept']);
    expect(lines.find(({ msg }) => msg === 'job done')).toMatchObject({
      job: 'test.note',
      duration_ms: expect.any(Number),
    });
  } finally {
    await worker.stop();
  }
});

test('several run at once, as many as the job allows', async () => {
  const gate = Promise.withResolvers<void>();
  hold = gate.promise;
  for (const word of ['a', 'b', 'c', 'd', 'e', 'f']) await send(word);
  const worker = await startWorker({ env, log, jobs });
  try {
    await until(() => running === 4);
    await sleep(100);
    expect(running).toBe(4);
    gate.resolve();
    await until(() => done.length === 6);
    expect(most_at_once).toBe(4);
  } finally {
    await worker.stop();
  }
});

test('a queue without a concurrency of its own takes the next jobs without waiting for its poll', async () => {
  // At one job a poll this would take longer than `until` waits.
  const count = 120;
  for (let n = 0; n < count; n++) await ctx.jobs.boss.send(quick.name, { word: String(n) });
  const worker = await startWorker({ env, log, jobs });
  try {
    await until(() => done.length === count);
  } finally {
    await worker.stop();
  }
});

test('a queue of concurrency one runs its jobs one by one', async () => {
  for (let n = 0; n < 6; n++) await ctx.jobs.boss.send(single.name, { word: String(n) });
  const worker = await startWorker({ env, log, jobs });
  try {
    await until(() => done.length === 6);
    expect(most_at_once).toBe(1);
  } finally {
    await worker.stop();
  }
});

test('stopping waits for what runs, and takes nothing new', async () => {
  const gate = Promise.withResolvers<void>();
  hold = gate.promise;
  await send('begun');
  const worker = await startWorker({ env, log, jobs });
  await until(() => running === 1);
  const stopped = worker.stop();
  await send('later');
  await sleep(200);
  gate.resolve();
  await stopped;
  expect(done).toEqual(['begun']);
  const [left] = await ctx.db.$queryRaw<{ id: string; state: string }[]>`
    SELECT id, state::text FROM pgboss.job WHERE name = ${note.name} AND data->>'word' = 'later'`;
  expect(left?.state).toBe('created');
  await ctx.jobs.boss.deleteJob(note.name, left!.id);
});

test('what fails for good is listed, and retried exactly once', async () => {
  failures = 1;
  await send('second attempt');
  const worker = await startWorker({ env, log, jobs });
  try {
    await until(async () => (await listFailedJobs(ctx, {})).total === 1);
    const { items } = await listFailedJobs(ctx, {});
    expect(items[0]).toMatchObject({
      job: 'test.note',
      payload: { word: 'second attempt' },
      error: 'The line is dead',
      attempts: 1,
    });
    expect(lines.find(({ msg }) => msg === 'job failed')).toMatchObject({ level: 50, job: 'test.note' });
    const { id } = items[0]!;
    const retries = await Promise.allSettled(Array.from({ length: 5 }, () => retryJob(ctx, { id })));
    expect(retries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const retry of retries)
      if (retry.status === 'rejected') expect(retry.reason).toMatchObject({ code: 'job.not_found' });
    await until(() => done.length > 0);
    await sleep(1_500);
    expect(done).toEqual(['second attempt']);
    expect((await listFailedJobs(ctx, {})).items).toEqual([]);
    const entries = await ctx.db.audit_entries.findMany({ where: { action: 'job.retried', subject_id: id } });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.data).toMatchObject({ job: 'test.note' });
  } finally {
    await worker.stop();
  }
});

test('a retry that is rolled back leaves the failed job where it is', async () => {
  const id = await ctx.jobs.boss.send(DEAD_LETTERS, { word: 'x' });
  await ctx.db
    .$executeRaw`UPDATE pgboss.job SET source_name = 'test.gone' WHERE name = ${DEAD_LETTERS} AND id = ${id}::uuid`;
  await expect(retryJob(ctx, { id: id! })).rejects.toMatchObject({ code: 'job.unknown' });
  expect((await listFailedJobs(ctx, {})).items.map((job) => job.id)).toEqual([id]);
  await ctx.jobs.boss.deleteJob(DEAD_LETTERS, id!);
});

test('a payload that nobody understands is not tried again', async () => {
  await ctx.jobs.boss.send(strict.name, { number: 'seven' });
  const worker = await startWorker({ env, log, jobs });
  try {
    await until(async () => (await listFailedJobs(ctx, {})).total === 1);
    const [failed] = (await listFailedJobs(ctx, {})).items;
    expect(failed).toMatchObject({ job: 'test.strict', attempts: 1 });
    expect(done).toEqual([]);
    await ctx.jobs.boss.deleteJob(DEAD_LETTERS, failed!.id);
  } finally {
    await worker.stop();
  }
});

test('schedules are those of the registry', async () => {
  await ctx.jobs.boss.schedule(note.name, '* * * * *', {});
  const worker = await startWorker({ env, log, jobs });
  await worker.stop();
  const schedules = await ctx.jobs.boss.getSchedules();
  expect(schedules.map(({ name, cron }) => [name, cron])).toEqual([['test.nightly', '0 3 * * *']]);
});

test('the process says what is missing, and ends on SIGTERM', async () => {
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const blind = spawn(process.execPath, [main], { env: { PATH: process.env.PATH } });
  let said = '';
  blind.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(blind, 'exit')) as [number];
  expect(code).toBe(1);
  expect(said).toContain('DATABASE_URL is not set');

  const { openDeps: _unused, allJobs } = await import('@setiket/core');
  await prepareJobs(database.url, allJobs);
  const settings = {
    DATABASE_URL: env.DATABASE_URL,
    SMTP_URL: env.SMTP_URL,
    S3_ENDPOINT: env.S3_ENDPOINT,
    S3_ACCESS_KEY_ID: 'x',
    S3_SECRET_ACCESS_KEY: 'x',
  };
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, NODE_ENV: 'test', ...settings } });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await until(() => printed.includes('worker is ready'));
  child.kill('SIGTERM');
  const [exit] = (await once(child, 'exit')) as [number];
  expect(exit).toBe(0);
  expect(printed).toContain('worker has stopped');
});
