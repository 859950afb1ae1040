import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Payments, startPayments } from '@setiket/services';
import { openWorld, type World } from '@setiket/testing/world';
import Stripe from 'stripe';
import { receiveProviderEvent } from '../src/features/checkout/index.ts';
import { allJobs } from '../src/jobs.ts';

/** A world that takes cards, and the other side of it: the buyer at the till, the provider's messages, the bank. */
export type Till = {
  world: World;
  payments: Payments;
  stripe: Stripe;
  /** Ids of the provider's messages since the last call, the first first. */
  news(): string[];
  /** Brings messages to the webhook in this order; says what became of each. */
  deliver(ids: string[]): Promise<string[]>;
  /** Runs this job on every payload that is queued for it. */
  runJobs(name: string): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function openTill(settings: Record<string, string> = {}): Promise<Till> {
  const data_dir = mkdtempSync(join(tmpdir(), 'setiket-till-'));
  let world: World | undefined;
  const clock = { now: () => world?.clock.now() ?? new Date() };
  const payments = await startPayments({ data_dir, clock, log: () => {} });
  world = await openWorld({
    env: {
      STRIPE_SECRET_KEY: 'sk_test_local',
      STRIPE_WEBHOOK_SECRET: payments.webhook_secret,
      STRIPE_API_BASE: payments.url,
      ...settings,
    },
  });
  const { deps } = world;
  const stripe = new Stripe('sk_test_local', { host: 'localhost', port: payments.port, protocol: 'http' });
  const heard = new Set<string>();

  async function deliver(ids: string[]): Promise<string[]> {
    const outcomes: string[] = [];
    for (const id of ids) {
      const payload = JSON.stringify(await stripe.events.retrieve(id));
      const secret = payments.webhook_secret;
      const signature = stripe.webhooks.generateTestHeaderString({ payload, secret });
      const body = Buffer.from(payload);
      outcomes.push(await receiveProviderEvent(deps, { provider: 'stripe', body, signature }));
    }
    return outcomes;
  }

  return {
    world,
    payments,
    stripe,
    deliver,
    news() {
      const fresh = payments.desk
        .events()
        .map((event) => event.id)
        .reverse()
        .filter((id) => !heard.has(id));
      for (const id of fresh) heard.add(id);
      return fresh;
    },
    async runJobs(name) {
      const job = allJobs.find((known) => known.name === name)!;
      const queued = await deps.db.$queryRaw<{ id: string; data: object }[]>`
        SELECT id::text, data FROM pgboss.job WHERE name = ${name} AND state = 'created'`;
      for (const { id, data } of queued) {
        await job.run(deps, data, { id });
        await deps.jobs.boss.deleteJob(name, id);
      }
      return queued.length;
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await payments.close();
      rmSync(data_dir, { recursive: true, force: true });
    },
  };
}
