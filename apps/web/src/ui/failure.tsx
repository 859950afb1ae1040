import { CloudOff, SearchX } from 'lucide-react';
import { refusalOf } from '../lib/api.ts';
import { type Texts, useText } from '../lib/locale.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './notice.tsx';

const texts: Texts<{ gone: string; goneHint: string; away: string; awayHint: string; again: string }> = {
  en: {
    gone: 'There is nothing here',
    goneHint: 'It may have been taken down, or the address is mistyped.',
    away: 'We can’t be reached right now',
    awayHint: 'Check your connection. What you typed is still here.',
    again: 'Try again',
  },
  id: {
    gone: 'Tidak ada apa-apa di sini',
    goneHint: 'Mungkin sudah dihapus, atau alamatnya salah ketik.',
    away: 'Kami tidak dapat dihubungi',
    awayHint: 'Periksa koneksimu. Yang sudah kamu ketik tetap ada.',
    again: 'Coba lagi',
  },
};

type Props = { error: unknown; retry?: () => void; heading?: 'h1' | 'h2' };

/** What a page shows in place of what it could not load, with the way out. */
export function Failure({ error, retry, heading = 'h2' }: Props) {
  const t = useText(texts);
  const refusal = refusalOf(error);
  if (refusal.status === 404)
    return (
      <EmptyState icon={SearchX} title={t.gone} heading={heading}>
        {t.goneHint}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={CloudOff}
      heading={heading}
      title={refusal.message || t.away}
      action={
        retry && (
          <Button variant="secondary" onClick={retry}>
            {t.again}
          </Button>
        )
      }
    >
      {refusal.message ? undefined : t.awayHint}
    </EmptyState>
  );
}
