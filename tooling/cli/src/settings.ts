import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { openDeps } from '@setiket/core';
import { type Env, loadEnv } from '@setiket/core/env';
import type { Deps } from '@setiket/core/kernel/context';
import { createLogger, type Logger } from '@setiket/core/kernel/log';
import { isAlive } from '@setiket/services';
import { readStackFile, type StackFile } from '@setiket/stack';
import { dataDir } from '@setiket/stack/data-folder';
import { type Io, UsageError } from './command.ts';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * The settings that a command works with: the environment's own where it names a database, else those of the stack
 * that runs here, else those of `.env`.
 * @throws UsageError when none of them has a database
 */
export function settingsOf({ env }: Pick<Io, 'env'>, root = ROOT): NodeJS.ProcessEnv {
  if (env.DATABASE_URL?.trim()) return env;
  const stack = runningStack(env);
  if (stack) return { ...env, NODE_ENV: env.NODE_ENV?.trim() || 'development', ...environmentOf(stack) };
  const file = join(root, '.env');
  const settings = existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...env } : env;
  if (settings.DATABASE_URL?.trim()) return settings;
  throw new UsageError(
    'There is no database to work on. Start Setiket with "npm start" in another terminal, or set DATABASE_URL (in the environment or in .env).',
  );
}

/** A stack that was killed leaves its file behind, but not its process. */
function runningStack(env: NodeJS.ProcessEnv): StackFile | undefined {
  const stack = readStackFile(dataDir(env));
  return stack && isAlive(stack.pid) ? stack : undefined;
}

function environmentOf({ url, database, s3, mail, payments, secrets }: StackFile): NodeJS.ProcessEnv {
  return {
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: s3.bucket,
    S3_ACCESS_KEY_ID: s3.access_key_id,
    S3_SECRET_ACCESS_KEY: s3.secret_access_key,
    SMTP_URL: mail.smtp_url,
    // Those of a stand-in only: where Stripe itself is used, its keys are in the environment already.
    ...(payments.url && {
      STRIPE_API_BASE: payments.url,
      STRIPE_SECRET_KEY: payments.secret_key,
      STRIPE_WEBHOOK_SECRET: payments.webhook_secret ?? '',
      STRIPE_PUBLISHABLE_KEY: payments.publishable_key ?? '',
    }),
    ...secrets,
  };
}

/** All settings, parsed; what a command prints is for people, so the log only speaks up when something is wrong. */
export async function openSettings(io: Pick<Io, 'env'>): Promise<{ env: Env; log: Logger }> {
  const env = loadEnv({ LOG_LEVEL: 'warn', ...settingsOf(io) });
  return { env, log: await createLogger(env) };
}

/** Everything that a process of the product has, for as long as `work` takes. */
export async function withDeps<T>(io: Pick<Io, 'env'>, work: (deps: Deps) => Promise<T>): Promise<T> {
  const { env, log } = await openSettings(io);
  const deps = await openDeps(env, log);
  try {
    return await work(deps);
  } finally {
    await deps.close();
  }
}
