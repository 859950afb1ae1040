import { Decimal } from 'decimal.js';
import { z } from 'zod';

/**
 * Money is a decimal string and a currency, never a float. `Amount` in code is a `Decimal`; on the wire it is a
 * string with as many digits as the currency has (`"150000.00"`, `"1500"` in JPY, `"1.250"` in KWD).
 */
export type Amount = Decimal;

/**
 * Currencies whose minor unit is not a hundredth (ISO 4217). `Intl` can't be asked: it follows custom where that differs
 * from the standard, and gives the rupiah no digits.
 */
const DIGITS: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
};

/** Digits after the point that a currency has (ISO 4217): IDR 2, JPY 0, KWD 3. */
export function currencyDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** Anything with an exact decimal form: Prisma's Decimal, a string, a whole number. */
export type AmountLike = string | number | { toFixed(digits?: number): string };

/** Exact; a Prisma Decimal, a string or a number that was parsed from JSON. */
export function amount(value: AmountLike): Amount {
  return new Decimal(typeof value === 'object' ? value.toFixed() : value);
}

/** As it goes out: `"150000.00"`. */
export function moneyString(value: AmountLike, currency: string): string {
  return amount(value).toFixed(currencyDigits(currency));
}

/** For the few documented fields that are JSON numbers (`balance`, `total_sales`). Presentation only. */
export function moneyNumber(value: AmountLike): number {
  return amount(value).toNumber();
}

/** For people: `Rp 150.000`, `$12.50`. Whole amounts are shown without zeros. */
export function moneyText(value: AmountLike, currency: string, locale: string): string {
  const exact = amount(value);
  const digits = exact.isInteger() ? 0 : currencyDigits(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(exact.toNumber());
}

/**
 * The one rounding rule: to the currency's digits, a half away from zero. It is applied to what one ticket costs, and to the
 * untaxed part of an amount; sums are made of rounded parts and never rounded again.
 */
export function roundMoney(value: Amount, currency: string): Amount {
  return value.toDecimalPlaces(currencyDigits(currency), Decimal.ROUND_HALF_UP);
}

/**
 * What is wrong with an amount as it was written, undefined when nothing is. Zeros count as digits: `150.000` is how a
 * hundred and fifty thousand is written in Indonesia, and must not become 150.
 */
export function digitsProblem(text: string, currency: string): string | undefined {
  const digits = currencyDigits(currency);
  if ((text.split('.')[1]?.length ?? 0) <= digits) return undefined;
  return `Amounts in ${currency} have at most ${digits} digits after the point, and no separators: write 150000, not 150.000.`;
}

/** Greater than any price on earth, and within numeric(19,3). */
const MAXIMUM = new Decimal('9999999999999');

/**
 * An amount in input: a number or a decimal string. The value stays a string, so that nothing is rounded on the way.
 * `digitsProblem` judges its digits where the currency is known.
 */
export const moneyInput = z
  .union([z.number(), z.string().trim()])
  .transform((value, ctx) => {
    const text = String(value);
    if (!/^-?\d{1,16}(\.\d{1,6})?$/.test(text)) {
      ctx.addIssue({ code: 'custom', message: 'A valid number is required.' });
      return z.NEVER;
    }
    if (new Decimal(text).abs().greaterThan(MAXIMUM)) {
      ctx.addIssue({ code: 'custom', message: 'This amount is too large.' });
      return z.NEVER;
    }
    return text;
  })
  .meta({ override: { type: ['number', 'string'] }, examples: ['150000.00'] });

/** An amount in output: a decimal string with the currency's own number of digits. */
export const moneyOutput = z
  .string()
  .meta({ description: 'Decimal amount in the currency’s own digits', examples: ['150000.00'] });
