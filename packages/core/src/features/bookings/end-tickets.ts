import { enqueue } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { countRefund } from '../events/index.ts';
import { type Draw, drawsOf, movePlaces, withEventPool } from '../inventory/index.ts';
import { ticketRefundedMail } from '../notifications/index.ts';
import { refundTicketPrice } from '../payments/index.ts';
import { cancelTicket, lockTickets } from '../tickets/index.ts';
import { dropTransfersOf } from '../transfers/index.ts';
import { dropUpgradesOf } from '../upgrades/index.ts';
import { touchPasses } from '../wallets/index.ts';

export type Ending = {
  booking: { id: string; event_id: string; event: { organization_id: string } };
  ticket_ids: string[];
  reason: string;
  /** Null where the buyer's bank or the provider has ended them. */
  requested_by: string | null;
  /** `event` when one mail for the whole event informs the buyer instead of a mail for each ticket. */
  mail: 'ticket' | 'event';
  /** `refuse` throws payment.disputed; `skip` ends the ticket without the money that the bank holds. */
  while_disputed?: 'refuse' | 'skip';
};

/**
 * Ends those of these tickets that are active: ticket, money, place and statistics together. The caller holds the lock of
 * their booking, and ends the booking when no ticket is left.
 * @returns what went back
 * @throws payment.disputed
 */
export async function endTickets(tx: Tx, { booking, ticket_ids, mail, ...order }: Ending): Promise<Amount> {
  await lockTickets(tx, { ids: ticket_ids, codes: [] });
  const tickets = await tx.tickets.findMany({
    where: { id: { in: ticket_ids }, status: 'active' },
    include: { ticket_type: { include: withEventPool } },
    orderBy: { id: 'asc' },
  });
  if (tickets.length === 0) return amount(0);
  let refunded: Amount = amount(0);
  const places: Draw[] = [];
  for (const { id, price, ticket_type } of tickets) {
    await cancelTicket(tx, { id });
    places.push(...drawsOf(ticket_type, 1));
    const returned = await refundTicketPrice(tx, {
      booking_id: booking.id,
      ticket_id: id,
      organization_id: booking.event.organization_id,
      amount: amount(price),
      ...order,
    });
    refunded = refunded.plus(returned);
    if (mail === 'ticket') await enqueue(tx, ticketRefundedMail, { ticket_id: id });
  }
  const ended = tickets.map(({ id }) => id);
  await dropTransfersOf(tx, ended, 'cancelled');
  await dropUpgradesOf(tx, ended, 'cancelled');
  await touchPasses(tx, { ticket_ids: ended, change: 'cancelled' });
  await movePlaces(tx, 'give_back', places);
  await countRefund(tx, { event_id: booking.event_id, tickets: ended.length, revenue: refunded, bookings: 0 });
  return refunded;
}
