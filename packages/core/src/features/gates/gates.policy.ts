import { Prisma } from '@setiket/db';
import { type GateActor, isAdministrator, type UserActor } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { eventErrors } from '../events/index.ts';

type Scanner = UserActor | GateActor;

/**
 * SQL that is true of the event `e` when the caller may scan its tickets: a gate its own event; administrators any;
 * staff any, or those that they are bound to; owners and managers of an organization its events. As SQL, because a
 * commit asks it in the same statement as everything else.
 */
export function mayScan(actor: Scanner): Prisma.Sql {
  if (actor.kind === 'gate') return Prisma.sql`(e.id = ${actor.event_id}::uuid)`;
  if (isAdministrator(actor)) return Prisma.sql`TRUE`;
  const manages = Prisma.sql`EXISTS (SELECT 1 FROM organization_members AS m
    WHERE m.organization_id = e.organization_id AND m.user_id = ${actor.id}::uuid AND m.role IN ('owner', 'manager'))`;
  if (actor.role !== 'staff') return manages;
  return Prisma.sql`(NOT EXISTS (SELECT 1 FROM gate_staff AS b WHERE b.user_id = ${actor.id}::uuid)
    OR EXISTS (SELECT 1 FROM gate_staff AS b WHERE b.user_id = ${actor.id}::uuid AND b.event_id = e.id)
    OR ${manages})`;
}

/** SQL that is true when there can be an event that the caller may scan. */
export function mayScanAnything(actor: Scanner): Prisma.Sql {
  if (actor.kind === 'gate' || actor.role === 'administrator' || actor.role === 'staff') return Prisma.sql`TRUE`;
  return Prisma.sql`EXISTS (SELECT 1 FROM organization_members AS m
    WHERE m.user_id = ${actor.id}::uuid AND m.role IN ('owner', 'manager'))`;
}

/**
 * Refuses who may not scan this event: as if there were none where it is not public, else aloud.
 * @throws event.not_found, request.forbidden
 */
export async function requireScanner(db: DbOrTx, actor: Scanner, event_id: string): Promise<void> {
  const [event] = await db.$queryRaw<{ allowed: boolean; is_public: boolean }[]>`
    SELECT ${mayScan(actor)} AS allowed, e.is_public
    FROM events AS e WHERE e.id = ${event_id}::uuid`;
  if (event?.allowed) return;
  throw event?.is_public ? commonErrors.forbidden() : eventErrors.not_found();
}

/**
 * The events that the caller may scan; undefined when there is no limit.
 * @throws request.forbidden when there can be none
 */
export async function scannableEventIds(db: DbOrTx, actor: Scanner): Promise<string[] | undefined> {
  if (actor.kind === 'gate') return [actor.event_id];
  if (isAdministrator(actor)) return undefined;
  const [standing] = await db.$queryRaw<{ anything: boolean; is_bound: boolean }[]>`
    SELECT ${mayScanAnything(actor)} AS anything,
      EXISTS (SELECT 1 FROM gate_staff AS b WHERE b.user_id = ${actor.id}::uuid) AS is_bound`;
  if (!standing?.anything) throw commonErrors.forbidden();
  if (actor.role === 'staff' && !standing.is_bound) return undefined;
  const events = await db.$queryRaw<{ id: string }[]>`SELECT e.id FROM events AS e WHERE ${mayScan(actor)}`;
  return events.map(({ id }) => id);
}
