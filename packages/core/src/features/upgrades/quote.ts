import { fieldError } from '../../kernel/errors.ts';
import { type Amount, type AmountLike, amount } from '../../kernel/money.ts';

type Type = { id: string; event_id: string; price: AmountLike; currency: string };

type Trade = {
  ticket: { event_id: string; price: AmountLike; currency: string };
  from: Type;
  to: Type;
  /** What the new type costs its buyer, tax and all: so is what was paid for the ticket. */
  cost: Amount;
  /** What went back for earlier upgrades of this ticket. */
  credited: Amount;
};

/** What an upgrade costs: the difference, or what goes back where the ticket had cost more than the new type does. */
export type Quote = { amount: Amount; credit: Amount };

/**
 * The difference between what the new type costs and what was paid for the ticket. What counts as dearer are the prices
 * of the types: of a relawan ticket for which much was given, some goes back.
 * @throws request.invalid on `to_ticket_type_id`
 */
export function quoteOf({ ticket, from, to, cost, credited }: Trade): Quote {
  const isComparable = to.event_id === ticket.event_id && to.currency === ticket.currency;
  if (!isComparable) throw fieldError('to_ticket_type_id', 'There is no such ticket type for this event.');
  if (!amount(to.price).greaterThan(amount(from.price)))
    throw fieldError('to_ticket_type_id', 'An upgrade is to a dearer ticket type.');
  const difference = cost.minus(amount(ticket.price).minus(credited));
  const nothing = amount(0);
  return difference.isNegative()
    ? { amount: nothing, credit: difference.negated() }
    : { amount: difference, credit: nothing };
}
