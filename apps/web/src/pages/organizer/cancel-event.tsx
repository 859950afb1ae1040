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

type Plural = { one?: string; other: string };

type CancelTexts = {
  title: string;
  lead: string;
  loading: string;
  unused: Plural;
  refunded: (sum: string) => string;
  nothingToReturn: string;
  used: Plural;
  refundUsed: (sum: string) => string;
  pending: Plural;
  disputed: Plural;
  final: string;
  reason: string;
  reasonHint: string;
  sure: string;
  yes: string;
  keep: string;
  close: string;
  progress: (done: string, total: string) => string;
  finished: (orders: string, tickets: string) => string;
  kept: Plural;
  keptRefunded: Plural;
  waiting: Plural;
  failed: Plural;
};

const texts: Texts<CancelTexts> = {
  en: {
    title: 'Cancel event',
    lead: 'Sales stop at once. Tickets that were not used are cancelled, and what was paid for them goes back. Every buyer gets a mail with your reason.',
    loading: 'Counting orders…',
    unused: {
      one: '# ticket that was not used will be cancelled.',
      other: '# tickets that were not used will be cancelled.',
    },
    refunded: (sum) => `${sum} goes back to buyers.`,
    nothingToReturn: 'Nothing was paid for them, so nothing goes back.',
    used: {
      one: '# ticket was used already. It stays used.',
      other: '# tickets were used already. They stay used.',
    },
    refundUsed: (sum) => `Also refund used tickets (${sum} more)`,
    pending: { one: '# unpaid order ends.', other: '# unpaid orders end.' },
    disputed: {
      one: '# order is disputed with the buyer’s bank. It is closed after the bank’s decision.',
      other: '# orders are disputed with the buyer’s bank. They are closed after the bank’s decision.',
    },
    final: 'A cancelled event can’t be put back on sale.',
    reason: 'Reason',
    reasonHint: 'Goes to every buyer.',
    sure: 'I want to cancel this event for good',
    yes: 'Cancel the event',
    keep: 'Keep the event',
    close: 'Close',
    progress: (done, total) => `Orders closed: ${done} of ${total}`,
    finished: (orders, tickets) =>
      `All orders are closed (${orders}). Tickets cancelled: ${tickets}. What was paid for them is returned or on its way, and every buyer gets a mail.`,
    kept: {
      one: '# used ticket was not refunded.',
      other: '# used tickets were not refunded.',
    },
    keptRefunded: { one: '# used ticket was refunded as well.', other: '# used tickets were refunded as well.' },
    waiting: {
      one: '# order waits for the decision of the buyer’s bank about a dispute. It is closed then.',
      other: '# orders wait for the decision of the buyer’s bank about a dispute. They are closed then.',
    },
    failed: {
      one: '# order could not be closed yet. We keep trying. Contact us if this stays.',
      other: '# orders could not be closed yet. We keep trying. Contact us if this stays.',
    },
  },
  id: {
    title: 'Batalkan acara',
    lead: 'Penjualan langsung berhenti. Tiket yang belum dipakai dibatalkan dan uangnya dikembalikan. Setiap pembeli menerima surel berisi alasanmu.',
    loading: 'Menghitung pesanan…',
    unused: { other: '# tiket yang belum dipakai akan dibatalkan.' },
    refunded: (sum) => `${sum} dikembalikan kepada pembeli.`,
    nothingToReturn: 'Tidak ada yang dibayar untuk tiket itu, jadi tidak ada uang yang dikembalikan.',
    used: { other: '# tiket sudah dipakai dan tetap tercatat terpakai.' },
    refundUsed: (sum) => `Kembalikan juga uang tiket yang sudah dipakai (tambahan ${sum})`,
    pending: { other: '# pesanan yang belum dibayar berakhir.' },
    disputed: { other: '# pesanan sedang disengketakan di bank pembeli dan ditutup setelah bank memutuskan.' },
    final: 'Acara yang dibatalkan tidak bisa dijual lagi.',
    reason: 'Alasan',
    reasonHint: 'Dikirim ke setiap pembeli.',
    sure: 'Saya ingin membatalkan acara ini untuk selamanya',
    yes: 'Batalkan acaranya',
    keep: 'Jangan dibatalkan',
    close: 'Tutup',
    progress: (done, total) => `Pesanan yang sudah ditutup: ${done} dari ${total}`,
    finished: (orders, tickets) =>
      `Semua pesanan sudah ditutup (${orders}). Tiket yang dibatalkan: ${tickets}. Uangnya sudah dikembalikan atau sedang dalam perjalanan, dan setiap pembeli menerima surel.`,
    kept: { other: 'Uang # tiket yang sudah dipakai tidak dikembalikan.' },
    keptRefunded: { other: 'Uang # tiket yang sudah dipakai juga dikembalikan.' },
    waiting: { other: '# pesanan menunggu keputusan bank pembeli atas sengketa, lalu ditutup.' },
    failed: { other: '# pesanan belum bisa ditutup. Kami terus mencoba. Hubungi kami jika ini tidak berubah.' },
  },
};

/** Cancels an event, after showing what that ends and returns. */
export function CancelEvent({ event, onDone }: { event: EditedEvent; onDone(): void }) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const [isOpen, setOpen] = useState(false);
  const [isSure, setSure] = useState(false);
  const [refundsUsed, setRefundsUsed] = useState(false);
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () => api.events.cancel.mutate({ id: event.id, reason, refund_used_tickets: refundsUsed }),
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
          {isOpen && <Preview event_id={event.id} refundsUsed={refundsUsed} onRefundUsed={setRefundsUsed} />}
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

type PreviewProps = { event_id: string; refundsUsed: boolean; onRefundUsed(chosen: boolean): void };

/** What cancelling would end and return, as the server counts it. */
function Preview({ event_id, refundsUsed, onRefundUsed }: PreviewProps) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const { locale } = useLocale();
  const { money } = useFormats();
  const { data, error } = useQuery({
    queryKey: ['cancellation-preview', event_id],
    queryFn: () => api.events.cancellationPreview.query({ id: event_id }),
    gcTime: 0,
  });
  if (error) return <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>;
  if (!data) return <p className="text-muted">{t.loading}</p>;
  const { currency, refund_amount, refund_amount_used } = data;
  const hasRefund = Number(refund_amount) > 0;
  return (
    <div className="grid gap-2">
      <p>
        {plural(locale, data.tickets_unused, t.unused)}{' '}
        {hasRefund ? t.refunded(money(refund_amount, currency)) : data.tickets_unused > 0 && t.nothingToReturn}
      </p>
      {data.bookings_pending > 0 && <p>{plural(locale, data.bookings_pending, t.pending)}</p>}
      {data.bookings_disputed > 0 && <p>{plural(locale, data.bookings_disputed, t.disputed)}</p>}
      {data.tickets_used > 0 && <p>{plural(locale, data.tickets_used, t.used)}</p>}
      {Number(refund_amount_used) > 0 && (
        <label className="flex items-center gap-3">
          <input
            type="checkbox"
            className="size-5 shrink-0 accent-accent"
            checked={refundsUsed}
            onChange={(change) => onRefundUsed(change.target.checked)}
          />
          {t.refundUsed(money(refund_amount_used, currency))}
        </label>
      )}
      <p className="text-muted">{t.final}</p>
    </div>
  );
}

const POLL_INTERVAL_MS = 2_000;
const WAITING_POLL_INTERVAL_MS = 30_000;

/** How far the closing of a cancelled event's orders has come, and what is left. */
export function Cancellation({ event_id }: { event_id: string }) {
  const t = useText(texts);
  const { locale } = useLocale();
  const { number } = useFormats();
  const { data } = useQuery({
    queryKey: ['cancellation', event_id],
    queryFn: () => api.events.cancellation.query({ id: event_id }),
    refetchInterval: ({ state: { data: known } }) => {
      if (!known || known.finished_at !== null) return false;
      const unfinished = known.bookings_total - known.bookings_done;
      return unfinished > known.bookings_waiting + known.bookings_failed ? POLL_INTERVAL_MS : WAITING_POLL_INTERVAL_MS;
    },
  });
  if (!data) return null;
  const lines = [
    data.finished_at === null
      ? t.progress(number(data.bookings_done), number(data.bookings_total))
      : t.finished(number(data.bookings_done), number(data.tickets_cancelled)),
    data.bookings_waiting > 0 && plural(locale, data.bookings_waiting, t.waiting),
    data.bookings_failed > 0 && plural(locale, data.bookings_failed, t.failed),
    data.tickets_used > 0 && plural(locale, data.tickets_used, data.refund_used_tickets ? t.keptRefunded : t.kept),
  ].filter((line) => line !== false);
  const tone = data.bookings_failed > 0 ? 'bad' : data.finished_at === null ? 'warn' : 'plain';
  return (
    <Notice tone={tone}>
      {lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
      {data.reason && <span className="mt-1 block">“{data.reason}”</span>}
    </Notice>
  );
}
