import type { Ctx } from '../../kernel/context.ts';
import { amount } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { insertBooking, issueTickets, type TypeOnSale, takePlaces } from './sale.ts';

type Gift = { type: TypeOnSale; quantity: number; user_id: string };

/**
 * Gives tickets to somebody: they take places like sold ones and cost nothing. Limits an order has don't hold here.
 * @throws ticket_type.sold_out, booking.event_closed
 */
export async function giveTickets(tx: Tx, ctx: Ctx, { type, quantity, user_id }: Gift): Promise<{ id: string }> {
  const lines = [{ type, quantity, unit_price: amount(0) }];
  const { booking, lines: rows } = await insertBooking(tx, { ctx, buyer_id: user_id, lines, status: 'confirmed' });
  await issueTickets(tx, { booking, lines: rows, timezone: type.event.timezone });
  await takePlaces(tx, lines);
  return { id: booking.id };
}
