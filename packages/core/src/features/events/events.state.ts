import { type event_status, Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { closeRevisions } from './revisions.service.ts';

type Transition = { from: readonly event_status[]; to: event_status };

/** Every change of an event's status that exists. */
export const eventTransitions = {
  submit: { from: ['draft', 'rejected'], to: 'pending' },
  publish: { from: ['draft', 'rejected'], to: 'approved' },
  approve: { from: ['pending'], to: 'approved' },
  reject: { from: ['pending'], to: 'rejected' },
  cancel: { from: ['draft', 'pending', 'approved', 'rejected'], to: 'cancelled' },
  complete: { from: ['approved'], to: 'completed' },
} as const satisfies Record<string, Transition>;

export type EventAction = keyof typeof eventTransitions;

type Decision = { message: string; decided_by: string };
type Move = { action: EventAction; id: string; decision?: Decision };

/** Moves an event to another status. False when its status allows no such move. */
export async function moveEvent(tx: Tx, ctx: Pick<Ctx, 'clock'>, { id, ...move }: Move): Promise<boolean> {
  return (await moveEvents(tx, ctx, { ...move, which: Prisma.sql`id = ${id}::uuid` })).length > 0;
}

/** Ends every event that is over. */
export function completeEvents(tx: Tx, ctx: Pick<Ctx, 'clock'>): Promise<string[]> {
  return moveEvents(tx, ctx, { action: 'complete', which: Prisma.sql`ends_at < ${ctx.clock.now()}` });
}

type Moves = { action: EventAction; which: Prisma.Sql; decision?: Decision };

/** The one statement that changes a status: compare-and-set, with the times that belong to it. */
async function moveEvents(tx: Tx, ctx: Pick<Ctx, 'clock'>, { action, which, decision }: Moves): Promise<string[]> {
  const now = ctx.clock.now();
  const { from, to } = eventTransitions[action];
  const isClosed = to === 'cancelled' || to === 'completed';
  const changes = [Prisma.sql`status = ${to}::event_status, updated_at = ${now}`];
  if (to === 'approved') changes.push(Prisma.sql`published_at = COALESCE(published_at, ${now})`);
  if (isClosed) changes.push(Prisma.sql`closed_at = ${now}`);
  // Calendars take a cancellation only with a higher sequence than they have.
  if (to === 'cancelled') changes.push(Prisma.sql`calendar_sequence = calendar_sequence + 1`);
  if (decision) {
    const { message, decided_by } = decision;
    changes.push(Prisma.sql`message = ${message}, decided_by = ${decided_by}::uuid, decided_at = ${now}`);
  }
  const moved = await tx.$queryRaw<{ id: string }[]>`
    UPDATE events SET ${Prisma.join(changes, ', ')}
    WHERE ${which} AND status = ANY(${[...from]}::event_status[])
    RETURNING id`;
  const ids = moved.map(({ id }) => id);
  if (isClosed) await closeRevisions(tx, ctx, ids);
  const data = decision ? { message: decision.message } : {};
  for (const id of ids) await audit(tx, { action: `event.${to}`, subject_type: 'event', subject_id: id, data });
  return ids;
}
