import { Link } from '@tanstack/react-router';
import { CircleAlert, CloudOff, LogIn, type LucideIcon, SearchX, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { refusalOf } from '../lib/api.ts';
import { type Texts, useText } from '../lib/locale.tsx';
import { useTitle } from '../lib/use-title.ts';
import { Button, buttonClass } from './button.tsx';
import { EmptyState } from './notice.tsx';

type Kind = 'gone' | 'away' | 'stranger' | 'forbidden' | 'many' | 'ours';
type FailureTexts = Record<Kind, { title: string; hint: string }> & { again: string; home: string; signIn: string };

const texts: Texts<FailureTexts> = {
  en: {
    gone: { title: 'There is nothing here', hint: 'It may have been taken down, or the address is mistyped.' },
    away: { title: 'We can’t be reached right now', hint: 'Check your connection. What you typed is still here.' },
    stranger: { title: 'Sign in to see this', hint: 'You may have been signed out on another device.' },
    forbidden: { title: 'This is not for your account', hint: 'Somebody with another role can open it.' },
    many: { title: 'That was a lot at once', hint: 'Wait a minute, then try again.' },
    ours: { title: 'Something went wrong on our side', hint: 'It has been noted. Try again in a moment.' },
    again: 'Try again',
    home: 'To all events',
    signIn: 'Sign in',
  },
  id: {
    gone: { title: 'Tidak ada apa-apa di sini', hint: 'Mungkin sudah dihapus, atau alamatnya salah ketik.' },
    away: { title: 'Kami tidak dapat dihubungi', hint: 'Periksa koneksimu. Yang sudah kamu ketik tetap ada.' },
    stranger: { title: 'Masuk dulu untuk melihat ini', hint: 'Mungkin kamu dikeluarkan dari perangkat lain.' },
    forbidden: { title: 'Ini bukan untuk akunmu', hint: 'Orang dengan peran lain bisa membukanya.' },
    many: { title: 'Terlalu banyak sekaligus', hint: 'Tunggu semenit, lalu coba lagi.' },
    ours: { title: 'Ada yang salah di pihak kami', hint: 'Sudah kami catat. Coba lagi sebentar lagi.' },
    again: 'Coba lagi',
    home: 'Ke semua acara',
    signIn: 'Masuk',
  },
};

const ICONS: Record<Kind, LucideIcon> = {
  gone: SearchX,
  away: CloudOff,
  stranger: LogIn,
  forbidden: ShieldX,
  many: CircleAlert,
  ours: CircleAlert,
};

function kindOf(status: number): Kind {
  if (status === 0) return 'away';
  if (status === 401) return 'stranger';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'many';
  // Questions are refused because of who asks and for what: what is asked wrongly is not there either.
  return status < 500 ? 'gone' : 'ours';
}

type Props = { error: unknown; retry?: () => void; heading?: 'h1' | 'h2' };

/** What a page shows in place of what it could not load, with the way out. */
export function Failure({ error, retry, heading = 'h2' }: Props) {
  const t = useText(texts);
  const kind = kindOf(refusalOf(error).status);
  // Where it stands in place of the whole page, it names the page too.
  useTitle(heading === 'h1' ? t[kind].title : undefined);
  return (
    <EmptyState
      icon={ICONS[kind]}
      heading={heading}
      title={t[kind].title}
      action={<WayOut kind={kind} retry={retry} />}
    >
      {t[kind].hint}
    </EmptyState>
  );
}

function WayOut({ kind, retry }: { kind: Kind; retry: Props['retry'] }): ReactNode {
  const t = useText(texts);
  const look = buttonClass({ variant: 'secondary' });
  if (kind === 'stranger')
    return (
      <Link to="/sign-in" search={{ next: `${location.pathname}${location.search}` }} className={look}>
        {t.signIn}
      </Link>
    );
  if (kind === 'gone' || kind === 'forbidden' || !retry)
    return (
      <Link to="/" className={look}>
        {t.home}
      </Link>
    );
  return (
    <Button variant="secondary" onClick={retry}>
      {t.again}
    </Button>
  );
}
