import { refused } from './failures.ts';

/** Amounts of these are whole units. */
const ZERO_DECIMAL = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
/** Amounts of these are thousandths, of which card networks take only whole tens. */
const THREE_DECIMAL = 'bhd jod kwd omr tnd'.split(' ');
/** Amounts of these are hundredths for history's sake, though nothing smaller than a whole unit exists. */
const WHOLE_UNITS = 'isk ugx'.split(' ');

const TWO_DECIMAL = (
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve ' +
  'czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd kes kgs khr kyd kzt ' +
  'lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln ' +
  'qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx usd uyu uzs wst xcd ' +
  'yer zar zmw'
).split(' ');

const DIGITS = new Map<string, number>([
  ...ZERO_DECIMAL.map((code) => [code, 0] as const),
  ...TWO_DECIMAL.map((code) => [code, 2] as const),
  ...THREE_DECIMAL.map((code) => [code, 3] as const),
]);

/** The least that can be charged, in minor units, where it is more than one of them. */
const LEAST: Record<string, number> = {
  usd: 50,
  eur: 50,
  gbp: 30,
  jpy: 50,
  aud: 50,
  cad: 50,
  chf: 50,
  sgd: 50,
  myr: 200,
  thb: 1000,
  hkd: 400,
  inr: 50,
};

/** The most digits an amount may have; 8 where nothing stands here. */
const MOST_DIGITS: Record<string, number> = { cop: 10, huf: 10, idr: 12, inr: 9, jpy: 10, lbp: 12, twd: 10 };

/** How many decimals the amounts of a currency have, when they are written in its own unit. */
export function digitsOf(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** The code in lower case. @throws PaymentsFailure when it is no currency. */
export function knownCurrency(code: string, param = 'currency'): string {
  const currency = code.toLowerCase();
  if (!DIGITS.has(currency)) throw refused(`Invalid currency: ${code}.`, { param });
  return currency;
}

/** @throws PaymentsFailure when so many minor units of this currency cannot be charged. */
export function checkAmount(amount: number, currency: string, param = 'amount'): number {
  if (amount < 1) {
    const message = 'This value must be greater than or equal to 1.';
    throw refused(message, { code: 'parameter_invalid_integer', param });
  }
  const least = LEAST[currency] ?? 1;
  if (amount < least) {
    const message = `Amount must be at least ${plainAmount(least, currency)} ${currency}`;
    throw refused(message, { code: 'amount_too_small', param });
  }
  const most = 10 ** (MOST_DIGITS[currency] ?? 8) - 1;
  if (amount > most) {
    const message = `Amount must be no more than ${plainAmount(most, currency)} ${currency}`;
    throw refused(message, { code: 'amount_too_large', param });
  }
  const step = THREE_DECIMAL.includes(currency) ? 10 : WHOLE_UNITS.includes(currency) ? 100 : 1;
  if (amount % step !== 0) {
    const message = `Amounts in ${currency} must be divisible by ${step}.`;
    throw refused(message, { code: 'parameter_invalid_integer', param });
  }
  return amount;
}

/** The amount as people write it: `Rp 150,000`, `¥1,500`, `KWD 1.250`. */
export function formatAmount(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // From text, not from a quotient: twelve digits and a float do not go together.
  return format.format(plainAmount(amount, currency) as `${number}`);
}

function plainAmount(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  if (digits === 0) return String(amount);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  return `${amount < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
