import { expect, test } from 'vitest';
import { amount, currencyDigits } from './money.ts';
import { creditedNet, grossOf, splitTax } from './tax.ts';

/** The same numbers in each run: a failure can be looked at again. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const RATES = ['0', '5', '8.875', '10', '11', '12.345', '19', '33.333', '100'];

test('creditedNet: the notes of all parts of an invoice add up to it, whatever the parts and their order', () => {
  const below = numbers(42);
  for (let round = 0; round < 3000; round++) {
    const currency = ['IDR', 'JPY', 'KWD'][below(3)]!;
    const unit = amount(10).pow(-currencyDigits(currency));
    const tax = { tax_rate: RATES[below(RATES.length)]!, tax_included: below(2) === 0 };
    const lines = Array.from({ length: 1 + below(3) }, () => ({
      quantity: 1 + below(4),
      unit_price: grossOf(unit.times(1 + below(200_000)), tax, currency),
    }));
    const invoice = splitTax(lines, tax.tax_rate, currency);
    expect(invoice.net.plus(invoice.tax).equals(invoice.total)).toBe(true);
    expect(invoice.total.equals(invoice.total.toDecimalPlaces(currencyDigits(currency)))).toBe(true);
    let left = invoice.total;
    let credited = { net: amount(0), total: amount(0) };
    while (left.greaterThan(0)) {
      const units = left.dividedBy(unit).toNumber();
      const refund = below(3) === 0 ? left : unit.times(1 + below(units));
      const net = creditedNet({ invoice, credited, refund }, currency);
      // A part has no negative tax and no negative net.
      expect(net.greaterThanOrEqualTo(0) && net.lessThanOrEqualTo(refund)).toBe(true);
      credited = { net: credited.net.plus(net), total: credited.total.plus(refund) };
      left = left.minus(refund);
    }
    expect([credited.net.toFixed(), credited.total.toFixed()]).toEqual([
      invoice.net.toFixed(),
      invoice.total.toFixed(),
    ]);
  }
});

test('grossOf and splitTax: a half is rounded away from zero, each ticket by itself', () => {
  expect(grossOf('0.05', { tax_rate: '10', tax_included: false }, 'IDR').toFixed(2)).toBe('0.06');
  const { net, tax, total } = splitTax([{ quantity: 3, unit_price: '0.05' }], '11', 'IDR');
  expect([net, tax, total].map((sum) => sum.toFixed(2))).toEqual(['0.15', '0.00', '0.15']);
});
