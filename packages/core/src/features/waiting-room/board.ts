import type { Db } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { recordset } from '../../kernel/rows.ts';
import type { Admission, Place, Room, Standing } from './standing.ts';
import { standingOf } from './standing.ts';

/*
 * What a process knows of waiting rooms and of who stands in them, so that the many who ask cost the database as much as
 * one: a room is read at most once a second however many watch it, and a visitor's place, which never changes once it has a
 * number, is looked up once, in one query for all who asked in the meantime.
 */

type Known = { room: Room; read_at: number; is_public: boolean };
type Lookup = { visitors: Set<string>; done: Promise<void> };
type Board = {
  rooms: Map<string, Known>;
  reading: Map<string, Promise<Known | undefined>>;
  places: Map<string, Map<string, Place>>;
  lookups: Map<string, Lookup>;
};

const boards = new WeakMap<Db, Board>();

const FRESH_MS = 1_000;
const MOST_ROOMS = 500;
/** Places kept for one event; beyond them, those that were asked for first are looked up again. */
const MOST_PLACES = 200_000;

export function boardOf(db: Db): Board {
  const known = boards.get(db) ?? { rooms: new Map(), reading: new Map(), places: new Map(), lookups: new Map() };
  boards.set(db, known);
  return known;
}

/** A room has changed here: the next who asks reads it again. What is known of admissions stays known. */
export function forgetRoom(db: Db, event_id: string): void {
  const known = boardOf(db).rooms.get(event_id);
  if (known) known.read_at = Number.NEGATIVE_INFINITY;
  boardOf(db).reading.delete(event_id);
}

/** Somebody's place has changed here. */
export function setPlace(db: Db, event_id: string, visitor: string, place: Place): void {
  const board = boardOf(db);
  const places = board.places.get(event_id) ?? new Map<string, Place>();
  board.places.set(event_id, places);
  places.delete(visitor);
  places.set(visitor, place);
  const [oldest] = places.keys();
  if (places.size > MOST_PLACES && oldest !== undefined) places.delete(oldest);
}

/** The room of an event, a second old at most; undefined where the public knows no such event. `fresh` reads in any case. */
export async function roomOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  event_id: string,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<Room | undefined> {
  const board = boardOf(deps.db);
  const known = board.rooms.get(event_id);
  const age = known ? deps.clock.now().getTime() - known.read_at : Number.POSITIVE_INFINITY;
  if (known && !fresh && age >= 0 && age < FRESH_MS) return known.is_public ? known.room : undefined;
  const reading = board.reading.get(event_id) ?? readRoom(deps, event_id);
  board.reading.set(event_id, reading);
  try {
    const found = await reading;
    return found?.is_public ? found.room : undefined;
  } finally {
    if (board.reading.get(event_id) === reading) board.reading.delete(event_id);
  }
}

type Row = Omit<Room, 'admissions' | 'is_on'> & {
  is_public: boolean;
  is_on: boolean | null;
  admissions: [after: number, through: number, expires_ms: number][] | null;
};

/** One query: the room, and the admissions that this process has not heard of. */
async function readRoom({ db, clock }: Pick<Deps, 'db' | 'clock'>, event_id: string): Promise<Known | undefined> {
  const board = boardOf(db);
  const now = clock.now();
  const before = board.rooms.get(event_id)?.room.admissions.filter(({ expires_at }) => expires_at > now) ?? [];
  const [row] = await db.$queryRaw<Row[]>`
    SELECT e.id AS event_id, e.is_public,
      (e.has_waiting_room AND e.status = 'approved' AND e.ends_at > ${now} AND w.closed_at IS NULL) AS is_on,
      w.opens_at, w.drawn_at, w.last_place, w.admitted_through, w.pace, w.rate, w.max_per_minute, w.places_left,
      (SELECT json_agg(json_build_array(a.after, a.through, extract(epoch FROM a.expires_at) * 1000) ORDER BY a.through)
        FROM waiting_admissions AS a
        WHERE a.event_id = w.event_id AND a.through > ${before.at(-1)?.through ?? 0} AND a.expires_at > ${now}
      ) AS admissions
    FROM events AS e LEFT JOIN waiting_rooms AS w ON w.event_id = e.id WHERE e.id = ${event_id}::uuid`;
  if (!row) return undefined;
  const { is_public, admissions, is_on, ...rest } = row;
  const heard: Admission[] = (admissions ?? []).map(([after, through, expires_ms]) => ({
    after,
    through,
    expires_at: new Date(expires_ms),
  }));
  const room = { ...rest, is_on: is_on === true, admissions: [...before, ...heard] };
  const known = { room, read_at: now.getTime(), is_public };
  board.rooms.delete(event_id);
  board.rooms.set(event_id, known);
  const [oldest] = board.rooms.keys();
  if (board.rooms.size > MOST_ROOMS && oldest !== undefined) {
    board.rooms.delete(oldest);
    board.places.delete(oldest);
  }
  return known;
}

/**
 * Where some visitors stand. Whoever has no number yet, or whose time to buy has run out and who may have queued again in
 * another process, is looked up; all of them in one query.
 */
export async function standingsOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  room: Room | undefined,
  visitors: readonly string[],
): Promise<Map<string, Standing>> {
  const now = deps.clock.now();
  if (!room?.is_on) return new Map(visitors.map((visitor) => [visitor, standingOf(undefined, undefined, now)]));
  const placeOf = (visitor: string) => boardOf(deps.db).places.get(room.event_id)?.get(visitor);
  const isSettled = (visitor: string) => {
    const place = placeOf(visitor);
    // Before the draw nobody has a number, so that there is nothing to look for.
    if (place === null) return room.drawn_at === null;
    return place !== undefined && standingOf(room, place, now).state !== 'expired';
  };
  const unknown = visitors.filter((visitor) => !isSettled(visitor));
  if (unknown.length > 0) await lookUp(deps, room.event_id, unknown);
  return new Map(visitors.map((visitor) => [visitor, standingOf(room, placeOf(visitor), now)]));
}

/** Those who ask while a query is under way go into the next one together. */
async function lookUp({ db }: Pick<Deps, 'db'>, event_id: string, visitors: readonly string[]): Promise<void> {
  const { lookups } = boardOf(db);
  const next = lookups.get(event_id) ?? startLookup(db, event_id);
  for (const visitor of visitors) next.visitors.add(visitor);
  await next.done;
}

const running = new WeakMap<Db, Map<string, Promise<void>>>();

function startLookup(db: Db, event_id: string): Lookup {
  const { lookups } = boardOf(db);
  const under_way = running.get(db) ?? new Map<string, Promise<void>>();
  running.set(db, under_way);
  const visitors = new Set<string>();
  const run = async () => {
    await under_way.get(event_id)?.catch(() => {});
    lookups.delete(event_id);
    const query = findPlaces(db, event_id, [...visitors]);
    under_way.set(event_id, query);
    try {
      await query;
    } finally {
      if (under_way.get(event_id) === query) under_way.delete(event_id);
    }
  };
  const lookup = { visitors, done: Promise.resolve().then(run) };
  lookups.set(event_id, lookup);
  return lookup;
}

async function findPlaces(db: Db, event_id: string, visitors: string[]): Promise<void> {
  const rows = await db.$queryRaw<{ visitor: string; place: number | null }[]>`
    SELECT p.visitor, p.place FROM waiting_places AS p
      JOIN ${recordset(
        { visitor: 'text' },
        visitors.map((visitor) => ({ visitor })),
      )} ON r.visitor = p.visitor
    WHERE p.event_id = ${event_id}::uuid`;
  const found = new Map(rows.map(({ visitor, place }) => [visitor, place]));
  for (const visitor of visitors) {
    const place = found.get(visitor);
    if (place === undefined) boardOf(db).places.get(event_id)?.delete(visitor);
    else setPlace(db, event_id, visitor, place);
  }
}
