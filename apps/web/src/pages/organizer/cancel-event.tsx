import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { plural, type Texts, useLocale, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { EditedEvent } from './event-editor-page.tsx';

type CancelTexts = {
  title: string;
  lead: string;
  ask: { one?: string; other: string };
  reason: string;
  reasonHint: string;
  sure: string;
  yes: string;
  keep: string;
  close: string;
  progress: (done: string, total: string) => string;
  finished: string;
};

const texts: Texts<CancelTexts> = {
  en: {
    title: 'Cancel event',
    lead: 'Nothing is sold from that moment. Everybody gets the money back and a mail with your reason.',
    ask: {
      one: '# ticket is sold. It becomes void and is refunded. There is no way back.',
      other: '# tickets are sold. All of them become void and are refunded. There is no way back.',
    },
    reason: 'Reason',
    reasonHint: 'Goes to everybody who has a ticket.',
    sure: 'I want to cancel this event for good',
    yes: 'Cancel the event',
    keep: 'Keep the event',
    close: 'Close',
    progress: (done, total) => `Orders refunded and told: ${done} of ${total}`,
    finished: 'Everybody was refunded and told.',
  },
  id: {
    title: 'Batalkan acara',
    lead: 'Sejak saat itu tidak ada yang dijual. Uang semua orang kembali, dan alasanmu dikirim lewat surel.',
    ask: { other: '# tiket sudah terjual. Semuanya hangus dan uangnya dikembalikan. Tidak bisa diurungkan.' },
    reason: 'Alasan',
    reasonHint: 'Dikirim ke semua pemegang tiket.',
    sure: 'Saya ingin membatalkan acara ini untuk selamanya',
    yes: 'Batalkan acaranya',
    keep: 'Jangan dibatalkan',
    close: 'Tutup',
    progress: (done, total) => `Pesanan yang sudah dikembalikan dan dikabari: ${done} dari ${total}`,
    finished: 'Semua orang sudah menerima uangnya kembali dan dikabari.',
  },
};

/** Calls an event off, after a second thought. */
export function CancelEvent({ event, onDone }: { event: EditedEvent; onDone(): void }) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const { locale } = useLocale();
  const [isOpen, setOpen] = useState(false);
  const [isSure, setSure] = useState(false);
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () => api.events.cancel.mutate({ id: event.id, reason }),
    onSuccess: () => {
      setOpen(false);
      onDone();
    },
  });
  return (
    <section className="grid gap-3 rounded-card border border-line p-5" aria-labelledby="cancel">
      <h2 id="cancel" className="text-xl font-extrabold">
        {t.title}
      </h2>
      <p className="max-w-prose text-muted">{t.lead}</p>
      <Button variant="danger" className="justify-self-start" onClick={() => setOpen(true)}>
        {t.title}
      </Button>
      <Dialog title={t.title} isOpen={isOpen} onClose={() => setOpen(false)} closeLabel={t.close}>
        <div className="grid gap-4">
          {cancel.isError && <Notice tone="bad">{refusalSentence(refusalOf(cancel.error), words)}</Notice>}
          <p>{plural(locale, event.total_tickets_sold ?? 0, t.ask)}</p>
          <TextArea
            label={t.reason}
            hint={t.reasonHint}
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(change) => setReason(change.target.value)}
          />
          <label className="flex items-center gap-3 font-semibold">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-accent"
              checked={isSure}
              onChange={(change) => setSure(change.target.checked)}
            />
            {t.sure}
          </label>
          <Button
            variant="danger"
            disabled={!isSure || reason.trim() === ''}
            isBusy={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t.yes}
          </Button>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            {t.keep}
          </Button>
        </div>
      </Dialog>
    </section>
  );
}

/** How far the refunds of a cancelled event have come. */
export function Cancellation({ event_id }: { event_id: string }) {
  const t = useText(texts);
  const { number } = useFormats();
  const { data } = useQuery({
    queryKey: ['cancellation', event_id],
    queryFn: () => api.events.cancellation.query({ id: event_id }),
    refetchInterval: ({ state }) => (state.data && state.data.finished_at === null ? 2_000 : false),
  });
  if (!data) return null;
  return (
    <Notice tone={data.finished_at === null ? 'warn' : 'plain'}>
      {data.finished_at === null ? t.progress(number(data.bookings_done), number(data.bookings_total)) : t.finished}
      {data.reason && <span className="mt-1 block">“{data.reason}”</span>}
    </Notice>
  );
}
