import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { Rows, Table, Unit } from './book.ts';
import { missing } from './failures.ts';

/** What a use case gets: the rows, the time, and a way to tell the world what happened. */
export type Work = Unit & {
  /** Seconds since 1970, as everywhere in this API. */
  now: number;
  /** Where the pages of this stand-in are. */
  base_url: string;
  emit: Emit;
};

/** Writes an event down. What it is about is typed by its name, so that no event carries the wrong object. */
export type Emit = <Type extends Stripe.Event['type']>(
  type: Type,
  object: Extract<Stripe.Event, { type: Type }>['data']['object'],
) => void;

type WorkInput = { now_ms: number; base_url: string; request_id: string | null; idempotency_key: string | null };

/** Puts the time, the address and the events around the rows of one unit of work. */
export function workOf(unit: Unit, { now_ms, base_url, request_id, idempotency_key }: WorkInput): Work {
  const now = Math.floor(now_ms / 1000);
  return {
    ...unit,
    now,
    base_url,
    emit(type, object) {
      const id = newId('evt');
      unit.put('events', { id, type, created: now, object, request_id, idempotency_key });
      unit.put('deliveries', { id, attempts: [], attempt_count: 0, next_at: now_ms, delivered_at: null });
    },
  };
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id that nobody guesses, with the prefix of its kind. */
export function newId(prefix: string): string {
  const random = [...randomBytes(24)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `${prefix}_${random}`;
}

const CALLED: Partial<Record<Table, string>> = {
  payment_intents: 'payment_intent',
  payment_methods: 'PaymentMethod',
  charges: 'charge',
  refunds: 'refund',
  disputes: 'dispute',
  sessions: 'checkout.session',
  events: 'event',
  balance_transactions: 'balance transaction',
};

/** @throws PaymentsFailure when there is none. */
export function mustGet<Name extends Table>(work: Unit, table: Name, id: string, param = 'id'): Rows[Name] {
  const row = work.get(table, id);
  if (!row) throw missing(CALLED[table] ?? table, id, param);
  return row;
}

/** The id of something that may stand there as a whole. */
export function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === 'object' ? reference?.id : reference;
}
