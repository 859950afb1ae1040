import type { Refusal } from '../lib/api.ts';
import { type Texts, useText } from '../lib/locale.tsx';
import { REFUSALS_IN_INDONESIAN } from './refusal.texts.ts';

type RefusalTexts = { network: string; byCode: Record<string, string> };

const texts: Texts<RefusalTexts> = {
  en: {
    network: 'We can’t be reached right now. Check your connection and try again; nothing was lost.',
    byCode: {},
  },
  id: {
    network: 'Kami tidak dapat dihubungi. Periksa koneksimu lalu coba lagi; tidak ada yang hilang.',
    byCode: REFUSALS_IN_INDONESIAN,
  },
};

export function useRefusalTexts(): RefusalTexts {
  return useText(texts);
}

/** A refusal as a sentence in the reader’s language: by its code where we have one, else as the server put it. */
export function refusalSentence({ code, message, fields }: Refusal, { network, byCode }: RefusalTexts): string {
  if (code === 'network') return network;
  return byCode[code] ?? Object.values(fields)[0]?.[0] ?? message;
}
