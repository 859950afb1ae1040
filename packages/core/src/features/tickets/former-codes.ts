import type { code_replacement } from '@setiket/db';
import { newId } from '../../kernel/ids.ts';
import { contextOf, isUniqueViolation, RetryTransaction, type Tx } from '../../kernel/transaction.ts';
import { newQrSecret, qrKey } from '../ticket-qr/index.ts';
import { newTicketCode } from './new-tickets.ts';

type Present = { id: string; code: string; qr_secret: string; timezone: string };
type Fresh = { code: string; qr_secret: string; updated_at: Date };

/**
 * Replaces code and QR of a ticket together with what changes about it, so that the former ones are worthless at once.
 * @param change writes the new code and secret if the ticket is still as the caller expects; false when it is not
 * @returns the id under which the former code is kept; undefined when nothing was changed
 */
export async function replaceCode(
  tx: Tx,
  { id, reason }: { id: string; reason: code_replacement },
  change: (fresh: Fresh) => Promise<{ count: number }>,
): Promise<string | undefined> {
  const now = contextOf(tx).clock.now();
  const [present] = await tx.$queryRaw<Present[]>`
    SELECT t.id, t.code, t.qr_secret, e.timezone FROM tickets AS t JOIN events AS e ON e.id = t.event_id
    WHERE t.id = ${id}::uuid FOR NO KEY UPDATE OF t`;
  if (!present) return undefined;
  const fresh = { code: newTicketCode(now, present.timezone), qr_secret: newQrSecret(), updated_at: now };
  try {
    if ((await change(fresh)).count === 0) return undefined;
  } catch (error) {
    // Another ticket has this code: the next attempt draws another one.
    throw isUniqueViolation(error) ? new RetryTransaction() : error;
  }
  const former = await tx.ticket_former_codes.create({
    data: {
      id: newId(now.getTime()),
      ticket_id: id,
      code: present.code,
      qr_key: qrKey({ ticket_id: id, qr_secret: present.qr_secret }),
      reason,
      replaced_at: now,
    },
  });
  return former.id;
}

/** Tickets by codes that they had before. */
export async function findFormerCodes(tx: Tx, codes: string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.ticket_former_codes.findMany({ where: { code: { in: codes } } });
  return new Map(rows.map(({ code, ticket_id }) => [code, ticket_id]));
}
