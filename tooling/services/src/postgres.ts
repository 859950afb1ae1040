import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort, isPortFree, PortTakenError } from './ports.ts';
import { findBinaries, isReachable, type PostgresBinaries } from './postgres-binaries.ts';
import { readPostmaster, stopPostmaster } from './postmaster.ts';
import type { Log } from './types.ts';

const USER = 'setiket';
const DATABASE = 'setiket';
const START_TIMEOUT_MS = 60_000;

export type PostgresOptions = {
  /** Folder for the cluster and its log; made when missing. */
  data_dir: string;
  /** Port on 127.0.0.1; a free one when absent. */
  port?: number | undefined;
  /** Port to take when it happens to be free and `port` is absent. */
  preferred_port?: number | undefined;
  /** Password of the only user; must be the same on every start of one data folder. */
  password: string;
  /** false gives up everything that survives a power cut, for databases that live as long as a test run. */
  durable?: boolean;
  /** Aborting stops a start wherever it stands and leaves no process behind. */
  signal?: AbortSignal | undefined;
  log: Log;
};

export type Postgres = {
  /** Connection string of the database `setiket`. */
  url: string;
  port: number;
  pid: number;
  /** Resolves when the server is gone, for whatever reason. */
  exited: Promise<void>;
  /** Shuts down cleanly: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL from npm's binaries on 127.0.0.1. Takes over what a killed predecessor left: a server that still runs
 * on the folder is stopped first, a folder whose preparation never finished is prepared again.
 * @throws PortTakenError when the given port is in use.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { log, signal, password } = options;
  const binaries = await findBinaries();
  const data_dir = prepareFolder(resolve(options.data_dir), binaries);
  const cluster = join(data_dir, 'cluster');
  await clearLeftovers(data_dir, cluster, log);
  signal?.throwIfAborted();
  if (!existsSync(cluster)) await createCluster({ data_dir, cluster, binaries, password, signal });
  signal?.throwIfAborted();
  if (options.port && !(await isPortFree(options.port))) throw new PortTakenError(options.port);
  const port = options.port ?? (await findFreePort(options.preferred_port));
  const server = await launch({ data_dir, cluster, binaries, port, durable: options.durable ?? true, signal });
  try {
    await ensureDatabase(port, password);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: connectionUrl(port, password, DATABASE), port, ...server };
}

function connectionUrl(port: number, password: string, database: string): string {
  return `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Makes the folder; where the user that PostgreSQL runs as cannot reach it, one that it can reach stands in. */
function prepareFolder(data_dir: string, { run_as }: PostgresBinaries): string {
  mkdirSync(data_dir, { recursive: true });
  if (run_as.uid === undefined || run_as.gid === undefined) return data_dir;
  const folder = isReachable(data_dir, run_as) ? data_dir : borrowedFolder(data_dir);
  mkdirSync(folder, { recursive: true });
  chownSync(folder, run_as.uid, run_as.gid);
  return folder;
}

/** Remembers in the real folder which reachable folder holds its data, so that `--fresh` starts with another one. */
function borrowedFolder(data_dir: string): string {
  const pointer = join(data_dir, 'elsewhere');
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  const folder = `/var/tmp/setiket-data-${randomBytes(8).toString('hex')}`;
  writeFileSync(pointer, `${folder}\n`);
  return folder;
}

/** Deletes a data folder of `startPostgres`, wherever its files lie, and stops what still runs on it. */
export async function removePostgresData(data_dir: string): Promise<void> {
  const pointer = join(data_dir, 'elsewhere');
  const folder = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : resolve(data_dir);
  const cluster = join(folder, 'cluster');
  const orphan = readPostmaster(cluster);
  if (orphan) await stopPostmaster(cluster, orphan.pid);
  rmSync(folder, { recursive: true, force: true });
  rmSync(data_dir, { recursive: true, force: true });
}

async function clearLeftovers(data_dir: string, cluster: string, log: Log): Promise<void> {
  // A cluster gets its name only when it is complete, so whatever carries a draft's name was never finished.
  for (const name of readdirSync(data_dir).filter((entry) => entry.startsWith('draft-'))) {
    rmSync(join(data_dir, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  const orphan = readPostmaster(cluster);
  if (!orphan) return;
  log(`PostgreSQL (pid ${orphan.pid}) was left running by a start that was killed; stopping it first.`);
  await stopPostmaster(cluster, orphan.pid);
}

type CreateInput = {
  data_dir: string;
  cluster: string;
  binaries: PostgresBinaries;
  password: string;
  signal: AbortSignal | undefined;
};

async function createCluster({ data_dir, cluster, binaries, password, signal }: CreateInput): Promise<void> {
  const draft = join(data_dir, `draft-${process.pid}-${randomBytes(4).toString('hex')}`);
  const password_file = `${draft}.password`;
  writeFileSync(password_file, `${password}\n`, { mode: 0o600 });
  const { uid, gid } = binaries.run_as;
  if (uid !== undefined && gid !== undefined) chownSync(password_file, uid, gid);
  const args = [
    `--pgdata=${draft}`,
    `--username=${USER}`,
    `--pwfile=${password_file}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in provider sorts alike on every machine, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // The files reach the disk with the first checkpoint; a machine that loses power before that has nothing to lose yet.
    '--no-sync',
  ];
  try {
    await runToEnd(binaries.initdb, args, binaries, signal);
    renameSync(draft, cluster);
  } finally {
    rmSync(password_file, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function runToEnd(file: string, args: string[], { run_as }: PostgresBinaries, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    // Its own process group: Ctrl-C in a terminal reaches only us, and we end it in order. initdb forwards nothing to the
    // server it runs, so on abort the whole group goes.
    const child = spawn(file, args, {
      ...run_as,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: serverEnv(),
      detached: true,
    });
    let said = '';
    const abort = () => child.pid && killGroup(child.pid);
    signal?.addEventListener('abort', abort, { once: true });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.once('error', fail);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', abort);
      if (signal?.aborted) fail(signal.reason);
      else if (code === 0) done();
      else fail(new Error(`PostgreSQL could not prepare its data folder:\n${said.trim()}`));
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}

function serverEnv(): NodeJS.ProcessEnv {
  // PG* variables of the caller (PGDATA, PGPORT) would otherwise steer our server.
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

type LaunchInput = {
  data_dir: string;
  cluster: string;
  binaries: PostgresBinaries;
  port: number;
  durable: boolean;
  signal: AbortSignal | undefined;
};

async function launch(input: LaunchInput): Promise<Pick<Postgres, 'pid' | 'exited' | 'stop'>> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const server = spawnServer(input);
    const ready = await untilReady(input, server, deadline);
    if (ready) return server;
    const said = readFileSync(server.log_file, 'utf8');
    // After a kill -9 its children need a moment to notice; until then the new server refuses the folder.
    if (!said.includes('is still in use') || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start:\n${said.trim().split('\n').slice(-8).join('\n')}`);
    }
    await sleep(100);
  }
}

type Server = Pick<Postgres, 'pid' | 'exited' | 'stop'> & { log_file: string; isGone(): boolean };

function spawnServer({ data_dir, cluster, binaries, port, durable }: LaunchInput): Server {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '400',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' }),
  };
  const args = ['-D', cluster, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  // The log is a file, not a pipe: a server that outlives its parent must not choke on a pipe that nobody reads.
  const log_file = join(data_dir, 'postgres.log');
  const output = openSync(log_file, 'w', 0o600);
  const child = spawn(binaries.postgres, args, {
    ...binaries.run_as,
    stdio: ['ignore', output, output],
    env: serverEnv(),
    // Ctrl-C in a terminal goes to the whole foreground group; the database must outlive those who still use it.
    detached: true,
  });
  closeSync(output);
  let gone = false;
  const exited = new Promise<void>((done) => {
    const end = () => {
      gone = true;
      done();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const pid = child.pid ?? -1;
  const stop = async () => {
    if (!gone) await stopPostmaster(cluster, pid);
    await exited;
  };
  return { pid, exited, stop, log_file, isGone: () => gone };
}

/** Waits for the word that the server writes into its own pid file once it accepts connections, as pg_ctl does. */
async function untilReady({ cluster, signal }: LaunchInput, server: Server, deadline: number): Promise<boolean> {
  while (!server.isGone()) {
    if (signal?.aborted || Date.now() > deadline) {
      await server.stop();
      signal?.throwIfAborted();
      return false;
    }
    const found = readPostmaster(cluster);
    if (found?.pid === server.pid && found.is_ready) return true;
    await sleep(15);
  }
  return false;
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: connectionUrl(port, password, 'postgres') });
  await client.connect().catch((error: unknown) => {
    const is_refused = error instanceof pg.DatabaseError && error.code === '28P01';
    throw is_refused ? new Error('The database was made with another password than the one given now.') : error;
  });
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
