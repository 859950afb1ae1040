import type { Tx } from '../../kernel/transaction.ts';

/** The row of a waiting room, as the tick that leads it has locked it. */
export type LedRoom = {
  event_id: string;
  opens_at: Date;
  max_per_minute: number | null;
  seed: string | null;
  drawn_at: Date | null;
  drawn: number;
  last_place: number;
  admitted_through: number;
  rate: number;
  credit: number;
  slowed_at: Date | null;
  ticked_at: Date | null;
};

type Lead = { event_id: string; process: string; now: Date; until: Date };

/**
 * Takes or keeps the lead of a waiting room whose doors are open, and locks its row until the commit, so that whatever
 * clocks say, no two ticks of one event run side by side.
 * @returns undefined while another process leads, or where there is nothing to lead
 */
export async function takeLead(tx: Tx, { event_id, process, now, until }: Lead): Promise<LedRoom | undefined> {
  const [room] = await tx.$queryRaw<LedRoom[]>`
    UPDATE waiting_rooms AS w SET led_by = ${process}::uuid, led_until = ${until}
    FROM events AS e
    WHERE w.event_id = ${event_id}::uuid AND e.id = w.event_id AND e.status = 'approved' AND e.ends_at > ${now}
      AND w.closed_at IS NULL AND w.opens_at <= ${now}
      AND (w.led_by IS NULL OR w.led_by = ${process}::uuid OR w.led_until <= ${now})
    RETURNING w.event_id, w.opens_at, w.max_per_minute, w.seed, w.drawn_at, w.drawn, w.last_place, w.admitted_through,
      w.rate, w.credit, w.slowed_at, w.ticked_at`;
  return room;
}

/** A seed that nobody could know before: those who are drawn with it have joined already. */
export async function newSeed(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ seed: string }[]>`
    SELECT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') AS seed`;
  return row!.seed;
}

/** Gives everybody who came before the doors opened a place by lot. Anybody with the seed can do it again: `drawOrder`. */
export function drawPlaces(tx: Tx, { event_id, opens_at }: LedRoom, seed: string): Promise<number> {
  return tx.$executeRaw`
    WITH lots AS (
      SELECT id, row_number() OVER (ORDER BY sha256(convert_to(${seed} || id::text, 'UTF8')), id) AS n
      FROM waiting_places WHERE event_id = ${event_id}::uuid AND place IS NULL AND joined_at < ${opens_at}
    )
    UPDATE waiting_places AS p SET place = lots.n, drawn_as = lots.n FROM lots WHERE p.id = lots.id`;
}

/** Gives everybody who came since then the next places, in order of arrival. */
export function numberArrivals(tx: Tx, event_id: string, last_place: number): Promise<number> {
  return tx.$executeRaw`
    WITH arrivals AS (
      SELECT id, ${last_place} + row_number() OVER (ORDER BY arrival) AS n
      FROM waiting_places WHERE event_id = ${event_id}::uuid AND place IS NULL
    )
    UPDATE waiting_places AS p SET place = arrivals.n FROM arrivals WHERE p.id = arrivals.id`;
}

export type Figures = { outstanding: number; admitted_last_minute: number; p95_ms: number | null };

/** What the last minutes were like: admissions that are still good, and the slowest process's purchases. */
export async function figuresOf(tx: Tx, event_id: string, now: Date): Promise<Figures> {
  const [figures] = await tx.$queryRaw<Figures[]>`
    SELECT coalesce(sum(through - after), 0)::int AS outstanding,
      coalesce(sum(through - after) FILTER (WHERE admitted_at > ${now}::timestamptz - interval '1 minute'), 0)::int
        AS admitted_last_minute,
      (SELECT max(p95_ms) FROM waiting_pulses
        WHERE event_id = ${event_id}::uuid AND at > ${now}::timestamptz - interval '5 seconds') AS p95_ms
    FROM waiting_admissions WHERE event_id = ${event_id}::uuid AND expires_at > ${now}`;
  return figures!;
}
