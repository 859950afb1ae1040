import type { Locale } from './locale.tsx';

/** An amount as the server takes it (`150000.50`), or why the text is none. */
export type TypedAmount = { value: string } | { problem: 'empty' | 'not_an_amount' | 'ambiguous' };

type Reading = { locale: Locale; currency: string };

/** How many digits a currency has after the point; the rupiah keeps two although they are rarely written. */
function digitsOf(currency: string): number {
  if (currency === 'IDR') return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Digits in groups of three, and up to so many behind the decimal sign. */
function reader(group: string, decimal: string, digits: number): RegExp {
  const fraction = digits > 0 ? `(?:\\${decimal}(\\d{1,${digits}}))?` : '()';
  return new RegExp(`^(\\d{1,3}(?:\\${group}\\d{3})+|\\d+)${fraction}$`);
}

/**
 * Reads an amount as people write it in the language of the page: `1.500.000,50` in Indonesian, `1,500,000.50` in English.
 * What the other language would read as another amount is asked again, and never guessed.
 */
export function readAmount(typed: string, { locale, currency }: Reading): TypedAmount {
  const text = typed.replace(/\s/g, '').replace(new RegExp(`^(?:Rp\\.?|${currency}|\\p{Sc})`, 'iu'), '');
  if (text === '') return { problem: 'empty' };
  const digits = digitsOf(currency);
  const [own, other] =
    locale === 'id'
      ? ([
          ['.', ','],
          [',', '.'],
        ] as const)
      : ([
          [',', '.'],
          ['.', ','],
        ] as const);
  const read = readIn(text, own, digits);
  const elsewhere = readIn(text, other, digits);
  if (read === undefined) return { problem: elsewhere === undefined ? 'not_an_amount' : 'ambiguous' };
  if (elsewhere !== undefined && Number(elsewhere) !== Number(read)) return { problem: 'ambiguous' };
  return { value: read };
}

function readIn(text: string, [group, decimal]: readonly [string, string], digits: number): string | undefined {
  const match = reader(group, decimal, digits).exec(text);
  if (!match) return undefined;
  const whole = match[1]!.replaceAll(group, '').replace(/^0+(?=\d)/, '');
  return match[2] ? `${whole}.${match[2]}` : whole;
}
