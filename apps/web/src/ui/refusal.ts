import type { Refusal } from '../lib/api.ts';
import { type Texts, useText } from '../lib/locale.tsx';
import { fieldSentenceInIndonesian } from './field-sentences.ts';
import { REFUSALS_IN_INDONESIAN } from './refusal.texts.ts';

type RefusalTexts = { network: string; byCode: Record<string, string>; ofField(sentence: string): string };

const texts: Texts<RefusalTexts> = {
  en: {
    network: 'We can’t be reached right now. Check your connection and try again; nothing was lost.',
    byCode: {},
    ofField: (sentence) => sentence,
  },
  id: {
    network: 'Kami tidak dapat dihubungi. Periksa koneksimu lalu coba lagi; tidak ada yang hilang.',
    byCode: REFUSALS_IN_INDONESIAN,
    ofField: fieldSentenceInIndonesian,
  },
};

export function useRefusalTexts(): RefusalTexts {
  return useText(texts);
}

/** A refusal as a sentence in the reader’s language: by its code where we have one, else as the server put it. */
export function refusalSentence(
  { code, message, fields }: Refusal,
  { network, byCode, ofField }: RefusalTexts,
): string {
  if (code === 'network') return network;
  const ofFirst = Object.values(fields)[0]?.[0];
  return byCode[code] ?? (ofFirst === undefined ? message : ofField(ofFirst));
}
