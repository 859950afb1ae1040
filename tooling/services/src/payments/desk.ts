import { type Charged, methodFor } from './api/charging.ts';
import { authenticateSession, expireDueSessions, paySession, settleIntent } from './api/checkout.ts';
import { closeDispute, closeInquiry, openDispute } from './api/disputes.ts';
import { authenticate, confirm } from './api/payment-intents.ts';
import { settleRefund } from './api/refunds.ts';
import type { Book, Unit } from './book.ts';
import { cardByNumber, cardByToken } from './cards.ts';
import { refused } from './failures.ts';
import type { Webhooks } from './webhooks.ts';
import { idOf, mustGet, type Work, workOf } from './work.ts';

/** An event with what became of its delivery. */
export type SentEvent = {
  id: string;
  type: string;
  created: number;
  /** The id of the object that it is about. */
  object_id: string;
  state: 'delivered' | 'waiting' | 'given_up';
  attempts: { at: number; status: number | null; problem: string | null }[];
};

/** What the next requests of the API meet: an error before anything happens, or an answer that never arrives. */
export type Disturbance = 'error' | 'rate_limit' | 'lost_answer';

/** What came of a payment, as the buyer would see it. */
export type Paid = { status: string; message: string | null };

/**
 * What tests, and the buttons of the pages, can do beside the API: act as the buyer, as the bank and as the network in
 * between. Each function is also an endpoint under /_test/.
 */
export type Desk = {
  /** Pays a Checkout Session or a PaymentIntent with a card number or token; `authentication` is the 3-D Secure step. */
  pay(id: string, input: { card: string; authentication?: 'complete' | 'fail'; email?: string }): Paid;
  authenticate(intent_id: string, outcome: 'complete' | 'fail'): Paid;
  /** A debit on its way arrives or comes back. */
  settlePayment(intent_id: string, outcome: 'succeeded' | 'failed'): Paid;
  settleRefund(refund_id: string, outcome: 'succeeded' | 'failed'): void;
  dispute(intent_id: string, input?: { amount?: number; reason?: string; is_inquiry?: boolean }): string;
  /** Ends an inquiry that became no dispute. */
  closeInquiry(dispute_id: string): void;
  closeDispute(dispute_id: string, outcome: 'won' | 'lost'): void;
  /** Newest first. */
  events(filter?: { type?: string }): SentEvent[];
  /** Sends events in this order, now, also when deliveries are paused; the same id may stand there twice. */
  deliver(ids: string[]): Promise<void>;
  pause(): void;
  resume(): void;
  /** Sets where events are sent to; null sends none, and keeps them for later. */
  setWebhook(url: string | null): void;
  disturb(kind: Disturbance, times?: number): void;
  /** Resolves when every event that is due has been sent once. */
  idle(): Promise<void>;
};

type DeskInput = {
  book: Book;
  webhooks: Webhooks;
  base_url(): string;
  now(): number;
  disturb(kind: Disturbance, times: number): void;
};

export function createDesk({ book, webhooks, base_url, now, disturb }: DeskInput): Desk {
  const work = <Result>(run: (work: Work) => Result): Result => {
    const result = book.work((unit) => {
      const made = workOf(unit, { now_ms: now(), base_url: base_url(), request_id: null, idempotency_key: null });
      expireDueSessions(made);
      return run(made);
    });
    webhooks.wake();
    return result;
  };
  const paid = (run: (work: Work) => Charged): Paid =>
    work((unit) => {
      const { intent, failure } = run(unit);
      return { status: intent.status, message: failure?.message ?? null };
    });

  return {
    pay: (id, input) =>
      paid((unit) => {
        const charged = payAny(unit, id, input);
        const { authentication } = input;
        if (charged.intent.status !== 'requires_action' || !authentication) return charged;
        return authenticateAny(unit, charged.intent.id, authentication);
      }),
    authenticate: (id, outcome) => paid((unit) => authenticateAny(unit, id, outcome)),
    settlePayment: (id, outcome) => paid((unit) => ({ intent: settleIntent(unit, id, outcome), failure: null })),
    settleRefund: (id, outcome) => void work((unit) => settleRefund(unit, id, outcome)),
    dispute: (id, { amount, reason = 'fraudulent', is_inquiry = false } = {}) =>
      work((unit) => {
        const intent = mustGet(unit, 'payment_intents', id);
        const charge = mustGet(unit, 'charges', idOf(intent.latest_charge) ?? '');
        return openDispute(unit, charge, { reason, amount, is_inquiry }).id;
      }),
    closeInquiry: (id) => void work((unit) => closeInquiry(unit, id)),
    closeDispute: (id, outcome) => void work((unit) => closeDispute(unit, id, outcome)),
    events: ({ type } = {}) => book.work((unit) => listEvents(unit).filter((event) => !type || event.type === type)),
    async deliver(ids) {
      book.work((unit) => ids.map((id) => mustGet(unit, 'events', id)));
      await webhooks.deliver(ids);
    },
    pause: () => webhooks.setPaused(true),
    resume: () => webhooks.setPaused(false),
    setWebhook(url) {
      if (url !== null && !/^https?:\/\/[^/]/.test(url)) throw refused('Not a valid URL', { param: 'url' });
      webhooks.target = url;
      webhooks.wake();
    },
    disturb: (kind, times = 1) => disturb(kind, times),
    idle: () => webhooks.idle(),
  };
}

type PayInput = { card: string; email?: string };

function payAny(work: Work, id: string, { card, email }: PayInput): Charged {
  const found = card.startsWith('pm_') ? cardByToken(card) : cardByNumber(card);
  if (id.startsWith('cs_')) return paySession(work, id, found.number, email);
  const intent = mustGet(work, 'payment_intents', id);
  const return_url = intent.next_action?.redirect_to_url?.return_url ?? work.base_url;
  return confirm(work, intent, { token: methodFor(work, found).id, return_url });
}

/** The 3-D Secure step of an intent, whether or not a session is around it. */
export function authenticateAny(work: Work, intent_id: string, outcome: 'complete' | 'fail'): Charged {
  const session = work.all('sessions').find((row) => row.payment_intent === intent_id && row.status === 'open');
  if (session) return authenticateSession(work, session.id, outcome);
  return authenticate(work, mustGet(work, 'payment_intents', intent_id), outcome);
}

function listEvents(unit: Unit): SentEvent[] {
  return unit
    .all('events')
    .map(({ id, type, created, object }): SentEvent => {
      const delivery = unit.get('deliveries', id);
      const is_delivered = (delivery?.delivered_at ?? null) !== null;
      const is_waiting = (delivery?.next_at ?? null) !== null;
      return {
        id,
        type,
        created,
        object_id: 'id' in object ? String(object.id) : '',
        state: is_delivered ? 'delivered' : is_waiting ? 'waiting' : 'given_up',
        attempts: delivery?.attempts ?? [],
      };
    })
    .reverse();
}
