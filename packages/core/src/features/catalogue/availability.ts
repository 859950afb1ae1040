import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '@setiket/db';
import { type Ctx, type Deps, systemContext } from '../../kernel/context.ts';
import { eventErrors } from '../events/index.ts';
import { type TicketTypeView, ticketTypeView, withFreshPlaces } from '../inventory/index.ts';
import { type EventDetail, loadPublicEvent } from './catalogue.service.ts';

/** What is left of an event at a moment. */
export type Availability = {
  event_id: string;
  ticket_types: Pick<TicketTypeView, 'id' | 'ticket_quantity' | 'availability'>[];
};

type Listener = (availability: Availability) => void;
type Watched = { listeners: Set<Listener>; last: string };
type Board = { watched: Map<string, Watched>; is_running: boolean };

/** At most one look a second, whoever watches: a thousand visitors cost the database as much as one. */
const INTERVAL_MS = 1_000;

/** One a process; its database is what a process has once. */
const boards = new WeakMap<Db, Board>();

/**
 * What is left of an event, now and each time that it changes, until the caller goes away. Somebody who reads slowly
 * gets the newest and misses what was between.
 * @throws event.not_found
 */
export async function watchAvailability(
  ctx: Ctx,
  { id }: { id: string },
  signal: AbortSignal | undefined,
): Promise<AsyncGenerator<Availability>> {
  if (!(await loadPublicEvent(ctx, id, { fresh: false }))) throw eventErrors.not_found();
  return changesOf(ctx, id, signal);
}

async function* changesOf(deps: Deps, event_id: string, signal: AbortSignal | undefined): AsyncGenerator<Availability> {
  let newest: Availability | undefined;
  let wake = Promise.withResolvers<void>();
  const stop = listen(deps, event_id, (availability) => {
    newest = availability;
    wake.resolve();
  });
  const leave = () => wake.resolve();
  signal?.addEventListener('abort', leave);
  try {
    while (!signal?.aborted) {
      await wake.promise;
      wake = Promise.withResolvers();
      if (newest !== undefined && !signal?.aborted) yield newest;
      newest = undefined;
    }
  } finally {
    signal?.removeEventListener('abort', leave);
    stop();
  }
}

function listen(deps: Deps, event_id: string, listener: Listener): () => void {
  const board = boards.get(deps.db) ?? { watched: new Map<string, Watched>(), is_running: false };
  boards.set(deps.db, board);
  const watched = board.watched.get(event_id) ?? { listeners: new Set(), last: '' };
  board.watched.set(event_id, watched);
  watched.listeners.add(listener);
  // Whoever comes later than the last change hears of the present state too.
  watched.last = '';
  if (!board.is_running) void run(deps, board);
  return () => {
    watched.listeners.delete(listener);
    if (watched.listeners.size === 0) board.watched.delete(event_id);
  };
}

async function run(deps: Deps, board: Board): Promise<void> {
  board.is_running = true;
  const ctx = systemContext(deps, 'events.availability');
  while (board.watched.size > 0) {
    try {
      await look(ctx, board);
    } catch (error) {
      deps.log.warn({ err: error }, 'could not look at what is left; trying again');
    }
    await delay(INTERVAL_MS, undefined, { ref: false });
  }
  board.is_running = false;
}

/** One query for all events that somebody watches. */
async function look(ctx: Ctx, { watched }: Board): Promise<void> {
  const found = await Promise.all([...watched.keys()].map((id) => loadPublicEvent(ctx, id, { fresh: false })));
  const events = found.filter((event): event is EventDetail => event !== undefined);
  const types = await withFreshPlaces(
    ctx.db,
    events.flatMap(({ ticket_types }) => ticket_types),
  );
  for (const { id } of events) {
    const availability = {
      event_id: id,
      ticket_types: types
        .filter((type) => type.event_id === id)
        .map((type) => ticketTypeView(ctx, type))
        .map(({ id: type_id, ticket_quantity, availability: state }) => ({
          id: type_id,
          ticket_quantity,
          availability: state,
        })),
    };
    const entry = watched.get(id);
    const text = JSON.stringify(availability);
    if (!entry || entry.last === text) continue;
    entry.last = text;
    for (const tell of entry.listeners) tell(availability);
  }
}
