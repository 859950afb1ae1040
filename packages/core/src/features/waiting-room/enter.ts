import type { Db } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { recordset } from '../../kernel/rows.ts';
import { isUniqueViolation } from '../../kernel/transaction.ts';
import { setPlace } from './board.ts';

/*
 * Joining is one INSERT, and when thousands press the button in the same second, one INSERT for many of them: who comes
 * while one is under way goes into the next, as purchases do. Nothing that others write is locked, so the draw and the
 * joins don't wait for each other. There is no line in the audit trail for each visitor: their row is the record.
 */

/** `browser` is the place that somebody took before signing in; it becomes the account's. */
export type Entering = { event_id: string; visitor: string; browser?: string | undefined };

type Process = Pick<Deps, 'db' | 'clock'>;
type Waiting = { who: Entering; joined_at: Date; resolve(): void; reject(error: unknown): void };
type Lane = { waiting: Waiting[]; is_running: boolean };

const MOST_TOGETHER = 1_000;

const lanes = new WeakMap<Db, Map<string, Lane>>();

/** Gives somebody a row in the queue, unless they have one. Resolves once it is durable. */
export function enter(deps: Process, who: Entering): Promise<void> {
  const all = lanes.get(deps.db) ?? new Map<string, Lane>();
  lanes.set(deps.db, all);
  const lane = all.get(who.event_id) ?? { waiting: [], is_running: false };
  all.set(who.event_id, lane);
  const entered = new Promise<void>((resolve, reject) =>
    // When they came, not when their row is written: a moment before the doors open is before.
    lane.waiting.push({ who, joined_at: deps.clock.now(), resolve, reject }),
  );
  if (!lane.is_running) void run(deps, who.event_id, lane);
  return entered;
}

async function run(deps: Process, event_id: string, lane: Lane): Promise<void> {
  lane.is_running = true;
  while (lane.waiting.length > 0) {
    const batch = lane.waiting.splice(0, MOST_TOGETHER);
    try {
      await enterTogether(deps, event_id, batchOf(batch));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  lane.is_running = false;
  lanes.get(deps.db)?.delete(event_id);
}

type Batched = Entering & { joined_at: Date };

/** One statement can't change a row twice, so each visitor once; who pressed twice has one place. */
function batchOf(batch: readonly Waiting[]): Batched[] {
  const byVisitor = new Map<string, Batched>();
  for (const { who, joined_at } of batch) {
    const known = byVisitor.get(who.visitor);
    if (!known || known.browser === undefined)
      byVisitor.set(who.visitor, { ...who, joined_at: known?.joined_at ?? joined_at });
  }
  return [...byVisitor.values()];
}

async function enterTogether(deps: Process, event_id: string, entering: readonly Batched[]): Promise<void> {
  const { db } = deps;
  await takeOver(
    db,
    event_id,
    entering.filter(({ browser }) => browser !== undefined),
  );
  const rows = entering.map(({ visitor, joined_at }, n) => ({ n, id: newId(), visitor, joined_at }));
  const columns = { n: 'int', id: 'uuid', visitor: 'text', joined_at: 'timestamptz' };
  const entered = await db.$queryRaw<{ visitor: string }[]>`
    INSERT INTO waiting_places (id, event_id, visitor, joined_at)
    SELECT r.id, ${event_id}::uuid, r.visitor, r.joined_at FROM ${recordset(columns, rows)} ORDER BY r.n
    ON CONFLICT (event_id, visitor) DO NOTHING RETURNING visitor`;
  for (const { visitor } of entered) setPlace(db, event_id, visitor, null);
  if (entered.length < rows.length) {
    const fresh = new Set(entered.map(({ visitor }) => visitor));
    await queueAgain(
      deps,
      event_id,
      rows.filter(({ visitor }) => !fresh.has(visitor)),
    );
  }
}

/** A browser's place goes to the account that signed in there, unless the account has one of its own. */
async function takeOver(db: Db, event_id: string, entering: readonly Entering[]): Promise<void> {
  if (entering.length === 0) return;
  try {
    const moved = await db.$queryRaw<{ visitor: string; browser: string; place: number | null }[]>`
      UPDATE waiting_places AS p SET visitor = r.visitor
      FROM ${recordset({ visitor: 'text', browser: 'text' }, entering)}
      WHERE p.event_id = ${event_id}::uuid AND p.visitor = r.browser
        AND NOT EXISTS (SELECT 1 FROM waiting_places AS q WHERE q.event_id = p.event_id AND q.visitor = r.visitor)
      RETURNING p.visitor, r.browser, p.place`;
    for (const { visitor, browser, place } of moved) {
      setPlace(db, event_id, visitor, place);
      setPlace(db, event_id, browser, undefined);
    }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // One of them took a place of their own at this moment, in another process: it counts, and is seen the next time.
    await takeOver(db, event_id, entering);
  }
}

/** Who was admitted and let the time pass stands at the end; whoever still waits or may buy keeps the place. */
async function queueAgain(
  { db, clock }: Process,
  event_id: string,
  who: readonly { visitor: string }[],
): Promise<void> {
  const now = clock.now();
  const again = await db.$queryRaw<{ visitor: string }[]>`
    UPDATE waiting_places AS p
    SET place = NULL, joined_at = ${now}, arrival = nextval('waiting_places_arrival_seq')
    FROM ${recordset({ visitor: 'text' }, who)}
    WHERE p.event_id = ${event_id}::uuid AND p.visitor = r.visitor AND p.place <= (
      SELECT max(a.through) FROM waiting_admissions AS a WHERE a.event_id = p.event_id AND a.expires_at <= ${now})
    RETURNING p.visitor`;
  for (const { visitor } of again) setPlace(db, event_id, visitor, null);
}
