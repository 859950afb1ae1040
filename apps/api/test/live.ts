import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeps } from '@setiket/core';
import { loadEnv } from '@setiket/core/env';
import { createLogger } from '@setiket/core/kernel/log';
import { startMailbox, startObjectStore, startPayments } from '@setiket/services';
import { createTestDatabase } from '@setiket/testing/database';
import { startWorker } from '@setiket/worker';
import { startApi } from '../src/index.ts';

export type Live = Awaited<ReturnType<typeof startLive>>;

/** `DATABASE_POOL_SIZE=2 npm test` gives every process of the tests so small a pool. */
const { DATABASE_POOL_SIZE } = process.env;
export const SMALL_POOL: Record<string, string> = DATABASE_POOL_SIZE === undefined ? {} : { DATABASE_POOL_SIZE };

/** The whole product on free ports: API, worker, database, object store, mail catcher, till. */
export async function startLive(settings: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'setiket-live-'));
  const log = () => {};
  const [database, store, mailbox, payments] = await Promise.all([
    createTestDatabase(),
    startObjectStore({ data_dir: join(folder, 'objects'), log }),
    startMailbox({ data_dir: join(folder, 'mail'), http_port: 0, log }),
    startPayments({ data_dir: join(folder, 'payments'), log }),
  ]);
  const env = loadEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    DATABASE_URL: database.url,
    S3_ENDPOINT: store.endpoint,
    S3_BUCKET: store.bucket,
    S3_ACCESS_KEY_ID: store.access_key_id,
    S3_SECRET_ACCESS_KEY: store.secret_access_key,
    SMTP_URL: mailbox.smtp_url,
    STRIPE_SECRET_KEY: 'sk_test_local',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_local',
    STRIPE_WEBHOOK_SECRET: payments.webhook_secret,
    STRIPE_API_BASE: payments.url,
    RATE_LIMIT: 'off',
    ...SMALL_POOL,
    ...settings,
  });
  const logger = await createLogger(env);
  const api = await startApi({ env, log: logger, port: 0 });
  payments.desk.setWebhook(`${api.url}/api/payments/webhook/stripe/`);
  const worker = await startWorker({ env: { ...env, PUBLIC_URL: api.url }, log: logger });
  const deps = await openDeps(env, logger);
  return {
    url: api.url,
    inbox_url: mailbox.inbox_url,
    env,
    deps,
    payments,
    async [Symbol.asyncDispose]() {
      await worker.stop();
      await api.stop();
      await deps.close();
      await Promise.all([mailbox.stop(), store.stop(), payments.close()]);
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the mail catcher has a mail to somebody about something; polling is what its API offers. */
export async function mailTo({ inbox_url }: Pick<Live, 'inbox_url'>, address: string, subject: RegExp) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await fetch(`${inbox_url}/api/v1/search?query=${encodeURIComponent(`to:"${address}"`)}`);
    const { messages } = (await found.json()) as { messages: { ID: string; Subject: string }[] };
    const message = messages.find((mail) => subject.test(mail.Subject));
    if (message) return (await (await fetch(`${inbox_url}/api/v1/message/${message.ID}`)).json()) as Mail;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`No mail to ${address} about ${subject} within a minute.`);
}

type Mail = {
  Subject: string;
  HTML: string;
  Text: string;
  Inline: { ContentID: string }[];
  Attachments: { FileName: string }[];
};
