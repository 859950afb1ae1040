import type { ticket_kind } from '@setiket/db';
import { type Amount, amount, currencyDigits, digitsProblem } from '../../kernel/money.ts';
import { grossOf, type Tax } from '../../kernel/tax.ts';

type Price = { kind: ticket_kind; price: string | null | undefined; currency: string };

/**
 * `setiket.md`, Ticket Type Rules: free costs nothing, paid costs something, relawan has a least amount.
 * @returns the sentence for the field `price`, or undefined when the price is right
 */
export function priceProblem({ kind, price, currency }: Price): string | undefined {
  const given = price ?? undefined;
  if (given !== undefined && amount(given).isNegative()) return 'Price must be greater or equal than 0';
  const problem = given === undefined ? undefined : digitsProblem(given, currency);
  if (problem) return problem;
  switch (kind) {
    case 'free':
      return given === undefined || amount(given).isZero() ? undefined : 'Price must be 0 for free tickets.';
    case 'paid':
      if (given === undefined) return 'Price is required for paid tickets.';
      return amount(given).isZero() ? 'Price must be greater than 0 for paid tickets.' : undefined;
    case 'relawan':
      return given === undefined
        ? 'Price is required for relawan tickets: it is the least that may be paid.'
        : undefined;
    default:
      return kind satisfies never;
  }
}

type Offer = Price & { least: string };

/**
 * What a buyer may pay for one ticket. Relawan takes any amount from the least upwards; elsewhere the price may be
 * left out, but must not be another one: nobody is charged what they did not see.
 */
export function offerProblem({ kind, price, currency, least }: Offer): string | undefined {
  if (price === undefined || price === null)
    return kind === 'relawan' ? 'Price is required for relawan tickets.' : undefined;
  const offered = amount(price);
  if (offered.isNegative()) return 'Price must be greater or equal than 0';
  const problem = digitsProblem(price, currency);
  if (problem) return problem;
  const exact = amount(least).toFixed(currencyDigits(currency));
  if (kind === 'relawan') return offered.lessThan(least) ? `Price must be at least ${exact}.` : undefined;
  return offered.equals(least) ? undefined : `The price of this ticket is ${exact}.`;
}

type Priced = { price: { toFixed(): string }; currency: string; event: Tax };

/** What one ticket costs its buyer, tax and all: at the type's price, or where the buyer chooses it, at that one. */
export function priceWithTax({ price, currency, event }: Priced, chosen?: string | null): Amount {
  return grossOf(chosen ?? price.toFixed(), event, currency);
}
