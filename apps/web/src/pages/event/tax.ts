import type { Output } from '../../lib/api.ts';

/** What is asked for beside the price: already in it, or on top. */
export type Tax = Pick<Output['events']['get'], 'tax_name' | 'tax_rate' | 'tax_included'>;

/** `PPN 11%`. */
export const taxText = ({ tax_name, tax_rate }: Tax, number: (value: number) => string) =>
  `${tax_name}\u00a0${number(tax_rate)}%`.trim();

/** What somebody's own amount comes to; of other types the server says it. Whole numbers, so that no fraction gets lost. */
export function withTax(price: string, { tax_rate, tax_included }: Tax, currency: string): number {
  if (tax_included) return Number(price);
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  // Rates have three digits after the point at most.
  const parts = Math.round(Number(price) * 10 ** maximumFractionDigits) * (100_000 + Math.round(tax_rate * 1000));
  return Math.round(parts / 100_000) / 10 ** maximumFractionDigits;
}
