import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { type Payments, type PaymentsOptions, startPayments } from '../src/index.ts';

/** The SDK as the product uses it, but that it speaks to a stand-in. */
export function clientOf({ port }: Payments, key = 'sk_test_local'): Stripe {
  return new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

/** A stand-in of a test's own, stopped and forgotten with it. */
export async function openPayments(options: Partial<PaymentsOptions> = {}): Promise<Payments> {
  const data_dir = options.data_dir ?? temporaryFolder();
  const payments = await startPayments({ data_dir, log: () => {}, ...options });
  onTestFinished(() => payments.close());
  return payments;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'setiket-payments-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Received = { event: Stripe.Event; signature: string; body: string };
export type Shop = {
  url: string;
  received: Received[];
  types(): string[];
  /** How the next requests are answered; 200 once nothing is left. */
  answers: (number | 'hang_up')[];
};

/** A webhook endpoint that keeps what it gets. */
export async function openShop(): Promise<Shop> {
  const received: Received[] = [];
  const answers: Shop['answers'] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const answer = answers.shift() ?? 200;
      if (answer === 'hang_up') return void response.destroy();
      if (answer === 200) {
        const signature = String(request.headers['stripe-signature']);
        received.push({ event: JSON.parse(body) as Stripe.Event, signature, body });
      }
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api/payments/webhook/stripe/`,
    received,
    answers,
    types: () => received.map(({ event }) => event.type),
  };
}

/** The refusal that a call ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
