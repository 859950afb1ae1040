import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { loadEnv } from '@setiket/core/env';
import { createLogger } from '@setiket/core/kernel/log';
import { createTestDatabase, type TestDatabase } from '@setiket/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from '../src/index.ts';
import { post, SETTINGS } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const account = { username: 'siti', email: 'siti@setiket.test', password: 'terang-bulan-8' };

/** The settings of a process, its addresses following the port that it gets. */
function settings(): Record<string, string> {
  const { PUBLIC_URL, ...others } = SETTINGS;
  return { ...others, DATABASE_URL: database.url, PORT: '0' };
}

async function start() {
  const env = loadEnv(settings());
  return startApi({ env, log: await createLogger(env), host: '127.0.0.1' });
}

test('the real router over REST, from registering to signing out', async () => {
  const api = await start();
  const call = (path: string, init?: RequestInit) => fetch(`${api.url}/api/v1${path}`, init);
  expect((await call('/auth/register/', post(account))).status).toBe(201);
  const tokens = (await (await call('/auth/login/', post(account))).json()) as { access: string; refresh: string };
  const headers = { Authorization: `Bearer ${tokens.access}` };
  expect(await (await call('/account/', { headers })).json()).toMatchObject({ username: 'siti', role: 'customer' });
  expect((await call('/admin/user-list/', { headers })).status).toBe(403);
  const events = await call('/events/');
  expect(await events.json()).toEqual([]);
  expect(events.headers.get('Link')).toContain(`<http://localhost:${api.port}/api/v1/events/?page=1>; rel="first"`);
  expect((await call('/auth/logout/', post({ refresh_token: tokens.refresh }, headers))).status).toBe(205);
  expect((await call('/account/', { headers })).status).toBe(401);
  await api.stop();
});

test('a request that is under way when the process stops is answered, a new one is not taken', async () => {
  const api = await start();
  const body = JSON.stringify({ username: 'nobody', password: 'wrong' });
  const socket = connect(api.port, '127.0.0.1');
  const head = `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  socket.write(`${head}Expect: 100-continue\r\n\r\n`);
  // "100 Continue" says that the server has begun with it.
  await once(socket, 'data');
  const stopped = api.stop();
  await expect(fetch(`${api.url}/health`)).rejects.toThrow();
  socket.write(body);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
  await stopped;
});

test('a process starts, says where it is, and ends well when it is told to', async () => {
  const env = { ...process.env, ...settings(), NODE_ENV: 'production', LOG_LEVEL: 'info', ...SECRETS };
  const child = spawn(process.execPath, [MAIN], { env });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const up = JSON.parse(String((await lines.next()).value)) as { url: string };
  expect((await fetch(`${up.url}/api/health/`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('what prevents a start is said in one sentence', async () => {
  expect(await failure({ DATABASE_URL: '' })).toBe('Setiket cannot start:\n  DATABASE_URL is not set\n');
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await failure({ PORT: String(port) })).toContain(`address already in use 127.0.0.1:${port}`);
  other.close();
});

const MAIN = new URL('../src/main.ts', import.meta.url).pathname;
const SECRETS = {
  APP_SECRET: 'a secret of our own that is long enough',
  QR_SIGNING_SECRET: 'another secret that is long enough to be one',
};

/** What a start that fails writes to its error output. */
async function failure(changes: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    env: { ...process.env, ...settings(), ...changes },
  });
  const [written, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(code).toBe(1);
  return written;
}
