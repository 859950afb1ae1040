import type { Db } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { addSeconds } from '../../kernel/time.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { availabilityOf, placesLeft, withEventPool } from '../inventory/index.ts';
import { forgetRoom } from './board.ts';
import { recentP95 } from './latency.ts';
import { admissionsNow, nextRate } from './pace.ts';
import { drawPlaces, figuresOf, type LedRoom, newSeed, numberArrivals, takeLead } from './waiting-room.queries.ts';

/** How long somebody who was admitted may begin to buy. */
export const ADMISSION_SECONDS = 600;
/** A process that dies leads for so long; then another one goes on where it stopped. */
const LEASE_SECONDS = 3;

export type Ticked = { admitted: number; admitted_through: number; last_place: number };

const processes = new WeakMap<Db, string>();

/** Who this process is among those that could lead; its database is what a process has once. */
export function processOf(db: Db): string {
  const known = processes.get(db) ?? newId();
  processes.set(db, known);
  return known;
}

/**
 * One step of an event's waiting room: draws when the doors open, numbers who came since, and admits as many as the sale
 * bears. All of it is one transaction under the lock of the room's row, and counts from what is stored there: whoever dies
 * in the middle has done nothing, and whoever goes on admits nobody twice. Each process calls this once a second.
 * @returns undefined where another process leads, or nothing is to be led
 */
export async function tick(deps: Deps, { event_id }: { event_id: string }): Promise<Ticked | undefined> {
  const ctx = systemContext(deps, 'waiting_room.tick');
  const now = ctx.clock.now();
  const process = processOf(deps.db);
  await tellPulse(deps, { event_id, process, now });
  const ticked = await withTransaction(
    ctx,
    async (tx) => {
      const room = await takeLead(tx, { event_id, process, now, until: addSeconds(now, LEASE_SECONDS) });
      if (!room) return undefined;
      const numbered = await numberPlaces(tx, room, now);
      return admit(tx, numbered, now);
    },
    { side: true },
  );
  if (ticked) forgetRoom(deps.db, event_id);
  return ticked;
}

/** What the leader has to know of purchases in other processes. */
async function tellPulse(deps: Deps, { event_id, process, now }: { event_id: string; process: string; now: Date }) {
  const p95 = recentP95(deps.db, event_id);
  if (p95 === undefined) return;
  const pulse = { at: now, p95_ms: Math.ceil(p95) };
  await deps.db.waiting_pulses.upsert({
    where: { event_id_process: { event_id, process } },
    create: { event_id, process, ...pulse },
    update: pulse,
  });
}

async function numberPlaces(tx: Tx, room: LedRoom, now: Date): Promise<LedRoom> {
  let { seed, drawn_at, drawn, last_place } = room;
  if (seed === null) {
    seed = await newSeed(tx);
    drawn_at = now;
    drawn = await drawPlaces(tx, room, seed);
    last_place = drawn;
    await audit(tx, {
      action: 'event.waiting_room_drawn',
      subject_type: 'event',
      subject_id: room.event_id,
      data: { drawn },
    });
  }
  last_place += await numberArrivals(tx, room.event_id, last_place);
  return { ...room, seed, drawn_at, drawn, last_place };
}

async function admit(tx: Tx, room: LedRoom, now: Date): Promise<Ticked> {
  const { event_id, seed, drawn_at, drawn, last_place, admitted_through: after } = room;
  const secondsSince = (moment: Date | null, otherwise: number) =>
    moment === null ? otherwise : Math.max(0, (now.getTime() - moment.getTime()) / 1000);
  const { outstanding, admitted_last_minute, p95_ms } = await figuresOf(tx, event_id, now);
  const elapsed_seconds = secondsSince(room.ticked_at, 1);
  const places_left = await placesOnSale(tx, event_id, now);
  const { count, credit, was_limiting } = admissionsNow({
    rate: room.rate,
    credit: room.credit,
    elapsed_seconds,
    waiting: last_place - after,
    outstanding,
    places_left,
    admitted_last_minute,
    max_per_minute: room.max_per_minute,
  });
  const through = after + count;
  if (count > 0) {
    const expires_at = addSeconds(now, ADMISSION_SECONDS);
    await tx.waiting_admissions.create({ data: { event_id, after, through, admitted_at: now, expires_at } });
  }
  const { rate, is_slowed } = nextRate(
    { rate: room.rate, seconds_since_slowed: secondsSince(room.slowed_at, Number.POSITIVE_INFINITY) },
    { p95_ms: p95_ms ?? undefined, elapsed_seconds: Math.min(elapsed_seconds, LEASE_SECONDS), was_limiting },
  );
  const open_seconds = Math.min(60, Math.max(1, secondsSince(drawn_at, 1) + 1));
  const { count: moved } = await tx.waiting_rooms.updateMany({
    where: { event_id, admitted_through: after },
    data: {
      seed,
      drawn_at,
      drawn,
      last_place,
      admitted_through: through,
      rate,
      credit,
      ...(is_slowed && { slowed_at: now }),
      pace: (admitted_last_minute + count) / open_seconds,
      places_left: places_left ?? null,
      ticked_at: now,
    },
  });
  if (moved === 0) throw new Error('The row of a waiting room has moved under its lock.');
  return { admitted: count, admitted_through: through, last_place };
}

/** Places that could be bought at this moment; undefined while no type is on sale yet, so that nobody is admitted early. */
async function placesOnSale(tx: Tx, event_id: string, now: Date): Promise<number | undefined> {
  const types = await tx.ticket_types.findMany({ where: { event_id }, include: withEventPool });
  const states = types.map((type) => ({ left: placesLeft(type), state: availabilityOf(type, now) }));
  const left = states.filter(({ state }) => state === 'available').reduce((sum, type) => sum + type.left, 0);
  const pool = types[0]?.event.pool;
  if (left > 0) return pool ? Math.min(left, pool.capacity - pool.sold - pool.held) : left;
  return states.some(({ state }) => state === 'not_yet') ? undefined : 0;
}
