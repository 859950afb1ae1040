import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, PortTakenError, type PostgresOptions, startPostgres } from '../src/index.ts';

const SERVICES = join(import.meta.dirname, '../src/index.ts');

function options(more: Partial<PostgresOptions> = {}): PostgresOptions {
  const data_dir = mkdtempSync(join(tmpdir(), 'setiket-postgres-'));
  onTestFinished(() => rmSync(data_dir, { recursive: true, force: true }));
  return { data_dir, password: 'se cret/§', log: () => {}, ...more };
}

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

/** A process of its own that starts PostgreSQL and can be killed; resolves with what `print` said. */
function supervisor(input: PostgresOptions, print: string): Promise<{ said: string; kill(): Promise<void> }> {
  const { data_dir, password } = input;
  const script = `
    import { startPostgres } from ${JSON.stringify(SERVICES)};
    const log = (line) => console.log(line);
    const server = await startPostgres({ ...${JSON.stringify({ data_dir, password })}, log });
    console.log(${print});
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done());
      child.kill('SIGKILL');
    });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve({ said: String(chunk).trim(), kill }));
    child.once('exit', () => reject(new Error('the supervisor ended early')));
  });
}

test('what was written is there after a stop and a start, on durable settings', async () => {
  const input = options();
  const first = await startPostgres(input);
  await query(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
  const settings = `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
    current_setting('listen_addresses') AS addresses, current_setting('max_connections') AS connections`;
  expect(await query(first.url, settings)).toEqual([
    { fsync: 'on', commit: 'on', addresses: '127.0.0.1', connections: '400' },
  ]);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await startPostgres(input);
  onTestFinished(() => second.stop());
  expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
});

test('a server that outlived its killed supervisor is taken over', async () => {
  const input = options();
  const { said, kill } = await supervisor(input, 'server.pid');
  await kill();
  expect(isAlive(Number(said))).toBe(true);
  const lines: string[] = [];
  const server = await startPostgres({ ...input, log: (line) => lines.push(line) });
  onTestFinished(() => server.stop());
  expect(isAlive(Number(said))).toBe(false);
  expect(lines.join()).toContain(`pid ${said}`);
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a server that was killed itself recovers', async () => {
  const input = options();
  const first = await startPostgres(input);
  await query(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  const second = await startPostgres({ ...input, port: first.port });
  onTestFinished(() => second.stop());
  expect(second.port).toBe(first.port);
  expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
});

test('a pid file that names some other program does not keep the server from starting', async () => {
  const input = options();
  await (await startPostgres(input)).stop();
  writeFileSync(join(input.data_dir, 'cluster/postmaster.pid'), `${process.pid}\n/elsewhere\n0\n1\n\n127.0.0.1\n`);
  const server = await startPostgres(input);
  await server.stop();
});

test('a preparation that was cut short is done again', async () => {
  const input = options();
  mkdirSync(join(input.data_dir, 'draft-1-half/base'), { recursive: true });
  writeFileSync(join(input.data_dir, 'draft-1-half/PG_VERSION'), '18\n');
  const server = await startPostgres(input);
  onTestFinished(() => server.stop());
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('aborting in the middle of the preparation leaves neither process nor folder', async () => {
  const input = options();
  const aborter = new AbortController();
  const starting = startPostgres({ ...input, signal: aborter.signal });
  setImmediate(() => aborter.abort(new Error('stopped')));
  await expect(starting).rejects.toThrow('stopped');
  const server = await startPostgres(input);
  await server.stop();
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => other.once('listening', done));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  await expect(startPostgres(options({ port }))).rejects.toThrow(new PortTakenError(port));
});
