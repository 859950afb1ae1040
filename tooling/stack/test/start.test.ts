import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { isAlive } from '@setiket/services';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { readStackFile } from '../src/index.ts';
import { launch, processesOn, ready, temporaryDataDir } from './launch.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function expectNothingLeft(data_dir: string): void {
  expect(processesOn(data_dir)).toEqual([]);
  expect(readdirSync(data_dir).filter((name) => name.startsWith('lock') || name === 'stack.json')).toEqual([]);
}

test('a start brings everything up, says so last, and Ctrl-C leaves nothing behind but the data', async () => {
  const data_dir = temporaryDataDir();
  const stack = launch(data_dir);
  const file = await ready(stack, data_dir);
  expect(stack.said().trimEnd().split('\n').at(-1)).toBe(`Setiket is ready at ${file.url}`);
  expect(await query(file.database.url, `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS migrated`)).toEqual([
    { migrated: true },
  ]);
  expect((await fetch(`${file.inbox_url}/api/v1/messages`)).status).toBe(200);
  expect(await (await fetch(file.payments.url ?? '')).text()).toContain('LOCAL TEST MODE');
  const events = await fetch(`${file.payments.url}/v1/events`, {
    headers: { authorization: `Bearer ${file.payments.secret_key}` },
  });
  expect(events.status).toBe(200);
  expect(stack.said()).toContain('no money moves');
  stack.child.kill('SIGINT');
  expect(await stack.exit).toBe(0);
  expectNothingLeft(data_dir);
  expect(isAlive(file.pid)).toBe(false);
  expect(existsSync(join(data_dir, 'postgres'))).toBe(true);
});

test('a second start on the same data is told where the first one runs', async () => {
  const data_dir = temporaryDataDir();
  const file = await ready(launch(data_dir), data_dir);
  const second = launch(data_dir);
  expect(await second.exit).toBe(1);
  expect(second.said()).toContain(`Setiket is already running at ${file.url} (pid ${file.pid}).`);
  const fresh = launch(data_dir, { args: ['--fresh'] });
  expect(await fresh.exit).toBe(1);
  expect(await query(file.database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('two starts at the same moment: one runs, the other gives way', async () => {
  const data_dir = temporaryDataDir();
  const both = [launch(data_dir), launch(data_dir)];
  const winner = await Promise.any(both.map((stack) => stack.until(/Setiket is ready at/).then(() => stack)));
  const loser = both.find((stack) => stack !== winner);
  expect(await loser?.exit).toBe(1);
  expect(loser?.said()).toContain('already running');
});

test('after kill -9 the next start takes over, data and all', async () => {
  const data_dir = temporaryDataDir();
  const first = launch(data_dir);
  const before = await ready(first, data_dir);
  await query(before.database.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
  process.kill(before.pid, 'SIGKILL');
  first.child.kill('SIGKILL');
  await first.exit;
  const after = await ready(launch(data_dir), data_dir);
  expect(after.pid).not.toBe(before.pid);
  expect(after.database.url).toBe(before.database.url);
  expect(await query(after.database.url, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
});

test('when only the starting process is killed, the stack notices and stops', async () => {
  const data_dir = temporaryDataDir();
  const stack = launch(data_dir);
  await ready(stack, data_dir);
  stack.child.kill('SIGKILL');
  await stack.exit;
  await stack.until(/Stopped\./);
  expectNothingLeft(data_dir);
});

test.each([/data in/, /Prisma client/, /PostgreSQL /, /Migrations /])(
  'Ctrl-C in the middle of a start, at %s, leaves nothing behind',
  async (moment) => {
    const data_dir = temporaryDataDir();
    const stack = launch(data_dir);
    await stack.until(moment);
    stack.child.kill('SIGINT');
    expect(await stack.exit).toBe(130);
    expect(stack.said()).toContain('Stopped.');
    expect(stack.said()).not.toContain('✘');
    expectNothingLeft(data_dir);
    await ready(launch(data_dir), data_dir);
  },
);

test('PostgreSQL that is killed comes back on the same port', async () => {
  const data_dir = temporaryDataDir();
  const stack = launch(data_dir);
  const { database } = await ready(stack, data_dir);
  await query(database.url, 'CREATE TABLE kept (id int)');
  process.kill(database.pid ?? 0, 'SIGKILL');
  await stack.until(/PostgreSQL is back on port \d+/);
  expect(await query(database.url, 'SELECT * FROM kept')).toEqual([]);
  const now = readStackFile(data_dir)?.database.pid;
  expect(now).not.toBe(database.pid);
  expect(isAlive(now ?? 0)).toBe(true);
});

test.each([
  ['api_pid', 'The API'],
  ['worker_pid', 'The worker'],
] as const)('%s is a process of its own, and comes back when it is killed', async (which, name) => {
  const data_dir = temporaryDataDir();
  const stack = launch(data_dir);
  const before = await ready(stack, data_dir);
  expect(new Set([before.pid, before.api_pid, before.worker_pid]).size).toBe(3);
  process.kill(before[which], 'SIGKILL');
  await stack.until(new RegExp(`${name} is back \\(pid \\d+\\)`));
  const after = readStackFile(data_dir);
  expect(after?.[which]).not.toBe(before[which]);
  expect(isAlive(after?.[which] ?? 0)).toBe(true);
  expect((await fetch(`${before.url}/health`)).status).toBe(200);
  stack.child.kill('SIGINT');
  expect(await stack.exit).toBe(0);
  expectNothingLeft(data_dir);
});

test('the API comes back although the database has died with it', async () => {
  const data_dir = temporaryDataDir();
  const stack = launch(data_dir);
  const { api_pid, database, url } = await ready(stack, data_dir);
  process.kill(database.pid ?? 0, 'SIGKILL');
  process.kill(api_pid, 'SIGKILL');
  await stack.until(/The API is back/);
  await stack.until(/PostgreSQL is back/);
  expect((await fetch(`${url}/api/v1/event/`)).status).toBe(200);
});

test('a port that is taken is named, with the way out, and nothing stays started', async () => {
  const data_dir = temporaryDataDir();
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  for (const variable of ['PORT', 'INBOX_PORT']) {
    const stack = launch(data_dir, { env: { [variable]: String(port) } });
    expect(await stack.exit).toBe(1);
    expect(stack.said()).toContain(`Port ${port} is already in use`);
    expect(stack.said()).toContain(`${variable}=${port + 1} npm start`);
    expectNothingLeft(data_dir);
  }
});

test('a data folder that cannot be written to is a sentence', async () => {
  const file = join(temporaryDataDir(), 'a-file');
  writeFileSync(file, '');
  const stack = launch(join(file, 'data'));
  expect(await stack.exit).toBe(1);
  expect(stack.said()).toMatch(/The data folder .* cannot be written to \(ENOTDIR\)/);
  expect(stack.said()).not.toContain('    at ');
});

test('--fresh deletes the data, and only the data', async () => {
  const data_dir = temporaryDataDir();
  writeFileSync(join(data_dir, 'notes.txt'), 'mine');
  const first = launch(data_dir);
  const { database } = await ready(first, data_dir);
  await query(database.url, 'CREATE TABLE kept (id int)');
  first.child.kill('SIGTERM');
  await first.exit;
  const again = await ready(launch(data_dir, { args: ['--fresh'] }), data_dir);
  expect(await query(again.database.url, `SELECT to_regclass('kept') AS kept`)).toEqual([{ kept: null }]);
  expect(existsSync(join(data_dir, 'notes.txt'))).toBe(true);
});

test('in production nothing is made up: what is missing is named', async () => {
  const data_dir = temporaryDataDir();
  const stack = launch(data_dir, { env: { NODE_ENV: 'production', APP_SECRET: 'x'.repeat(32) } });
  expect(await stack.exit).toBe(1);
  for (const name of ['DATABASE_URL', 'S3_ENDPOINT', 'SMTP_URL']) expect(stack.said()).toContain(`${name} is not set`);
  expect(processesOn(data_dir)).toEqual([]);
});

test('an unknown option shows what there is', async () => {
  const stack = launch(temporaryDataDir(), { args: ['--frsh'] });
  expect(await stack.exit).toBe(1);
  expect(stack.said()).toContain('--fresh');
});
