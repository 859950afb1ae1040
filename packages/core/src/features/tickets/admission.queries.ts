import { Prisma } from '@setiket/db';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { ticketTransitions } from './tickets.state.ts';

type Passing = { id: string; qr_secret: string; now: Date };

/**
 * The statement that makes an active ticket a used one: of all gates that try, the row lock lets one through. It gives
 * `id` and `event_id`, or no row. SQL and not a function that runs it, so that a gate can write its scan in the same
 * round trip. The secret is that of the QR which was read, or the ticket may have changed hands in the meantime.
 */
export function ticketUse({ id, qr_secret, now }: Passing): Prisma.Sql {
  const { from, to } = ticketTransitions.use;
  return Prisma.sql`UPDATE tickets SET status = ${to}::ticket_status, used_at = ${now}, updated_at = ${now}
    WHERE id = ${id}::uuid AND status = ${from}::ticket_status AND qr_secret = ${qr_secret} RETURNING id, event_id`;
}

/** The same for a used ticket whose holder leaves or comes back: it stays used, and everybody hears that it changed. */
export function ticketPassing({ id, qr_secret, now }: Passing): Prisma.Sql {
  return Prisma.sql`UPDATE tickets SET updated_at = ${now}
    WHERE id = ${id}::uuid AND status = 'used' AND qr_secret = ${qr_secret} RETURNING id, event_id`;
}

/** Makes a used ticket an active one again; false when it was not used. */
export async function reopenTicket(tx: Tx, id: string): Promise<boolean> {
  const { from, to } = ticketTransitions.reopen;
  const { count } = await tx.tickets.updateMany({
    where: { id, status: from },
    data: { status: to, used_at: null, updated_at: contextOf(tx).clock.now() },
  });
  return count > 0;
}

/**
 * What gates without network did: marks tickets as used, each since its own moment, and moves that of tickets which turn
 * out to have been used earlier. Cancelled ones stay cancelled. The caller holds their locks.
 */
export async function setUsed(tx: Tx, uses: { id: string; used_at: Date }[]): Promise<void> {
  if (uses.length === 0) return;
  const now = contextOf(tx).clock.now();
  const rows = uses.map(({ id, used_at }) => Prisma.sql`(${id}::uuid, ${used_at}::timestamptz)`);
  await tx.$executeRaw`
    UPDATE tickets AS t SET status = 'used', used_at = u.used_at, updated_at = ${now}
    FROM (VALUES ${Prisma.join(rows)}) AS u (id, used_at) WHERE t.id = u.id AND t.status IN ('active', 'used')`;
}

/**
 * Locks tickets, named by id or by a present or former code, in the order of their ids, so that whoever locks several never waits for somebody
 * who waits for it.
 * @returns the ids of those that exist
 */
export async function lockTickets(tx: Tx, { ids, codes }: { ids: string[]; codes: string[] }): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM tickets WHERE id = ANY(${ids}::uuid[]) OR code = ANY(${codes}::text[])
      OR id IN (SELECT ticket_id FROM ticket_former_codes WHERE code = ANY(${codes}::text[]))
    ORDER BY id FOR NO KEY UPDATE`;
  return rows.map(({ id }) => id);
}
