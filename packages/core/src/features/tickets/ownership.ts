import type { Amount } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { replaceCode } from './former-codes.ts';

type Holding = { id: string; owner_id: string };

/**
 * Keeps a ticket as it is until the commit: whoever would use, cancel or give it away waits.
 * @returns its state, or undefined when it is not this owner's
 */
export async function lockTicket(
  tx: Tx,
  { id, owner_id }: Holding,
): Promise<'active' | 'used' | 'cancelled' | undefined> {
  const [row] = await tx.$queryRaw<{ status: 'active' | 'used' | 'cancelled' }[]>`
    SELECT status::text FROM tickets WHERE id = ${id}::uuid AND owner_id = ${owner_id}::uuid FOR NO KEY UPDATE`;
  return row?.status;
}

/**
 * Gives a ticket to another account, if it still admits and is still this owner's. Code and QR are replaced.
 * @returns the id of its former code; undefined when it was used, cancelled or given away meanwhile
 */
export function changeTicketOwner(tx: Tx, { id, owner_id, to }: Holding & { to: string }): Promise<string | undefined> {
  return replaceCode(tx, { id, reason: 'transferred' }, (fresh) =>
    tx.tickets.updateMany({ where: { id, owner_id, status: 'active' }, data: { owner_id: to, ...fresh } }),
  );
}

type Kind = { ticket_type_id: string; price: Amount };

/**
 * Makes a ticket one of another type, if it still admits, is still this owner's and still what it was. Code and QR are
 * replaced, as with a new owner.
 * @returns the id of its former code; undefined when it was used, cancelled, given away or upgraded meanwhile
 */
export function changeTicketType(
  tx: Tx,
  { id, owner_id, from, to }: Holding & { from: Kind; to: Kind },
): Promise<string | undefined> {
  return replaceCode(tx, { id, reason: 'upgraded' }, (fresh) =>
    tx.tickets.updateMany({
      where: { id, owner_id, status: 'active', ticket_type_id: from.ticket_type_id, price: from.price.toFixed() },
      data: { ticket_type_id: to.ticket_type_id, price: to.price.toFixed(), ...fresh },
    }),
  );
}
