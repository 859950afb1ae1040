import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Ctx } from './context.ts';
import type { Logger } from './log.ts';
import type { Clock } from './time.ts';

/**
 * Public reads, kept in the process for an hour and forgotten everywhere at once when something changes
 * (`dicoevent.md`, Caching). Triggers on the tables send `NOTIFY setiket_cache` in the transaction of the change; each
 * process listens on a connection of its own.
 *
 * What changes with a sale must not be kept here: a NOTIFY takes a lock at commit that the whole server shares, which
 * would make all purchases queue. So places and figures are read anew on every hit.
 */
export type Cache = {
  /**
   * What `load` gave within the last hour, or what it gives now. `undefined` is not kept.
   * A key with `event_id` is forgotten when that event changes, one without it when any does.
   */
  remember<T>(
    entry: { key: string; event_id?: string },
    load: () => Promise<T>,
  ): Promise<{ value: T; is_hit: boolean }>;
  /** Resolves when every change that was committed before this call has been heard of. */
  catchUp(): Promise<void>;
  /** Says that a transaction of this process moved places of events, which nobody is notified of. */
  moved(event_ids: Iterable<string>): void;
  /** False while nobody would tell about changes: then nothing may be kept. */
  isHearing(): boolean;
  /** Calls back at each change that may make something kept wrong; without an id it may be anything. */
  onChange(listener: (change: Change) => void): void;
  close(): Promise<void>;
};

/** `edited`: what a person wrote; `moved`: places and figures, by a sale of this process. */
export type Change = { what: 'edited' | 'moved'; event_id: string | undefined };

const CHANNEL = 'setiket_cache';
const TTL_MS = 3_600_000;
const MOST_ENTRIES = 1_000;
/** A connection that died without a word is found out by asking; until then the cache can be wrong. */
const HEARTBEAT_MS = 5_000;
const PATIENCE_MS = 3_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 10_000;

type Entry = { value: unknown; event_id: string | undefined; expires_at: number };
type Load = { value: Promise<unknown>; event_id: string | undefined; is_stale: boolean };

export function openCache({ url, log, clock }: { url: string; log: Logger; clock: Clock }): Cache {
  const entries = new Map<string, Entry>();
  const loads = new Map<string, Load>();
  const closing = new AbortController();
  const listeners: ((change: Change) => void)[] = [];
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  /** Undefined while nobody would tell us about changes: then nothing is kept. */
  let listener: pg.Client | undefined;

  /**
   * Forgets what an event's change makes wrong; everything without an id. A read that is under way may have begun before
   * the change, so what it finds may be used by who asked before, but is not kept.
   */
  const drop = (event_id?: string) => {
    tell({ what: 'edited', event_id });
    for (const map of [entries, loads] as Map<string, Entry | Load>[]) {
      for (const [key, known] of map) {
        if (event_id !== undefined && known.event_id !== undefined && known.event_id !== event_id) continue;
        if ('is_stale' in known) known.is_stale = true;
        map.delete(key);
      }
    }
  };

  const keep = (key: string, entry: Entry) => {
    const [oldest] = entries.keys();
    if (entries.size >= MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
    entries.set(key, entry);
  };

  const find = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (!entry) return undefined;
    entries.delete(key);
    if (entry.expires_at <= clock.now().getTime()) return undefined;
    // Back to the end: the one that nobody asked for longest is the first to go.
    entries.set(key, entry);
    return entry;
  };

  /** Reads once for all who ask at the same time. */
  const read = async <T>(key: string, event_id: string | undefined, load: () => Promise<T>): Promise<T> => {
    const running = loads.get(key);
    if (running) return running.value as Promise<T>;
    const mine: Load = { value: load(), event_id, is_stale: false };
    loads.set(key, mine);
    try {
      const value = (await mine.value) as T;
      if (!mine.is_stale && value !== undefined)
        keep(key, { value, event_id, expires_at: clock.now().getTime() + TTL_MS });
      return value;
    } finally {
      if (loads.get(key) === mine) loads.delete(key);
    }
  };

  /** Listens until the connection is lost, which it reports by throwing. */
  const listen = async (onReady: () => void) => {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'setiket-cache',
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      keepAlive: true,
    });
    const lost = new Promise<never>((_resolve, reject) => {
      // Not once: a connection that breaks may say so twice, and an error that nobody hears ends the process.
      client.on('error', reject);
      client.once('end', () => reject(new Error('The connection has ended.')));
    });
    lost.catch(() => {});
    client.on('notification', ({ payload }) => drop(payload === '*' ? undefined : payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      listener = client;
      onReady();
      while (!closing.signal.aborted) {
        await Promise.race([delay(HEARTBEAT_MS, undefined, { signal: closing.signal, ref: false }), lost]);
        await client.query('SELECT 1');
      }
    } finally {
      listener = undefined;
      drop();
      await client.end().catch(() => {});
    }
  };

  const keepListening = async () => {
    let wait = FIRST_RETRY_MS;
    while (!closing.signal.aborted) {
      await listen(() => {
        wait = FIRST_RETRY_MS;
      }).catch((error: unknown) => {
        if (!closing.signal.aborted) log.warn({ err: error }, 'cache is off: changes can’t be heard of');
      });
      await delay(wait, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
    }
  };
  const listening = keepListening();

  return {
    async remember<T>({ key, event_id }: { key: string; event_id?: string }, load: () => Promise<T>) {
      if (!listener) return { value: await load(), is_hit: false };
      const known = find(key);
      if (known) return { value: known.value as T, is_hit: true };
      return { value: await read(key, event_id, load), is_hit: false };
    },
    async catchUp() {
      // The server hands a connection its notifications before it answers the next statement.
      await listener?.query('SELECT 1').catch(() => drop());
    },
    moved(event_ids) {
      for (const event_id of event_ids) tell({ what: 'moved', event_id });
    },
    isHearing: () => listener !== undefined,
    onChange(heard) {
      listeners.push(heard);
    },
    async close() {
      closing.abort();
      await listening;
    },
  };
}

/** Reads through the cache, where there is one and the answer is the same for everybody; says so in the answer. */
export async function readCached<T>(
  ctx: Ctx,
  entry: { key: string; event_id?: string },
  load: () => Promise<T>,
): Promise<{ value: T; is_hit: boolean }> {
  const found = ctx.cache ? await ctx.cache.remember(entry, load) : { value: await load(), is_hit: false };
  if (found.is_hit) ctx.call.reply('X-Data-Source', 'cache');
  return found;
}
