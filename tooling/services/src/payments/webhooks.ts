import { createHmac } from 'node:crypto';
import { eventView } from './api/views.ts';
import type { Book, Delivery, Unit } from './book.ts';
import { mustGet } from './work.ts';

/** How long to wait before each further attempt; after the last one an event is given up. */
export const RETRY_DELAYS_MS = [1, 5, 15, 60, 300, 900, 3600, 3600, 3600].map((seconds) => seconds * 1000);
const TIMEOUT_MS = 10_000;
const KEPT_ATTEMPTS = 20;

export type WebhookOptions = {
  book: Book;
  secret: string;
  retry_delays_ms: number[];
  now(): number;
  log(message: string): void;
};

export type Webhooks = {
  target: string | null;
  /** Looks for what is due; to be called after anything may have happened. */
  wake(): void;
  /** Sends events now, one after the other in this order, whether or not deliveries are paused. */
  deliver(ids: string[]): Promise<void>;
  setPaused(is_paused: boolean): void;
  isPaused(): boolean;
  /** Resolves when nothing is being sent and nothing is due now. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Sends events to the webhook until it answers with 2xx, with growing pauses; what is due is on disk, so a restart goes on
 * where it stopped. First attempts are made one after the other in the order in which things happened.
 */
export function createWebhooks({ book, secret, retry_delays_ms, now, log }: WebhookOptions): Webhooks {
  const stop = new AbortController();
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const webhooks: Webhooks = {
    target: null,
    wake() {
      if (stop.signal.aborted || running) return;
      clearTimeout(timer);
      const next = webhooks.target === null ? undefined : book.work(nextDue);
      if (!next || webhooks.isPaused()) return;
      const wait = (next.next_at ?? 0) - now();
      if (wait > 0) {
        timer = setTimeout(webhooks.wake, Math.min(wait, 60_000));
        return;
      }
      running = attempt(next.id).finally(() => {
        running = null;
        webhooks.wake();
      });
    },
    async deliver(ids) {
      for (const id of ids) await attempt(id);
      webhooks.wake();
    },
    setPaused(is_paused) {
      book.work((unit) => unit.put('settings', { id: 'deliveries', is_paused }));
      webhooks.wake();
    },
    isPaused: () => book.work((unit) => unit.get('settings', 'deliveries')?.is_paused ?? false),
    async idle() {
      webhooks.wake();
      while (running) await running;
    },
    async close() {
      stop.abort();
      clearTimeout(timer);
      await running;
    },
  };

  async function attempt(id: string): Promise<void> {
    const [payload, type] = book.work((unit) => {
      const event = mustGet(unit, 'events', id);
      return [JSON.stringify(eventView(unit, event)), event.type];
    });
    const { status, problem } = await send(webhooks.target, payload, secret, stop.signal);
    // What was cut off by our own end was no attempt: it is made at the next start.
    if (stop.signal.aborted) return;
    const is_delivered = status !== null && status >= 200 && status < 300;
    book.work((unit) => {
      const delivery = mustGet(unit, 'deliveries', id);
      const at = now();
      const pause_ms = retry_delays_ms[delivery.attempt_count];
      // Once when it begins to fail and once when it is given up: what lies between is no news.
      if (!is_delivered && (delivery.attempt_count === 0 || pause_ms === undefined)) {
        const what = pause_ms === undefined ? 'is given up' : 'was not delivered';
        log(`Webhook ${type} ${what}: ${problem ?? `answered with ${status}`}`);
      }
      const attempts = [...delivery.attempts, { at, status, problem }].slice(-KEPT_ATTEMPTS);
      unit.put('deliveries', {
        ...delivery,
        attempts,
        attempt_count: delivery.attempt_count + 1,
        delivered_at: is_delivered ? (delivery.delivered_at ?? at) : delivery.delivered_at,
        next_at: is_delivered || delivery.delivered_at !== null || pause_ms === undefined ? null : at + pause_ms,
      });
    });
  }
  return webhooks;
}

function nextDue(unit: Unit): Delivery | undefined {
  let next: Delivery | undefined;
  for (const delivery of unit.all('deliveries')) {
    if (delivery.next_at !== null && (!next || delivery.next_at < (next.next_at ?? 0))) next = delivery;
  }
  return next;
}

type Sent = { status: number | null; problem: string | null };

async function send(url: string | null, payload: string, secret: string, stopped: AbortSignal): Promise<Sent> {
  if (url === null) return { status: null, problem: 'no webhook address is set' };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': sign(payload, secret),
        'user-agent': 'Setiket payment stand-in',
      },
      body: payload,
      // A webhook that has moved has to be told about, not followed.
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return { status: response.status, problem: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, problem: cause instanceof Error ? cause.message || cause.name : String(cause) };
  }
}

/** The `Stripe-Signature` header. By the wall clock, which is what the receiver compares it with. */
export function sign(payload: string, secret: string, at_seconds = Math.floor(Date.now() / 1000)): string {
  const signature = createHmac('sha256', secret).update(`${at_seconds}.${payload}`).digest('hex');
  return `t=${at_seconds},v1=${signature}`;
}
