import { createServer, type Server } from 'node:http';
import { expireDueSessions } from './payments/api/checkout.ts';
import { openBook } from './payments/book.ts';
import { createDesk, type Desk, type Disturbance } from './payments/desk.ts';
import { answerRequest } from './payments/server.ts';
import { createWebhooks, RETRY_DELAYS_MS } from './payments/webhooks.ts';
import { workOf } from './payments/work.ts';
import { isPortFree, PortTakenError } from './ports.ts';
import type { Log } from './types.ts';

const SWEEP_MS = 1000;

export type PaymentsOptions = {
  /** Folder for the payments; made when missing. */
  data_dir: string;
  /** Port on 127.0.0.1; a free one when absent. */
  port?: number | undefined;
  /** Signs what is sent to the webhook. */
  webhook_secret?: string;
  /** Where events are sent to; can be set later, events wait until then. */
  webhook_url?: string | null;
  /** Pauses before further attempts at a webhook that did not answer with 2xx. */
  retry_delays_ms?: number[];
  /** The time, for tests whose clock stands elsewhere. Webhooks are signed by the wall clock all the same. */
  clock?: { now(): Date };
  log: Log;
};

/** A running stand-in. Its `desk` does what a test needs beside the API. */
export type Payments = {
  /** Address for the SDK's host, port and protocol, and of the pages. */
  url: string;
  port: number;
  webhook_secret: string;
  desk: Desk;
  close(): Promise<void>;
};

/**
 * Starts a stand-in for Stripe on 127.0.0.1: payments, refunds, disputes, hosted checkout and signed webhooks, for the
 * unchanged SDK. No money moves, live keys are refused, and what happened is kept over a restart.
 * @throws PortTakenError when the given port is in use.
 */
export async function startPayments(options: PaymentsOptions): Promise<Payments> {
  const { data_dir, port, webhook_secret = 'whsec_local_test', log, clock = { now: () => new Date() } } = options;
  if (port && !(await isPortFree(port))) throw new PortTakenError(port);
  const now = () => clock.now().getTime();
  const book = openBook(data_dir, Math.floor(now() / 1000));
  const { retry_delays_ms = RETRY_DELAYS_MS } = options;
  const webhooks = createWebhooks({ book, secret: webhook_secret, retry_delays_ms, now, log });
  const disturbances: Disturbance[] = [];

  let url = '';
  const base_url = () => url;
  const disturb = (kind: Disturbance, times: number) => void disturbances.push(...Array(times).fill(kind));
  const desk = createDesk({ book, webhooks, base_url, now, disturb });
  const input = { book, webhooks, desk, base_url, now, nextDisturbance: () => disturbances.shift() };
  const server = createServer((request, response) => {
    answerRequest(input, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      log(`The payment stand-in could not answer ${request.method} ${request.url}: ${message}`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { type: 'api_error', message: 'The stand-in failed; its log says why.' } }));
    });
  });
  const bound = await listen(server, port ?? 0).catch((error: unknown) => {
    book.close();
    throw error;
  });
  url = `http://localhost:${bound}`;
  webhooks.target = options.webhook_url ?? null;
  webhooks.wake();
  const sweep = setInterval(() => {
    const work = { now_ms: now(), base_url: url, request_id: null, idempotency_key: null };
    book.work((unit) => expireDueSessions(workOf(unit, work)));
    webhooks.wake();
  }, SWEEP_MS);
  let closing: Promise<void> | undefined;
  const close = async () => {
    clearInterval(sweep);
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeAllConnections();
    await closed;
    await webhooks.close();
    book.close();
  };
  log('Payments are taken by a local stand-in for Stripe; no money moves.');

  return {
    url,
    port: bound,
    webhook_secret,
    desk,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
    });
  });
}
