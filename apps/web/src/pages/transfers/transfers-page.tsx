import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, EmptyState, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { SignedIn } from '../../ui/signed-in.tsx';

type Transfer = Output['transfers']['list']['items'][number];

type TransferTexts = {
  title: string;
  none: string;
  noneHint: string;
  from: (name: string) => string;
  to: (name: string) => string;
  until: (moment: string) => string;
  accept: string;
  decline: string;
  takeBack: string;
  status: Record<Transfer['status'], string>;
  invited: string;
  invitedHint: string;
  accepted: string;
  declined: string;
};

const texts: Texts<TransferTexts> = {
  en: {
    title: 'Offered tickets',
    none: 'No ticket was offered',
    noneHint: 'Open one of your tickets to give it to somebody.',
    from: (name) => `from ${name}`,
    to: (name) => `to ${name}`,
    until: (moment) => `Open until ${moment}`,
    accept: 'Accept ticket',
    decline: 'Decline',
    takeBack: 'Take back',
    status: {
      pending: 'Open',
      accepted: 'Accepted',
      declined: 'Declined',
      cancelled: 'Taken back',
      expired: 'Expired',
    },
    invited: 'A ticket for you',
    invitedHint: 'Accept it, and it is yours, with a QR code of its own.',
    accepted: 'It is yours. You find it with your tickets.',
    declined: 'Declined. The ticket stays with its owner.',
  },
  id: {
    title: 'Tiket yang ditawarkan',
    none: 'Tidak ada tiket yang ditawarkan',
    noneHint: 'Buka salah satu tiketmu untuk memberikannya ke orang lain.',
    from: (name) => `dari ${name}`,
    to: (name) => `untuk ${name}`,
    until: (moment) => `Berlaku sampai ${moment}`,
    accept: 'Terima tiket',
    decline: 'Tolak',
    takeBack: 'Tarik kembali',
    status: {
      pending: 'Menunggu',
      accepted: 'Diterima',
      declined: 'Ditolak',
      cancelled: 'Ditarik',
      expired: 'Kedaluwarsa',
    },
    invited: 'Ada tiket untukmu',
    invitedHint: 'Terima, maka tiketnya jadi milikmu dengan kode QR sendiri.',
    accepted: 'Sudah jadi milikmu. Lihat di tiket saya.',
    declined: 'Ditolak. Tiketnya tetap pada pemiliknya.',
  },
};

const TONES = { pending: 'warn', accepted: 'good', declined: 'plain', cancelled: 'plain', expired: 'plain' } as const;

export default function TransfersPage() {
  return <SignedIn>{() => <Transfers />}</SignedIn>;
}

function Transfers() {
  const t = useText(texts);
  const token = useLocation({ select: ({ hash }) => hash });
  useTitle(t.title);
  const transfers = useQuery({
    queryKey: ['transfers'],
    queryFn: () => api.transfers.list.query({ page_size: 100 }),
  });
  return (
    <div className="page-narrow grid gap-6 pt-8">
      {token !== '' && <Invitation token={token} />}
      <h1 className="text-3xl font-extrabold">{t.title}</h1>
      {transfers.isPending ? (
        <PageSkeleton />
      ) : transfers.isError ? (
        <Failure error={transfers.error} retry={() => transfers.refetch()} />
      ) : transfers.data.items.length === 0 ? (
        <EmptyState icon={Send} title={t.none}>
          {t.noneHint}
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {transfers.data.items.map((transfer) => (
            <li key={transfer.id}>
              <TransferCard transfer={transfer} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useRefresh() {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ['transfers'] });
    void queries.invalidateQueries({ queryKey: ['tickets'] });
  };
}

/** Behind the link in a mail: the token is what entitles, whoever opens it. */
function Invitation({ token }: { token: string }) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const refresh = useRefresh();
  const answer = useMutation({
    mutationFn: (isAccepted: boolean) => api.transfers[isAccepted ? 'accept' : 'decline'].mutate({ token }),
    onSuccess: refresh,
  });
  return (
    <section className="grid gap-4 rounded-card border border-line bg-accent-soft p-6" aria-labelledby="invited">
      <h2 id="invited" className="text-2xl font-extrabold">
        {t.invited}
      </h2>
      {answer.isError && <Notice tone="bad">{refusalSentence(refusalOf(answer.error), words)}</Notice>}
      {answer.data ? (
        <Notice tone="good">{answer.data.status === 'accepted' ? t.accepted : t.declined}</Notice>
      ) : (
        <>
          <p>{t.invitedHint}</p>
          <div className="flex flex-wrap gap-3">
            <Button isBusy={answer.isPending} onClick={() => answer.mutate(true)}>
              {t.accept}
            </Button>
            <Button variant="secondary" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
              {t.decline}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function TransferCard({ transfer }: { transfer: Transfer }) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const { moment } = useFormats();
  const refresh = useRefresh();
  const { id } = transfer;
  const act = useMutation({
    mutationFn: (action: 'acceptReceived' | 'declineReceived' | 'cancel') => api.transfers[action].mutate({ id }),
    onSettled: refresh,
  });
  const isReceived = transfer.direction === 'received';
  return (
    <article className="grid gap-3 rounded-card border border-line bg-card p-5">
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 className="text-lg font-bold">{transfer.event}</h2>
          <p className="text-sm text-muted">
            {transfer.ticket} · {isReceived ? t.from(transfer.from) : t.to(transfer.to ?? transfer.to_email)}
          </p>
        </div>
        <Badge tone={TONES[transfer.status]}>{t.status[transfer.status]}</Badge>
      </div>
      {transfer.message && <blockquote className="border-l-2 border-line pl-3 italic">{transfer.message}</blockquote>}
      {act.isError && <Notice tone="bad">{refusalSentence(refusalOf(act.error), words)}</Notice>}
      {transfer.status === 'pending' && (
        <>
          <p className="text-sm text-muted">{t.until(moment(transfer.expires_at))}</p>
          <div className="flex flex-wrap gap-3">
            {isReceived ? (
              <>
                <Button size="small" isBusy={act.isPending} onClick={() => act.mutate('acceptReceived')}>
                  {t.accept}
                </Button>
                <Button size="small" variant="secondary" onClick={() => act.mutate('declineReceived')}>
                  {t.decline}
                </Button>
              </>
            ) : (
              <Button size="small" variant="secondary" isBusy={act.isPending} onClick={() => act.mutate('cancel')}>
                {t.takeBack}
              </Button>
            )}
          </div>
        </>
      )}
    </article>
  );
}
