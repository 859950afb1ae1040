import type { UserCtx } from '../../kernel/context.ts';
import { type AnswerRow, answerRow } from '../../kernel/idempotency.ts';
import type { Amount } from '../../kernel/money.ts';
import type { NewTicketRow } from '../tickets/index.ts';
import { type Line, ticketRows, totalOf } from './sale.ts';
import { type BookingRows, bookingRows, type SaleStatus } from './sale-rows.ts';
import { type SoldBooking, soldBooking } from './sold-view.ts';

/** What somebody wants to have, ready to be judged. All lines are of one event. */
export type Order = {
  ctx: UserCtx;
  buyer: { id: string; username: string };
  lines: Line[];
  /** `confirmed`: paid from the balance at once; `pending`: the places are held. */
  status: SaleStatus;
  /** What the caller is told, and told again under the same `Idempotency-Key`. */
  answer(sold: SoldBooking): unknown;
};

/** An order with all that is written of it, and the answer, should it be accepted. */
export type Sale = {
  order: Order;
  rows: BookingRows;
  /** None yet where places are held. */
  tickets: readonly NewTicketRow[];
  total: Amount;
  answer: unknown;
  /** The answer as it is kept under the caller's `Idempotency-Key`. */
  kept: AnswerRow;
};

/**
 * Makes the rows of an order before anybody has judged it, while it has to wait anyway: what is done here is not done
 * under the locks that everybody else waits for.
 */
export function prepareSale(order: Order): Sale {
  const { ctx, buyer, lines, status } = order;
  const { timezone } = lines[0]!.type.event;
  const now = ctx.clock.now();
  const rows = bookingRows({ buyer_id: buyer.id, lines, status, now, hold_seconds: ctx.env.HOLD_SECONDS });
  const tickets = status === 'confirmed' ? ticketRows({ ...rows, timezone }, now) : [];
  const answer = order.answer(soldBooking({ order, rows, tickets }));
  return { order, rows, tickets, total: totalOf(lines), answer, kept: answerRow(ctx, answer) };
}
