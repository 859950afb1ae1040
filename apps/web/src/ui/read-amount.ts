import { readAmount } from '../lib/amount.ts';
import { useFormats } from '../lib/format.ts';
import { type Texts, useLocale, useText } from '../lib/locale.tsx';

type AmountTexts = {
  empty: string;
  not_an_amount: (example: string) => string;
  ambiguous: (example: string) => string;
  least: (sum: string) => string;
};

const texts: Texts<AmountTexts> = {
  en: {
    empty: 'Enter an amount.',
    not_an_amount: (example) => `Enter an amount such as ${example}.`,
    ambiguous: (example) => `This can be read in two ways. Write it as ${example}, or without separators.`,
    least: (sum) => `Enter at least ${sum}.`,
  },
  id: {
    empty: 'Isi nominalnya.',
    not_an_amount: (example) => `Isi nominal seperti ${example}.`,
    ambiguous: (example) => `Nominal ini bisa dibaca dua arti. Tulis seperti ${example}, atau tanpa pemisah.`,
    least: (sum) => `Isi paling sedikit ${sum}.`,
  },
};

/** Reads amounts as the reader of the page writes them, with a sentence for what can't be read. */
export function useReadAmount(currency: string) {
  const t = useText(texts);
  const { locale } = useLocale();
  const { number, money } = useFormats();
  return (typed: string, least = '0'): { value: string } | { sentence: string } => {
    const read = readAmount(typed, { locale, currency });
    if ('problem' in read) {
      const example = number(150_000);
      return { sentence: read.problem === 'empty' ? t.empty : t[read.problem](example) };
    }
    return Number(read.value) < Number(least) ? { sentence: t.least(money(least, currency)) } : read;
  };
}
