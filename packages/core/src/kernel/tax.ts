import { z } from 'zod';
import { type Amount, type AmountLike, amount, moneyString, roundMoney } from './money.ts';

/** A tax on sales: its name (`PPN`, `VAT`), its rate in percent, and whether prices include it. */
export type Tax = { tax_rate: AmountLike; tax_included: boolean };

/** A tax rate in input, in percent. */
export const taxRateInput = z
  .number()
  .min(0)
  .max(100)
  .refine((rate) => amount(String(rate)).decimalPlaces() <= 3, 'A tax rate has at most 3 digits after the point.')
  .describe('Percent');

/** What is paid at a price: the same where the tax is included, else with the tax on top, in the currency's digits. */
export function grossOf(price: AmountLike, { tax_rate, tax_included }: Tax, currency: string): Amount {
  if (tax_included) return amount(price);
  return roundMoney(amount(price).times(factorOf(tax_rate)), currency);
}

/** What the seller keeps of an amount that includes a tax, in the currency's digits. */
export function netOf(gross: AmountLike, tax_rate: AmountLike, currency: string): Amount {
  return roundMoney(amount(gross).dividedBy(factorOf(tax_rate)), currency);
}

function factorOf(tax_rate: AmountLike): Amount {
  return amount(tax_rate).dividedBy(100).plus(1);
}

type TaxedLine = { quantity: number; unit_price: AmountLike };

/** The parts of some lines: each ticket's tax is rounded by itself, so that any part of a purchase adds up as well. */
export function splitTax(
  lines: readonly TaxedLine[],
  tax_rate: AmountLike,
  currency: string,
): { net: Amount; tax: Amount; total: Amount } {
  let net = amount(0);
  let total = amount(0);
  for (const { quantity, unit_price } of lines) {
    net = net.plus(netOf(unit_price, tax_rate, currency).times(quantity));
    total = total.plus(amount(unit_price).times(quantity));
  }
  return { net, tax: total.minus(net), total };
}

type Parts = { net: AmountLike; total: AmountLike };

/**
 * The untaxed part of a refund: its share of the invoice, less what earlier credit notes of that invoice took. So the notes
 * of all parts, however small and in whatever order, add up to the invoice to the last unit.
 */
export function creditedNet(
  { invoice, credited, refund }: { invoice: Parts; credited: Parts; refund: AmountLike },
  currency: string,
): Amount {
  const returned = amount(credited.total).plus(amount(refund));
  const share = amount(invoice.net).times(returned).dividedBy(amount(invoice.total));
  return roundMoney(share, currency).minus(amount(credited.net));
}

/** `11`, `8.875`: a rate as JSON has it. It is no money. */
export function rateNumber(tax_rate: AmountLike): number {
  return amount(tax_rate).toNumber();
}

/** A tax as an answer shows it, or none. */
export type TaxLine = { name: string; rate: number; net_amount: string; tax_amount: string };

export function taxLines(
  { tax_name, tax_rate, currency }: { tax_name: string; tax_rate: AmountLike; currency: string },
  lines: readonly TaxedLine[],
): TaxLine[] {
  if (amount(tax_rate).isZero()) return [];
  const { net, tax } = splitTax(lines, tax_rate, currency);
  return [
    {
      name: tax_name,
      rate: rateNumber(tax_rate),
      net_amount: moneyString(net, currency),
      tax_amount: moneyString(tax, currency),
    },
  ];
}
