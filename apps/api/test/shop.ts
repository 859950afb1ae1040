import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { allJobs, openDeps } from '@setiket/core';
import { loadEnv } from '@setiket/core/env';
import { registerHashed } from '@setiket/core/features/accounts';
import { decideEvent, submitEvent } from '@setiket/core/features/event-planning';
import { createTicketType } from '@setiket/core/features/inventory';
import { type Role, systemContext, type UserActor } from '@setiket/core/kernel/context';
import { hashPassword } from '@setiket/core/kernel/crypto';
import { prepareJobs } from '@setiket/core/kernel/jobs';
import { createLogger } from '@setiket/core/kernel/log';
import { migrate } from '@setiket/db/migrate';
import { findFreePort, startMailbox, startPayments, startPostgres } from '@setiket/services';
import { SMALL_POOL } from './live.ts';

/** Real processes and a database with durable commits, for tests that kill them. */

export const PASSWORD = 'correct horse battery';
const BUYERS = 20;
const HERE = import.meta.dirname;

export async function startShop() {
  const folder = await mkdtemp(join(tmpdir(), 'setiket-crash-'));
  const log = () => {};
  const password = randomBytes(8).toString('hex');
  const startDatabase = (port?: number) =>
    startPostgres({ data_dir: join(folder, 'postgres'), password, log, ...(port !== undefined && { port }) });
  let postgres = await startDatabase();
  const mailbox = await startMailbox({ data_dir: join(folder, 'mail'), http_port: 0, log });
  const payments = await startPayments({
    data_dir: join(folder, 'payments'),
    retry_delays_ms: Array.from({ length: 100 }, () => 500),
    log,
  });
  const [port, other_port] = [await findFreePort(), await findFreePort()];
  const settings: Record<string, string> = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    RATE_LIMIT: 'off',
    PORT: String(port),
    DATABASE_URL: postgres.url,
    ...SMALL_POOL,
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_ACCESS_KEY_ID: 'none',
    S3_SECRET_ACCESS_KEY: 'none',
    SMTP_URL: mailbox.smtp_url,
    STRIPE_SECRET_KEY: 'sk_test_local',
    STRIPE_WEBHOOK_SECRET: payments.webhook_secret,
    STRIPE_API_BASE: payments.url,
  };
  await migrate({ url: postgres.url });
  await prepareJobs(postgres.url, allJobs);
  const program = (name: 'api' | 'worker') => startProgram(name, settings);
  /** A second process of the API on the same database, as behind a balancer. */
  const otherApi = () => startProgram('api', { ...settings, PORT: String(other_port) });
  payments.desk.setWebhook(`http://127.0.0.1:${settings.PORT}/api/payments/webhook/stripe/`);
  let [api, other_api, worker] = await Promise.all([program('api'), otherApi(), program('worker')]);
  return {
    url: `http://127.0.0.1:${port}`,
    other_url: `http://127.0.0.1:${other_port}`,
    inbox_url: mailbox.inbox_url,
    settings,
    payments,
    kill: {
      async api() {
        await killHard(api);
        api = await program('api');
      },
      async other_api() {
        await killHard(other_api);
        other_api = await otherApi();
      },
      async worker() {
        await killHard(worker);
        worker = await program('worker');
      },
      /** It comes back when `meanwhile` is over. */
      async database(meanwhile: () => Promise<void> = async () => {}) {
        process.kill(postgres.pid, 'SIGKILL');
        while (isThere(postgres.pid)) await new Promise((resolve) => setImmediate(resolve));
        await meanwhile();
        postgres = await startDatabase(postgres.port);
      },
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([killHard(api), killHard(other_api), killHard(worker)]);
      await postgres.stop();
      await mailbox.stop();
      await payments.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the program says that it is ready. */
async function startProgram(name: 'api' | 'worker', settings: Record<string, string>): Promise<ChildProcess> {
  const main = join(HERE, `../../${name}/src/main.ts`);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) if (/API is up|worker is ready/.test(line)) break;
  child.stdout!.resume();
  return child;
}

async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Also true for a zombie: PostgreSQL refuses to start while its predecessor has not been reaped. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** People, an event and a ticket type, made through the use cases. */
export async function stockShop(settings: Record<string, string>) {
  const env = loadEnv(settings);
  const deps = await openDeps(env, await createLogger({ ...env, LOG_LEVEL: 'silent' }));
  const ctx = systemContext(deps, 'test');
  const password_hash = await hashPassword(PASSWORD);
  const person = async (username: string, role: Role = 'customer') => {
    const { id } = await registerHashed(ctx, {
      username,
      email: `${username}@example.test`,
      password_hash,
      locale: 'en',
      email_verified: true,
    });
    await deps.db.users.update({ where: { id }, data: { role } });
    const actor: UserActor = {
      kind: 'user',
      id,
      username,
      email: `${username}@example.test`,
      email_verified: true,
      role,
      is_superuser: false,
      locale: 'en',
      session_id: '',
    };
    return { ...ctx, actor };
  };
  const organizer = await person('organizer', 'event_organizer');
  const administrator = await person('administrator', 'administrator');
  const buyers = await Promise.all(Array.from({ length: BUYERS }, (_, n) => person(`buyer${n}`)));
  const starts = Date.now() + 30 * 86_400_000;
  const event = await submitEvent(organizer, {
    title: 'Konser',
    description: 'One night.',
    category: 'konser',
    city: 'Jakarta',
    place_name: 'Stadion',
    is_online: false,
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + 7_200_000).toISOString(),
  });
  await decideEvent(administrator, { id: event.id, status: 'approved' });
  const type = await createTicketType(organizer, {
    title: 'Festival',
    event_id: event.id,
    ticket_type: 'paid',
    price: '1000',
    ticket_quantity: 10_000,
  });
  return {
    deps,
    event_id: event.id,
    ticket_id: type.id,
    organizer,
    cast: buyers,
    buyers: buyers.map((buyer) => buyer.actor.username),
  };
}
