import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@setiket/services';
import { StartFailure } from './failure.ts';

type Owner = { pid: number; started: string; url?: string };

export type Lock = {
  /** Adds the address, for whoever finds the lock taken. */
  tellUrl(url: string): void;
  release(): void;
};

/**
 * Makes this process the only one that runs on the data folder. The lock of an owner that was killed does not count: its
 * number has to be alive *and* has to be the process that took the lock, not a later one that got the same number.
 * @throws StartFailure naming address and pid when another stack runs.
 */
export function takeLock(data_dir: string): Lock {
  const file = join(data_dir, 'lock');
  const owner: Owner = { pid: process.pid, started: startOf(process.pid) };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(owner));
  try {
    while (!claim(draft, file)) refuseOrClear(file);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    tellUrl(url) {
      writeFileSync(draft, JSON.stringify({ ...owner, url }));
      renameSync(draft, file);
    },
    release() {
      if (parse(read(file))?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

function refuseOrClear(file: string): void {
  const content = read(file);
  const owner = parse(content);
  if (owner && isAlive(owner.pid) && startOf(owner.pid) === owner.started) {
    const at = owner.url ? ` at ${owner.url}` : '';
    throw new StartFailure(`Setiket is already running${at} (pid ${owner.pid}).`);
  }
  clearStale(file, content);
}

/** A link appears with its content and fails when the name is taken, so that nobody ever reads half a lock. */
function claim(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock that was judged; one that another start has put there meanwhile goes back to its place. */
function clearStale(file: string, judged: string | undefined): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) !== judged) claim(aside, file);
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function parse(content: string | undefined): Owner | undefined {
  try {
    return content ? (JSON.parse(content) as Owner) : undefined;
  } catch {
    return undefined;
  }
}

/** When a process began, in whatever words the system has for it; together with the pid it names one process for good. */
function startOf(pid: number): string {
  try {
    if (existsSync('/proc/self/stat')) {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\)\s/s, '')
        .split(' ');
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}
