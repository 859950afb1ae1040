import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { verifyPassword } from '@setiket/core/kernel/crypto';
import { DEAD_LETTERS } from '@setiket/core/kernel/jobs';
import { type ObjectStore, startObjectStore } from '@setiket/services';
import { runOnServer } from '@setiket/testing/database';
import { openWorld, type World } from '@setiket/testing/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { settingsOf } from '../src/settings.ts';

let world: World;
let store: ObjectStore;
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'setiket-cli-'));
  store = await startObjectStore({ data_dir: join(folder, 'objects'), log: () => {} });
  world = await openWorld();
  env = {
    NODE_ENV: 'test',
    SETIKET_DATA_DIR: folder,
    DATABASE_URL: world.env.DATABASE_URL,
    SMTP_URL: 'smtp://127.0.0.1:9',
    S3_ENDPOINT: store.endpoint,
    S3_BUCKET: store.bucket,
    S3_ACCESS_KEY_ID: store.access_key_id,
    S3_SECRET_ACCESS_KEY: store.secret_access_key,
    LOG_LEVEL: 'silent',
  };
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Options = { env?: NodeJS.ProcessEnv; stdin?: string };

async function setiket(line: string, options: Options = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(line.split(' ').filter(Boolean), {
    env: options.env ?? env,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: Readable.from([options.stdin ?? '']),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('help', () => {
  test('lists the commands', async () => {
    const { code, out } = await setiket('--help');
    expect(code).toBe(0);
    for (const name of ['migrate', 'seed', 'create-admin', 'audit', 'jobs', 'openapi', 'env-example'])
      expect(out).toContain(name);
  });

  test('tells the options of one', async () => {
    const { code, out } = await setiket('create-admin --help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: pnpm setiket create-admin --username <name>');
    expect(out).toContain('--password-stdin');
  });

  test.each([
    'nonsense',
    'toString',
    'audit --nonsense',
    'audit stray',
    'create-admin --username ani',
    'jobs dance',
    'jobs retry',
    'seed',
    'seed --demo --flush',
    'seed --users many',
    'seed --users 0',
  ])('"%s" is refused with a sentence', async (line) => {
    const { code, out, err } = await setiket(line);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
    expect(err).not.toContain('    at ');
  });
});

describe('the database', () => {
  test('is asked for where there is none', async () => {
    const { code, err } = await setiket('audit', { env: { SETIKET_DATA_DIR: join(folder, 'nothing') } });
    expect(code).toBe(2);
    expect(err).toContain('npm start');
    expect(err).toContain('DATABASE_URL');
  });

  test('is that of the stack that runs, unless one is named', () => {
    const stack = {
      url: 'http://localhost:8123',
      pid: process.pid,
      database: { url: 'postgres://stack', pid: null },
      s3: { endpoint: 'http://s3', bucket: 'b', access_key_id: 'k', secret_access_key: 's' },
      mail: { smtp_url: 'smtp://mail', inbox_url: null },
      payments: { url: 'http://pay', secret_key: 'sk_test_x', webhook_secret: 'whsec_x', publishable_key: 'pk_test_x' },
      secrets: { APP_SECRET: 'a', QR_SIGNING_SECRET: 'q' },
    };
    const data_dir = mkdtempSync(join(folder, 'stack-'));
    const file = join(data_dir, 'stack.json');
    writeFileSync(file, JSON.stringify(stack));
    const settings = settingsOf({ env: { SETIKET_DATA_DIR: data_dir } });
    expect(settings).toMatchObject({
      DATABASE_URL: 'postgres://stack',
      SMTP_URL: 'smtp://mail',
      STRIPE_API_BASE: 'http://pay',
      STRIPE_WEBHOOK_SECRET: 'whsec_x',
      QR_SIGNING_SECRET: 'q',
      PUBLIC_URL: stack.url,
    });
    expect(settingsOf({ env: { SETIKET_DATA_DIR: data_dir, DATABASE_URL: 'postgres://own' } }).DATABASE_URL).toBe(
      'postgres://own',
    );
    // Its process is gone: what it wrote is no longer true.
    writeFileSync(file, JSON.stringify({ ...stack, pid: 2 ** 22 - 1 }));
    expect(() => settingsOf({ env: { SETIKET_DATA_DIR: data_dir } }, data_dir)).toThrow('There is no database');
  });

  test('may be named in .env', () => {
    const root = mkdtempSync(join(folder, 'root-'));
    writeFileSync(join(root, '.env'), 'DATABASE_URL=postgres://file\nS3_BUCKET=file\n');
    const settings = settingsOf({ env: { SETIKET_DATA_DIR: root, S3_BUCKET: 'shell' } }, root);
    expect(settings).toMatchObject({ DATABASE_URL: 'postgres://file', S3_BUCKET: 'shell' });
  });

  test('that does not answer is no stack trace', async () => {
    const { code, err } = await setiket('audit', { env: { ...env, DATABASE_URL: 'postgres://127.0.0.1:9/none' } });
    expect(code).toBe(1);
    expect(err).toContain('The database does not answer');
  });
});

test('migrate makes an empty database ready, and finds nothing to do the second time', async () => {
  const name = `cli_${Date.now()}`;
  await runOnServer(world.env.DATABASE_URL, `CREATE DATABASE ${name}`);
  const url = new URL(world.env.DATABASE_URL);
  url.pathname = `/${name}`;
  try {
    const first = await setiket('migrate', { env: { ...env, DATABASE_URL: url.href } });
    expect(first.code).toBe(0);
    expect(first.out).toContain('Applied migration');
    const second = await setiket('migrate', { env: { ...env, DATABASE_URL: url.href } });
    expect(second.out).toContain('The database is up to date.');
    expect((await setiket('audit', { env: { ...env, DATABASE_URL: url.href } })).code).toBe(0);
  } finally {
    await runOnServer(world.env.DATABASE_URL, `DROP DATABASE ${name} WITH (FORCE)`);
  }
});

test('migrate names the settings that are missing', async () => {
  const { code, err } = await setiket('migrate', { env: { DATABASE_URL: world.env.DATABASE_URL } });
  expect(code).toBe(1);
  expect(err).toContain('S3_ENDPOINT is not set');
});

test('audit ends with 1 and says what is wrong', async () => {
  expect(await setiket('audit')).toMatchObject({ code: 0, out: expect.stringContaining('Everything adds up') });
  const { type } = await world.make.sale();
  await world.deps.db
    .$executeRaw`UPDATE pools SET sold = 7 FROM ticket_types t WHERE t.pool_id = pools.id AND t.id = ${type.id}::uuid`;
  const { code, out } = await setiket('audit');
  expect(code).toBe(1);
  expect(out).toMatch(/pool\.sold\s+\S+\s+0\s+7/);
  expect(out).toContain('1 thing does not add up.');
  expect(JSON.parse((await setiket('audit --json')).out)).toHaveLength(1);
  await world.deps.db.$executeRaw`UPDATE pools SET sold = 0`;
});

test('seed fills a database with test data, and says how far it is', async () => {
  const other = await openWorld();
  try {
    const line = 'seed --flush --users 4 --orgs 2 --venues 1 --cats 1 --events 2 --bookings 9 --random-seed 7';
    const seeded = await setiket(line, { env: { ...env, DATABASE_URL: other.env.DATABASE_URL } });
    expect([seeded.code, seeded.err]).toEqual([0, '']);
    expect(seeded.out).toContain('100 % of 9 bookings');
    expect(seeded.out).toContain('Made 4 users, 2 orgs, 1 venues, 1 cats, 2 events, 9 bookings');
    expect(await other.deps.db.bookings.count()).toBe(9);
    const audited = await setiket('audit', { env: { ...env, DATABASE_URL: other.env.DATABASE_URL } });
    expect(audited.code).toBe(0);
  } finally {
    await other[Symbol.asyncDispose]();
  }
});

describe('create-admin', () => {
  const password = 'a long enough secret';

  test('makes a superuser who can sign in', async () => {
    const made = await setiket('create-admin --username Boss --email Boss@setiket.test --password-stdin', {
      stdin: `${password}\n`,
    });
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).not.toContain(password);
    const user = await world.deps.db.users.findUniqueOrThrow({ where: { email: 'boss@setiket.test' } });
    expect(user).toMatchObject({ username: 'Boss', role: 'administrator', is_superuser: true });
    expect(await verifyPassword(user.password_hash, password)).toBe(true);
    const again = await setiket('create-admin --username Boss --email other@setiket.test --password-stdin', {
      stdin: password,
    });
    expect(again.code).toBe(1);
    expect(again.err).toContain('username: A user with that username already exists.');
  });

  test('refuses a weak password', async () => {
    const { code, err } = await setiket('create-admin --username weak --email weak@setiket.test --password-stdin', {
      stdin: '123',
    });
    expect(code).toBe(1);
    expect(err).toContain('too short');
    expect(await world.deps.db.users.count({ where: { username_key: 'weak' } })).toBe(0);
  });

  test('makes one up where nobody is asked', async () => {
    const { code, out } = await setiket('create-admin --username made --email made@setiket.test');
    expect(code).toBe(0);
    const printed = /Password: (\S{24})/.exec(out)?.[1];
    const user = await world.deps.db.users.findUniqueOrThrow({ where: { username_key: 'made' } });
    expect(await verifyPassword(user.password_hash, printed!)).toBe(true);
  });
});

test('jobs lists what failed, and sends it again', async () => {
  expect((await setiket('jobs')).out).toContain('No job has failed.');
  const { boss } = world.deps.jobs;
  const id = await boss.send(DEAD_LETTERS, { user_id: 'x' });
  await world.deps.db
    .$executeRaw`UPDATE pgboss.job SET source_name = 'mail.welcome', output = '{"message":"No route"}' WHERE id = ${id}::uuid`;
  expect((await setiket('jobs list')).out).toMatch(new RegExp(`${id}\\s+mail\\.welcome\\s+.*No route`));
  expect(await setiket(`jobs retry ${id}`)).toMatchObject({ code: 0, out: 'mail.welcome is back in its queue.' });
  expect(await setiket(`jobs retry ${id}`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no such failed job.'),
  });
  expect((await setiket('jobs retry --all')).out).toBe('No job has failed.');
});

test('production gets no demo', async () => {
  const secrets = { APP_SECRET: 'x'.repeat(40), QR_SIGNING_SECRET: 'y'.repeat(40) };
  const { code, err } = await setiket('seed --demo', { env: { ...env, ...secrets, NODE_ENV: 'production' } });
  expect(code).toBe(2);
  expect(err).toContain('production gets none');
});

test('generated files are what they should be', async () => {
  expect(await setiket('env-example --check')).toMatchObject({ code: 0, err: '' });
  expect((await setiket('openapi --check')).code).toBe(0);
});
