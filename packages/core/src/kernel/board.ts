import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '@setiket/db';
import { type Ctx, type Deps, systemContext } from './context.ts';

/** At most one look a second, whoever watches: a thousand watchers cost the database as much as one. */
const INTERVAL_MS = 1_000;

type Listener<T> = (value: T) => void;
/** `last` is the newest value that the listeners were given, and its text, by which a change is seen. */
type Watched<T> = { listeners: Set<Listener<T>>; last: { value: T; text: string } | undefined };
type State<T> = { watched: Map<string, Watched<T>>; is_running: boolean };

/** What many look at: `look` reads the present values of all keys that somebody watches, in one go. */
type Definition<T> = { name: string; look(ctx: Ctx, keys: string[]): Promise<Map<string, T>> };

/** Keys to watch. What it yields are the newest values of those that have changed; at first all of them. */
export type Watch<T> = (
  deps: Deps,
  keys: readonly string[],
  signal: AbortSignal | undefined,
) => AsyncGenerator<Map<string, T>>;

/**
 * A board in each process that tells whoever watches what has changed. Somebody who reads slowly gets the newest and
 * misses what was between.
 */
export function defineBoard<T>({ name, look }: Definition<T>): Watch<T> {
  // One a process; its database is what a process has once.
  const boards = new WeakMap<Db, State<T>>();

  async function* watch(deps: Deps, keys: readonly string[], signal: AbortSignal | undefined) {
    let news = new Map<string, T>();
    let wake = Promise.withResolvers<void>();
    const board = boardOf(deps.db);
    const stops = keys.map((key) =>
      listen(board, key, (value) => {
        news.set(key, value);
        wake.resolve();
      }),
    );
    const leave = () => wake.resolve();
    signal?.addEventListener('abort', leave);
    // Only now that it knows all keys, so that the first look is at all of them.
    if (!board.is_running) void run(deps, board);
    try {
      while (!signal?.aborted) {
        await wake.promise;
        wake = Promise.withResolvers();
        const told = news;
        news = new Map();
        if (told.size > 0 && !signal?.aborted) yield told;
      }
    } finally {
      signal?.removeEventListener('abort', leave);
      for (const stop of stops) stop();
    }
  }

  function boardOf(db: Db): State<T> {
    const board = boards.get(db) ?? { watched: new Map<string, Watched<T>>(), is_running: false };
    boards.set(db, board);
    return board;
  }

  function listen(board: State<T>, key: string, listener: Listener<T>): () => void {
    const watched = board.watched.get(key) ?? { listeners: new Set(), last: undefined };
    board.watched.set(key, watched);
    watched.listeners.add(listener);
    // A newcomer gets the present value alone: telling all the others again would cost a message a watcher.
    if (watched.last) listener(watched.last.value);
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size === 0) board.watched.delete(key);
    };
  }

  async function run(deps: Deps, board: State<T>): Promise<void> {
    board.is_running = true;
    const ctx = systemContext(deps, name);
    while (board.watched.size > 0) {
      try {
        tell(board, await look(ctx, [...board.watched.keys()]));
      } catch (error) {
        deps.log.warn({ err: error, board: name }, 'could not look; trying again');
      }
      await delay(INTERVAL_MS, undefined, { ref: false });
    }
    board.is_running = false;
  }

  function tell({ watched }: State<T>, values: Map<string, T>): void {
    for (const [key, value] of values) {
      const entry = watched.get(key);
      const text = JSON.stringify(value);
      if (!entry || entry.last?.text === text) continue;
      entry.last = { value, text };
      for (const listener of entry.listeners) listener(value);
    }
  }

  return watch;
}
