import { readdirSync, rmSync } from 'node:fs';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { type Env, loadEnv } from '@setiket/core/env';
import { generateClient } from '@setiket/db/generate';
import { buildWeb } from '@setiket/web/build';
import type { Cleanups } from './cleanups.ts';
import { type DataFolder, emptyDataFolder, loadSecrets, type Secrets, writeJson } from './data-folder.ts';
import { StartFailure } from './failure.ts';
import type { StackFile } from './index.ts';
import type { StartOptions } from './options.ts';
import type { Settings } from './program.ts';
import { type Services, startServices } from './services.ts';
import { type SupervisedProgram, superviseProgram } from './supervised-program.ts';
import type { Terminal } from './terminal.ts';

export type StackInput = {
  options: StartOptions;
  folder: DataFolder;
  port: number;
  /** The environment as the caller has it. */
  given: NodeJS.ProcessEnv;
  terminal: Terminal;
  cleanups: Cleanups;
  signal: AbortSignal;
  onGivenUp(error: Error): void;
  onForce(kill: () => void): void;
};

export type Stack = StackFile & {
  has_demo: boolean;
  /** What a new account starts with, and its currency. */
  signup_balance: string;
  /** Lets the programs tell what they do, once it no longer gets between the lines of the start. */
  unmute(): void;
};

/** Starts everything, in the order in which one thing needs another and at once where it does not. */
export async function startStack(input: StackInput): Promise<Stack> {
  const { options, folder, terminal, cleanups, signal } = input;
  if (options.is_fresh)
    await terminal.step(
      'Fresh start',
      () => emptyDataFolder(folder),
      () => 'local data deleted',
    );
  const secrets = loadSecrets(folder);
  // Read once with stand-ins for what is not there yet, so that a wrong setting is told before anything starts.
  loadEnv(environmentOf(input, secrets, NOT_YET));

  const [services, { api, worker, ...tools }] = await bothOrNeither(
    startServices({ ...input, secrets, log: terminal.note }),
    preparePrograms(input),
  );
  const settings = environmentOf(input, secrets, services);
  const env = loadEnv(settings);
  signal.throwIfAborted();
  await untilAborted(signal, prepareDatabase(env, tools, input));
  await startPrograms(settings, { api, worker }, input);
  services.payments.reportTo(`http://127.0.0.1:${env.PORT}${WEBHOOK_PATH}`);

  const file = join(folder.path, 'stack.json');
  const tell = () => writeJson(file, describe(env, services, { api, worker }));
  tell();
  for (const { onRestart } of [services.database, api, worker]) onRestart(tell);
  cleanups.add('stack.json', () => rmSync(file, { force: true }));
  const unmute = () => {
    for (const program of [api, worker]) program.unmute();
  };
  const signup_balance = `${env.SIGNUP_BALANCE} ${env.DEFAULT_CURRENCY}`;
  return { ...describe(env, services, { api, worker }), has_demo: wantsDemo(env, options), signup_balance, unmute };
}

/** Where the API listens to what happened to payments. */
const WEBHOOK_PATH = '/api/payments/webhook/stripe/';

const NOT_YET: Services = {
  database: { url: 'postgres://localhost', pid: () => null, onRestart: () => {} },
  s3: { endpoint: 'http://localhost', bucket: 'setiket', access_key_id: 'x', secret_access_key: 'x' },
  mail: { smtp_url: 'smtp://localhost', inbox_url: null },
  payments: { url: null, secret_key: '', webhook_secret: null, publishable_key: null, reportTo: () => {} },
};

/** What the programs see: the caller's settings, and for each that is missing what was started or made here. */
function environmentOf({ given, port }: StackInput, secrets: Secrets, { database, s3, mail, payments }: Services) {
  return {
    ...given,
    // A start without it counts as production, which this is not.
    NODE_ENV: given.NODE_ENV?.trim() || 'development',
    PORT: String(port),
    DATABASE_URL: database.url,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: s3.bucket,
    S3_ACCESS_KEY_ID: s3.access_key_id,
    S3_SECRET_ACCESS_KEY: s3.secret_access_key,
    SMTP_URL: mail.smtp_url,
    ...(mail.inbox_url && { INBOX_URL: mail.inbox_url }),
    ...(payments.url && {
      STRIPE_API_BASE: payments.url,
      STRIPE_SECRET_KEY: payments.secret_key,
      STRIPE_WEBHOOK_SECRET: payments.webhook_secret ?? '',
      STRIPE_PUBLISHABLE_KEY: payments.publishable_key ?? '',
    }),
    APP_SECRET: given.APP_SECRET?.trim() || secrets.app_secret,
    QR_SIGNING_SECRET: given.QR_SIGNING_SECRET?.trim() || secrets.qr_signing_secret,
  };
}

type Programs = { api: SupervisedProgram; worker: SupervisedProgram };

/** The API has the way before mails and papers, which nobody waits for as impatiently. */
const NICENESS = { api: 0, worker: 10 } as const;

/** Generates the Prisma client, then loads the programs that import it, while PostgreSQL is still starting. */
async function preparePrograms({ terminal, signal, folder, cleanups, onGivenUp, onForce }: StackInput) {
  const describeClient = (was_made: boolean) => (was_made ? 'generated from the schema' : 'up to date');
  await terminal.step('Prisma client', () => generateClient({ signal }), describeClient);
  signal.throwIfAborted();
  const open = async (kind: keyof Programs, name: string) => {
    const niceness = NICENESS[kind];
    const program = await superviseProgram({
      kind,
      name,
      folder: folder.path,
      niceness,
      log: terminal.note,
      onGivenUp,
    });
    onForce(program.kill);
    // Where the start fails before it has begun, there is nothing that it should finish.
    cleanups.add(name, program.kill);
    return program;
  };
  const load = async () => {
    await compileOnce();
    const [api, worker, migrating, core, jobs, logging] = await Promise.all([
      open('api', 'The API'),
      open('worker', 'The worker'),
      import('@setiket/db/migrate'),
      import('@setiket/core'),
      import('@setiket/core/kernel/jobs'),
      import('@setiket/core/kernel/log'),
    ]);
    return {
      api,
      worker,
      migrate: migrating.migrate,
      allJobs: core.allJobs,
      prepareJobs: jobs.prepareJobs,
      createLogger: logging.createLogger,
    };
  };
  const describeWeb = (was_built: boolean) => (was_built ? 'built' : 'up to date');
  const [programs] = await Promise.all([
    terminal.step('Programs', load, () => 'loaded'),
    terminal.step('Web app', () => buildWeb({ signal }), describeWeb),
  ]);
  return programs;
}

/**
 * The first time, the code is compiled by this process alone, and kept. The programs would otherwise all do the same at the
 * same time, and have the compiler in memory from then on.
 */
async function compileOnce(): Promise<void> {
  const kept = getCompileCacheDir();
  if (kept === undefined || readdirSync(kept).length > 0) return;
  await Promise.all([import('@setiket/api'), import('@setiket/worker'), import('./program.ts')]);
  flushCompileCache();
}

type Tools = Omit<Awaited<ReturnType<typeof preparePrograms>>, keyof Programs>;

async function prepareDatabase(env: Env, tools: Tools, { terminal, options, signal }: StackInput): Promise<void> {
  const url = env.DATABASE_URL;
  const describeApplied = (names: string[]) => (names.length > 0 ? `${names.length} applied` : 'none to apply');
  await terminal.step('Migrations', () => tools.migrate({ url }), describeApplied);
  signal.throwIfAborted();
  await terminal.step(
    'Job queue',
    () => tools.prepareJobs(url, tools.allJobs),
    () => 'pg-boss, in the same database',
  );
  if (!wantsDemo(env, options)) return;
  signal.throwIfAborted();
  const log = await tools.createLogger({ ...env, LOG_LEVEL: 'warn', LOG_DIR: undefined });
  // A load that is called off loses its database in the middle of a sentence; its complaints are no news.
  signal.addEventListener('abort', () => Object.assign(log, { level: 'silent' }), { once: true });
  await terminal.step(
    'Demo data',
    async () => (await import('@setiket/demo')).loadDemo({ env, log }),
    ({ loaded }) => (loaded ? 'loaded' : 'there already'),
  );
}

function wantsDemo(env: Env, options: StartOptions): boolean {
  return options.has_demo && env.NODE_ENV !== 'production';
}

async function startPrograms(
  settings: Settings & { PORT: string },
  { api, worker }: Programs,
  { terminal, cleanups, signal }: StackInput,
): Promise<void> {
  const begin = async (program: SupervisedProgram, name: string) => {
    cleanups.add(name, program.stop);
    await program.begin(settings);
  };
  const startApi = () =>
    begin(api, 'The API').catch((error: { code?: string }) => {
      throw error.code === 'EADDRINUSE'
        ? new StartFailure(`Port ${settings.PORT} was taken by another program while Setiket was starting.`)
        : error;
    });
  await bothOrNeither(
    terminal.step('API and web', startApi, () => `http://localhost:${settings.PORT}`),
    terminal.step(
      'Worker',
      () => begin(worker, 'The worker'),
      () => 'sends mails and does what can wait',
    ),
  );
  signal.throwIfAborted();
}

function describe(env: Env, { database, s3, mail, payments }: Services, { api, worker }: Programs): StackFile {
  return {
    url: `http://localhost:${env.PORT}`,
    inbox_url: mail.inbox_url,
    pid: process.pid,
    api_pid: api.pid(),
    worker_pid: worker.pid(),
    database: { url: database.url, pid: database.pid() },
    s3: {
      endpoint: s3.endpoint,
      bucket: s3.bucket,
      access_key_id: s3.access_key_id,
      secret_access_key: s3.secret_access_key,
    },
    mail: { smtp_url: mail.smtp_url, inbox_url: mail.inbox_url },
    payments: {
      url: payments.url,
      secret_key: payments.secret_key,
      webhook_secret: payments.webhook_secret,
      publishable_key: payments.publishable_key,
    },
    secrets: { APP_SECRET: env.APP_SECRET, QR_SIGNING_SECRET: env.QR_SIGNING_SECRET },
    started_at: new Date().toISOString(),
  };
}

/** Waits for both, also when one has failed, so that nothing is still starting while everything is being stopped. */
async function bothOrNeither<One, Two>(one: Promise<One>, two: Promise<Two>): Promise<[One, Two]> {
  await Promise.allSettled([one, two]);
  return Promise.all([one, two]);
}

/** Stops waiting for work in the database when the start is called off: stopping PostgreSQL ends that work by itself. */
async function untilAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
