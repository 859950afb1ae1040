import { type Amount, amount } from '../../../kernel/money.ts';

/**
 * Stripe counts in the smallest unit, and its smallest units are not always those of ISO 4217 (docs.stripe.com/currencies):
 * the ariary has none there, the forint, the króna, the Taiwan dollar and the Ugandan shilling are given in hundredths.
 */
const WITHOUT_DECIMALS = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const THREE_DECIMALS = new Set('BHD JOD KWD OMR TND'.split(' '));

function digits(currency: string): number {
  if (WITHOUT_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** In Stripe's smallest unit. @throws RangeError when the amount can't be said in whole units */
export function toMinorUnits(value: Amount, currency: string): number {
  const units = value.times(amount(10).pow(digits(currency)));
  if (!units.isInteger()) throw new RangeError(`${value.toFixed()} ${currency} is no whole number of units`);
  return units.toNumber();
}

export function fromMinorUnits(units: number, currency: string): Amount {
  return amount(units).dividedBy(amount(10).pow(digits(currency)));
}
