import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { removePostgresData } from '@setiket/services';
import { StartFailure } from './failure.ts';

const ROOT = join(import.meta.dirname, '../../..');

export type DataFolder = {
  path: string;
  postgres: string;
  objects: string;
  mails: string;
  payments: string;
};

/** Development secrets: made once, kept with the data that depends on them. */
export type Secrets = {
  database_password: string;
  app_secret: string;
  qr_signing_secret: string;
  s3_access_key_id: string;
  s3_secret_access_key: string;
  stripe_secret_key: string;
  stripe_webhook_secret: string;
  stripe_publishable_key: string;
};

/** Ports that were free at the last start, so that open tabs and tools keep working over a restart. */
export type Ports = { database?: number; s3?: number; smtp?: number; inbox?: number; payments?: number };

/** Where the stack keeps its data. */
export function dataDir(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(ROOT, env.SETIKET_DATA_DIR?.trim() || '.setiket');
}

/** @throws StartFailure when the folder cannot be made or written to. */
export function openDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    // Root passes every access check, also on a read-only disk; only writing tells.
    const probe = join(path, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'ENOSPC') throw error;
    throw new StartFailure(
      `The data folder ${path} cannot be written to (${code}). Make it writable, or set SETIKET_DATA_DIR to another folder.`,
    );
  }
  return {
    path,
    postgres: join(path, 'postgres'),
    objects: join(path, 'objects'),
    mails: join(path, 'mails'),
    payments: join(path, 'payments'),
  };
}

/** Deletes the data, and only what a stack has put there: the folder may be one that holds other things. */
export async function emptyDataFolder({ path, postgres, objects, mails, payments }: DataFolder): Promise<void> {
  await removePostgresData(postgres);
  for (const folder of [objects, mails, payments]) rmSync(folder, { recursive: true, force: true });
  for (const file of ['secrets.json', 'ports.json', 'stack.json']) rmSync(join(path, file), { force: true });
}

export function loadSecrets({ path }: DataFolder): Secrets {
  const file = join(path, 'secrets.json');
  const random = () => randomBytes(24).toString('base64url');
  const made: Secrets = {
    database_password: random(),
    app_secret: random(),
    qr_signing_secret: random(),
    s3_access_key_id: 'setiket-development',
    s3_secret_access_key: random(),
    // In the forms that Stripe gives its own, so that whatever checks them has nothing to make an exception for.
    stripe_secret_key: `sk_test_local${randomBytes(16).toString('hex')}`,
    stripe_webhook_secret: `whsec_local${randomBytes(16).toString('hex')}`,
    stripe_publishable_key: `pk_test_local${randomBytes(16).toString('hex')}`,
  };
  const secrets: Secrets = { ...made, ...(existsSync(file) ? readJson<Partial<Secrets>>(file) : {}) };
  writeJson(file, secrets);
  return secrets;
}

export function loadPorts({ path }: DataFolder): Ports {
  const file = join(path, 'ports.json');
  return existsSync(file) ? readJson<Ports>(file) : {};
}

export function savePorts({ path }: DataFolder, ports: Ports): void {
  writeJson(join(path, 'ports.json'), ports);
}

function readJson<Content>(file: string): Content {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch {
    throw new StartFailure(`${file} cannot be read. Mend it, or begin anew with "npm start -- --fresh".`);
  }
}

/** By rename, so that nobody reads half a file; for the owner only, as there are passwords in it. */
export function writeJson(file: string, content: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
