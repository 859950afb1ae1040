import type { Refusal } from '../lib/api.ts';
import { type Texts, useText } from '../lib/locale.tsx';

type RefusalTexts = { network: string };

const texts: Texts<RefusalTexts> = {
  en: { network: 'We can’t be reached right now. Check your connection and try again; nothing was lost.' },
  id: { network: 'Kami tidak dapat dihubungi. Periksa koneksimu lalu coba lagi; tidak ada yang hilang.' },
};

export function useRefusalTexts(): RefusalTexts {
  return useText(texts);
}

/** A refusal as a sentence: the server speaks the reader's language. */
export function refusalSentence({ code, message, fields }: Refusal, { network }: RefusalTexts): string {
  if (code === 'network') return network;
  return Object.values(fields)[0]?.[0] ?? message;
}
