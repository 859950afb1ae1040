import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type Stripe from 'stripe';

/** What was sent, or is to be sent, to the webhook about one event. */
export type Delivery = {
  /** The event's id. */
  id: string;
  /** The latest attempts, oldest first; times in milliseconds. */
  attempts: { at: number; status: number | null; problem: string | null }[];
  attempt_count: number;
  /** When to try next; null when it is delivered or given up. */
  next_at: number | null;
  delivered_at: number | null;
};

/** An event as it was when it happened. */
export type EventRow = {
  id: string;
  type: Stripe.Event['type'];
  created: number;
  object: object;
  request_id: string | null;
  idempotency_key: string | null;
};

/** What a Checkout Session keeps beside what it shows. */
export type SessionDetails = {
  /** The session's id. */
  id: string;
  line_items: Line[];
  intent: Pick<
    Stripe.PaymentIntent,
    'metadata' | 'description' | 'receipt_email' | 'statement_descriptor' | 'statement_descriptor_suffix'
  > & { capture_method: 'automatic' | 'manual' };
};

/** A line of a session; the SDK makes a number object of what goes over the wire as text. */
export type Line = Omit<Stripe.LineItem, 'price'> & {
  price: Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string };
};

/** The first answer to an idempotency key, given again to whoever repeats the request. */
export type Answer = { id: string; fingerprint: string; status: number; body: string; created: number };

export type Setting = { id: 'deliveries'; is_paused: boolean };

export type Rows = {
  payment_intents: Stripe.PaymentIntent;
  payment_methods: Stripe.PaymentMethod;
  charges: Stripe.Charge;
  refunds: Stripe.Refund;
  disputes: Stripe.Dispute;
  balance_transactions: Stripe.BalanceTransaction;
  sessions: Stripe.Checkout.Session;
  session_details: SessionDetails;
  products: Stripe.Product;
  events: EventRow;
  deliveries: Delivery;
  answers: Answer;
  settings: Setting;
};
export type Table = keyof Rows;

const TABLES: Table[] = [
  'payment_intents',
  'payment_methods',
  'charges',
  'refunds',
  'disputes',
  'balance_transactions',
  'sessions',
  'session_details',
  'products',
  'events',
  'deliveries',
  'answers',
  'settings',
];

/** One request's view of the rows. What it puts is seen by itself at once, and by others when all of it is written. */
export type Unit = {
  /** A copy that may be changed; it counts once it is put. */
  get<Name extends Table>(table: Name, id: string): Rows[Name] | undefined;
  put<Name extends Table>(table: Name, row: Rows[Name]): void;
  remove(table: Table, id: string): void;
  /** Oldest first; not to be changed. */
  all<Name extends Table>(table: Name): Readonly<Rows[Name]>[];
};

export type Book = {
  /** Runs one unit of work: all that it puts is written, then it counts; when it throws, nothing does. */
  work<Result>(run: (unit: Unit) => Result): Result;
  close(): void;
};

type Change = [table: Table, id: string, row: object | null];

/** How long answers to idempotency keys and events are kept, as where this is the real thing. */
const KEPT_SECONDS = { answers: 24 * 3600, events: 30 * 24 * 3600 };

/**
 * Rows in memory, and a journal of their changes on disk: one line for all that one request changed, written before the
 * request is answered. A crash leaves at most half of the last line, which nobody was told of.
 * @throws Error when the journal cannot be read.
 */
export function openBook(folder: string, now_seconds: number): Book {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'journal.jsonl');
  const rows = new Map<Table, Map<string, Rows[Table]>>(TABLES.map((table) => [table, new Map()]));
  const tableOf = <Name extends Table>(name: Name) => rows.get(name) as Map<string, Rows[Name]>;
  const apply = (changes: Change[]) => {
    for (const [table, id, row] of changes) {
      // A table of a later version: kept out, so that going back does not end in a crash.
      if (row) rows.get(table)?.set(id, row as Rows[Table]);
      else rows.get(table)?.delete(id);
    }
  };
  for (const changes of readJournal(file)) apply(changes);
  prune(tableOf('answers'), (answer) => answer.created < now_seconds - KEPT_SECONDS.answers);
  const old = prune(tableOf('events'), (event) => event.created < now_seconds - KEPT_SECONDS.events);
  for (const id of old) tableOf('deliveries').delete(id);
  compact(file, rows);
  const journal = openSync(file, 'a');

  return {
    work(run) {
      const changes = new Map<string, Change>();
      const changed = (table: Table, id: string) => changes.get(`${table}/${id}`);
      const result = run({
        get(table, id) {
          const change = changed(table, id);
          const row = change ? change[2] : tableOf(table).get(id);
          return row ? (structuredClone(row) as Rows[typeof table]) : undefined;
        },
        put(table, row) {
          changes.set(`${table}/${row.id}`, [table, row.id, structuredClone(row)]);
        },
        remove: (table, id) => void changes.set(`${table}/${id}`, [table, id, null]),
        all(table) {
          const merged = new Map(tableOf(table));
          for (const [name, id, row] of changes.values()) {
            if (name !== table) continue;
            if (row) merged.set(id, row as Rows[typeof table]);
            else merged.delete(id);
          }
          return [...merged.values()];
        },
      });
      if (changes.size > 0) {
        writeSync(journal, `${JSON.stringify([...changes.values()])}\n`);
        apply([...changes.values()]);
      }
      return result;
    },
    close: () => closeSync(journal),
  };
}

function readJournal(file: string): Change[][] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // What stands behind the last line break was not written to its end, so nobody was told that it happened.
  lines.pop();
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as Change[];
    } catch {
      throw new Error(`Line ${index + 1} of ${file} cannot be read. Move that file away to begin without payments.`);
    }
  });
}

function prune<Row extends { id: string }>(table: Map<string, Row>, isOld: (row: Row) => boolean): string[] {
  const old = [...table.values()].filter(isOld).map((row) => row.id);
  for (const id of old) table.delete(id);
  return old;
}

/** Begins the journal anew with what is left of it; by rename, so that a crash leaves the old one or the new one. */
function compact(file: string, rows: Map<Table, Map<string, Rows[Table]>>): void {
  const lines: string[] = [];
  for (const [table, entries] of rows) {
    for (const [id, row] of entries) lines.push(`${JSON.stringify([[table, id, row]])}\n`);
  }
  writeFileSync(`${file}.part`, lines.join(''));
  renameSync(`${file}.part`, file);
}
