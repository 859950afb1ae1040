import { findFreePort, type Log, startMailbox, startObjectStore, startPayments } from '@setiket/services';
import pg from 'pg';
import type { Cleanups } from './cleanups.ts';
import { type DataFolder, loadPorts, type Ports, type Secrets, savePorts } from './data-folder.ts';
import { StartFailure } from './failure.ts';
import { claimPort, isFreeEverywhere } from './ports.ts';
import { supervisePostgres } from './supervised-postgres.ts';
import type { Terminal } from './terminal.ts';

const INBOX_PORT = 8025;

export type ServicesInput = {
  given: NodeJS.ProcessEnv;
  folder: DataFolder;
  secrets: Secrets;
  terminal: Terminal;
  cleanups: Cleanups;
  signal: AbortSignal;
  log: Log;
  onGivenUp(error: Error): void;
  onForce(kill: () => void): void;
};

export type Services = {
  database: {
    url: string;
    pid(): number | null;
    /** Calls back whenever the server has died and is there again, under another pid. */
    onRestart(listener: () => void): void;
  };
  s3: { endpoint: string; bucket: string; access_key_id: string; secret_access_key: string };
  mail: { smtp_url: string; inbox_url: string | null };
  payments: {
    /** Address of the stand-in; null where the environment names a key, and with it the real thing. */
    url: string | null;
    secret_key: string;
    webhook_secret: string | null;
    publishable_key: string | null;
    /** Tells where payments are to be reported to, once somebody is there who listens. */
    reportTo(webhook_url: string): void;
  };
};

/** Starts what the environment does not name, all at once, and checks what it names. */
export async function startServices(input: ServicesInput): Promise<Services> {
  const ports = loadPorts(input.folder);
  const starts = [
    startDatabase(input, ports.database),
    startStore(input, ports.s3),
    startMail(input, ports),
    startCards(input, ports.payments),
  ] as const;
  // Waits for all, also when one has failed: what still starts has to be known before it can be stopped.
  await Promise.allSettled(starts);
  const [database, s3, mail, payments] = await Promise.all(starts);
  savePorts(input.folder, {
    ...ports,
    ...(database.port !== undefined && { database: database.port }),
    ...(s3.port !== undefined && { s3: s3.port }),
    ...(mail.smtp_port !== undefined && { smtp: mail.smtp_port, inbox: mail.http_port }),
    ...(payments.port !== undefined && { payments: payments.port }),
  });
  return { database, s3, mail, payments };
}

async function startDatabase(input: ServicesInput, preferred_port: number | undefined) {
  const { given, folder, secrets, terminal, cleanups, signal, log } = input;
  const url = given.DATABASE_URL?.trim();
  if (url) {
    await terminal.step(
      'PostgreSQL',
      () => checkDatabase(url),
      () => `yours, ${new URL(url).host}`,
    );
    return { url, pid: () => null, onRestart: () => {}, port: undefined };
  }
  const start = () =>
    supervisePostgres({
      data_dir: folder.postgres,
      password: secrets.database_password,
      preferred_port,
      signal,
      log,
      onGivenUp: input.onGivenUp,
    });
  const server = await terminal.step('PostgreSQL', start, ({ port }) => `embedded, 127.0.0.1:${port}`);
  cleanups.add('PostgreSQL', server.stop);
  input.onForce(server.kill);
  return server;
}

async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new StartFailure(`The PostgreSQL of DATABASE_URL (${new URL(url).host}) cannot be used: ${reason}`);
  } finally {
    await client.end().catch(() => {});
  }
}

async function startStore({ given, folder, secrets, terminal, cleanups, log }: ServicesInput, preferred?: number) {
  const endpoint = given.S3_ENDPOINT?.trim();
  const bucket = given.S3_BUCKET?.trim() || 'setiket';
  if (endpoint) {
    await terminal.step(
      'Object store',
      async () => {},
      () => `yours, ${endpoint}`,
    );
    const { S3_ACCESS_KEY_ID: access_key_id = '', S3_SECRET_ACCESS_KEY: secret_access_key = '' } = given;
    return { endpoint, bucket, access_key_id, secret_access_key, port: undefined };
  }
  const start = async () => {
    const { s3_access_key_id: access_key_id, s3_secret_access_key: secret_access_key } = secrets;
    const port = await findFreePort(preferred);
    return startObjectStore({ data_dir: folder.objects, port, bucket, access_key_id, secret_access_key, log });
  };
  const store = await terminal.step('Object store', start, (started) => `stand-in, ${started.endpoint}`);
  cleanups.add('The object store', store.stop);
  return store;
}

async function startMail({ given, folder, terminal, cleanups, log }: ServicesInput, ports: Ports) {
  const smtp_url = given.SMTP_URL?.trim();
  if (smtp_url) {
    await terminal.step(
      'Mail',
      async () => {},
      () => `yours, ${new URL(smtp_url).host}`,
    );
    return { smtp_url, inbox_url: null, smtp_port: undefined };
  }
  const start = async () => {
    const [smtp_port, http_port] = [await findFreePort(ports.smtp), await inboxPort(given, terminal, ports.inbox)];
    return startMailbox({ data_dir: folder.mails, smtp_port, http_port, log });
  };
  const mailbox = await terminal.step('Mail', start, (started) => `stand-in, ${started.inbox_url}`);
  cleanups.add('The mail catcher', mailbox.stop);
  return mailbox;
}

async function startCards({ given, folder, secrets, terminal, cleanups, log }: ServicesInput, preferred?: number) {
  const secret_key = given.STRIPE_SECRET_KEY?.trim();
  if (secret_key) {
    const [webhook_secret, publishable_key] = [
      given.STRIPE_WEBHOOK_SECRET?.trim(),
      given.STRIPE_PUBLISHABLE_KEY?.trim(),
    ];
    await terminal.step(
      'Payments',
      async () => {},
      () => `yours, ${new URL(given.STRIPE_API_BASE?.trim() || 'https://api.stripe.com').host}`,
    );
    const keys = { secret_key, webhook_secret: webhook_secret || null, publishable_key: publishable_key || null };
    return { ...keys, url: null, port: undefined, reportTo: () => {} };
  }
  const { stripe_webhook_secret: webhook_secret } = secrets;
  const start = async () =>
    startPayments({ data_dir: folder.payments, port: await findFreePort(preferred), webhook_secret, log });
  const payments = await terminal.step('Payments', start, (started) => `stand-in, ${started.url}`);
  cleanups.add('The payment stand-in', payments.close);
  return {
    url: payments.url,
    port: payments.port,
    secret_key: secrets.stripe_secret_key,
    webhook_secret,
    publishable_key: secrets.stripe_publishable_key,
    reportTo: payments.desk.setWebhook,
  };
}

/** A port that was asked for has to be had; the usual one may give way, to a real Mailpit for instance. */
async function inboxPort(given: NodeJS.ProcessEnv, terminal: Terminal, previous?: number): Promise<number> {
  if (given.INBOX_PORT?.trim()) return claimPort('INBOX_PORT', given.INBOX_PORT, INBOX_PORT);
  if (await isFreeEverywhere(INBOX_PORT)) return INBOX_PORT;
  terminal.note(`Port ${INBOX_PORT} is in use, so the inbox gets another one; INBOX_PORT chooses.`);
  return findFreePort(previous);
}
