import { Prisma, type wallet_platform } from '@setiket/db';
import { enqueueAll } from '../../kernel/jobs.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { configuredIdentity } from './google/link.ts';
import { pushPasses, updateAtGoogle } from './wallets.jobs.ts';

/** What happened to tickets, as far as phones are concerned. */
export type TicketChange =
  /** The holder's pass is worth nothing any more, and never will be again. */
  | 'transferred'
  | 'cancelled'
  /** The pass shows something else now. */
  | 'used'
  | 'reopened'
  | 'upgraded'
  | 'event_changed';

const VOIDS: readonly TicketChange[] = ['transferred', 'cancelled'];

type Touched = { change: TicketChange } & ({ ticket_ids: string[] } | { event_id: string });

/** As many as one job tells phones of. */
const PASSES_A_JOB = 500;

/**
 * Marks the passes of tickets that change, in the transaction that changes them; phones are told of it by a job. Whoever
 * changes a ticket calls this after it has changed the ticket's row: that row is what the making of a pass waits for, so
 * no pass is made in between that nobody would ever touch.
 */
export async function touchPasses(tx: Tx, { change, ...which }: Touched): Promise<void> {
  const now = contextOf(tx).clock.now();
  const isVoid = VOIDS.includes(change);
  if ('ticket_ids' in which && which.ticket_ids.length === 0) return;
  const tickets =
    'ticket_ids' in which
      ? Prisma.sql`ticket_id = ANY(${which.ticket_ids}::uuid[])`
      : Prisma.sql`ticket_id IN (SELECT id FROM tickets WHERE event_id = ${which.event_id}::uuid)`;
  const touched = await tx.$queryRaw<Waiting[]>`
    WITH touched AS (
      UPDATE wallet_passes SET version = version + 1, updated_at = ${now},
        voided_at = ${isVoid ? now : null}::timestamptz
      WHERE ${tickets} AND voided_at IS NULL RETURNING id, platform
    )
    SELECT id, platform FROM touched
    WHERE platform = 'google' OR EXISTS (SELECT 1 FROM wallet_registrations AS r WHERE r.pass_id = touched.id)`;
  await enqueueAll(tx, pushPasses, jobsFor(touched, 'apple'));
  if (configuredIdentity(contextOf(tx))) await enqueueAll(tx, updateAtGoogle, jobsFor(touched, 'google'));
}

type Waiting = { id: string; platform: wallet_platform };

function jobsFor(touched: Waiting[], platform: wallet_platform): { pass_ids: string[] }[] {
  const ids = touched.filter((pass) => pass.platform === platform).map(({ id }) => id);
  return Array.from({ length: Math.ceil(ids.length / PASSES_A_JOB) }, (_, part) => ({
    pass_ids: ids.slice(part * PASSES_A_JOB, (part + 1) * PASSES_A_JOB),
  }));
}
