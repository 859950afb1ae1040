import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '@setiket/db';
import type { Ctx, Deps } from '../../kernel/context.ts';
import { eventErrors } from '../events/index.ts';
import { roomOf, standingsOf } from './board.ts';
import { type Standing, standingOf } from './standing.ts';
import { visitorOf } from './visitor.ts';
import { lookAtWaitingRoom, type StandingView, standingView } from './waiting-room.service.ts';

type Watcher = { visitor: string | undefined; tell(standing: Standing): void };
type Watches = { queues: Map<string, Set<Watcher>>; is_running: boolean };

/** One look a second at each event that somebody watches, whoever watches. */
const INTERVAL_MS = 1_000;

const watchesOf = new WeakMap<Db, Watches>();

/**
 * Where somebody stands, now and each time that it changes, until they go away. Who reads slowly gets the newest and misses
 * what was between.
 * @throws event.not_found
 */
export async function watchWaitingRoom(
  ctx: Ctx,
  { id }: { id: string },
  signal: AbortSignal | undefined,
): Promise<AsyncGenerator<StandingView>> {
  if (!(await roomOf(ctx, id))) throw eventErrors.not_found();
  return changesOf(ctx, id, signal);
}

async function* changesOf(ctx: Ctx, event_id: string, signal: AbortSignal | undefined): AsyncGenerator<StandingView> {
  let newest: StandingView | undefined = await lookAtWaitingRoom(ctx, { id: event_id });
  let told = '';
  let wake = Promise.withResolvers<void>();
  const stop = listen(ctx, event_id, {
    visitor: visitorOf(ctx),
    tell: (standing) => {
      newest = standingView(ctx, event_id, standing);
      wake.resolve();
    },
  });
  const leave = () => wake.resolve();
  signal?.addEventListener('abort', leave);
  try {
    while (!signal?.aborted) {
      const text = JSON.stringify(newest);
      if (newest !== undefined && text !== told) {
        told = text;
        yield newest;
      }
      newest = undefined;
      if (signal?.aborted) return;
      await wake.promise;
      wake = Promise.withResolvers();
    }
  } finally {
    signal?.removeEventListener('abort', leave);
    stop();
  }
}

function listen(deps: Deps, event_id: string, watcher: Watcher): () => void {
  const watches = watchesOf.get(deps.db) ?? { queues: new Map<string, Set<Watcher>>(), is_running: false };
  watchesOf.set(deps.db, watches);
  const watchers = watches.queues.get(event_id) ?? new Set();
  watches.queues.set(event_id, watchers);
  watchers.add(watcher);
  if (!watches.is_running) void run(deps, watches);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0 && watches.queues.get(event_id) === watchers) watches.queues.delete(event_id);
  };
}

async function run(deps: Deps, watches: Watches): Promise<void> {
  watches.is_running = true;
  while (watches.queues.size > 0) {
    for (const [event_id, watchers] of watches.queues) {
      try {
        await look(deps, event_id, watchers);
      } catch (error) {
        deps.log.warn({ err: error, event_id }, 'could not look at a waiting room; trying again');
      }
    }
    await delay(INTERVAL_MS, undefined, { ref: false });
  }
  watches.is_running = false;
}

async function look(deps: Deps, event_id: string, watchers: ReadonlySet<Watcher>): Promise<void> {
  const room = await roomOf(deps, event_id, { fresh: true });
  const visitors = [...watchers].flatMap(({ visitor }) => visitor ?? []);
  const standings = await standingsOf(deps, room, [...new Set(visitors)]);
  const outside = standingOf(room, undefined, deps.clock.now());
  for (const { visitor, tell } of watchers)
    tell((visitor === undefined ? undefined : standings.get(visitor)) ?? outside);
}
