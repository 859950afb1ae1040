import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_TIMEOUT_MS = 20_000;

export type Postmaster = { pid: number; is_ready: boolean };

/** The server that runs on this cluster, if one does; a pid file whose server is gone is removed. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const file = join(cluster, 'postmaster.pid');
  const lines = readIfThere(file).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (isServerOf(pid, cluster)) return { pid, is_ready: lines[7]?.trim() === 'ready' };
  // The number may belong to some other program by now, which would keep PostgreSQL from starting.
  if (isAlive(pid)) rmSync(file, { force: true });
  return undefined;
}

/** A server that is just stopping takes its pid file away at any moment. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Whether the process runs. One that has ended and only waits for its parent to take notice does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  if (!existsSync('/proc/self/stat')) return false;
  try {
    // The name in parentheses may hold anything; the state is the letter after the last of them.
    return /^.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** What a process was started with, or an empty string when it is gone or cannot be seen. */
export function commandLine(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline'))
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  const command = commandLine(pid);
  return command.includes('postgres') && (command.includes(cluster) || command.includes(realPath(cluster)));
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Fast shutdown: sessions are ended, a checkpoint is written. Only a server that does not obey is ended the hard way. */
export async function stopPostmaster(cluster: string, pid: number): Promise<void> {
  send(pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  let is_patient = true;
  while (isAlive(pid) && (readPostmaster(cluster)?.pid === pid || isServerOf(pid, cluster))) {
    if (is_patient && Date.now() > deadline) {
      is_patient = false;
      send(pid, 'SIGQUIT');
    }
    if (Date.now() > deadline + STOP_TIMEOUT_MS)
      throw new Error(`PostgreSQL (pid ${pid}) does not stop; end it by hand.`);
    await sleep(15);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has already ended.
  }
}
