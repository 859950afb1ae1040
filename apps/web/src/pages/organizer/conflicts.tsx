import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/notice.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

type ConflictTexts = {
  title: string;
  lead: string;
  none: string;
  first: string;
  second: string;
  entered: string;
  reasons: Record<string, string>;
  at: (gate: string, who: string, moment: string) => string;
  resolve: string;
  resolved: string;
  note: string;
  close: string;
};

const texts: Texts<ConflictTexts> = {
  en: {
    title: 'Conflicts',
    lead: 'A gate without network let in tickets that the server would have refused. This was found when the gate was back online.',
    none: 'No ticket was let in that should not have been.',
    first: 'First',
    second: 'Again',
    entered: 'Let in',
    reasons: {
      already_used: 'Used twice',
      transferred: 'Code or QR of a former holder, or from before an upgrade',
      refunded: 'Refunded',
      cancelled: 'Cancelled',
      event_cancelled: 'Event cancelled',
      not_paid: 'Not paid',
      not_yet: 'Long before the doors open',
    },
    at: (gate, who, moment) => `${gate}, ${who}, ${moment}`,
    resolve: 'Resolve',
    resolved: 'Resolved',
    note: 'What became of it',
    close: 'Close',
  },
  id: {
    title: 'Bentrokan',
    lead: 'Gerbang tanpa jaringan memasukkan tiket yang seharusnya ditolak. Ketahuan saat gerbangnya tersambung lagi.',
    none: 'Tidak ada tiket yang seharusnya ditolak tetapi masuk.',
    first: 'Pertama',
    second: 'Lagi',
    entered: 'Masuk',
    reasons: {
      already_used: 'Dipakai dua kali',
      transferred: 'Kode atau QR pemegang lama, atau dari sebelum ditingkatkan',
      refunded: 'Uang sudah dikembalikan',
      cancelled: 'Dibatalkan',
      event_cancelled: 'Acara dibatalkan',
      not_paid: 'Belum dibayar',
      not_yet: 'Jauh sebelum pintu dibuka',
    },
    at: (gate, who, moment) => `${gate}, ${who}, ${moment}`,
    resolve: 'Selesaikan',
    resolved: 'Selesai',
    note: 'Apa yang terjadi',
    close: 'Tutup',
  },
};

type Conflict = Output['scan']['conflicts']['items'][number];

/** Entries that should not have happened, each to be settled once. */
export function Conflicts({ event_id }: { event_id: string }) {
  const t = useText(texts);
  const { moment } = useFormats();
  const queries = useQueryClient();
  const [open, setOpen] = useState<Conflict>();
  const conflicts = useQuery({
    queryKey: ['conflicts', event_id],
    queryFn: () => api.scan.conflicts.query({ event_id, page_size: 100 }),
    refetchInterval: 10_000,
  });
  const entryText = ({ gate, scanned_by, at }: Conflict['second_entry']) => t.at(gate, scanned_by, moment(at));
  if (!conflicts.data) return null;
  return (
    <div className="grid gap-2">
      <h3 className="font-bold">{t.title}</h3>
      <p className="max-w-prose text-sm text-muted">{conflicts.data.items.length === 0 ? t.none : t.lead}</p>
      <ul className="divide-y divide-line">
        {conflicts.data.items.map((conflict) => (
          <li key={conflict.id} className="flex flex-wrap items-start justify-between gap-3 py-3">
            <div className="min-w-0 text-sm">
              <p className="text-base font-semibold">
                {conflict.holder} <span className="font-mono font-normal">{conflict.ticket_code}</span>
              </p>
              <p className="font-semibold">{t.reasons[conflict.reason] ?? conflict.reason}</p>
              {conflict.first_entry && (
                <p className="text-muted">
                  {t.first}: {entryText(conflict.first_entry)}
                </p>
              )}
              <p className="text-muted">
                {conflict.first_entry ? t.second : t.entered}: {entryText(conflict.second_entry)}
              </p>
              {conflict.note && <p className="mt-1">“{conflict.note}”</p>}
            </div>
            {conflict.resolved_at === null ? (
              <Button variant="secondary" size="small" onClick={() => setOpen(conflict)}>
                {t.resolve}
              </Button>
            ) : (
              <Badge tone="good">
                {t.resolved} · {conflict.resolved_by}
              </Badge>
            )}
          </li>
        ))}
      </ul>
      {open && (
        <ReasonDialog
          title={t.resolve}
          lead={`${open.holder} · ${open.ticket_code}`}
          label={t.note}
          action={t.resolve}
          closeLabel={t.close}
          send={(note) => api.scan.resolveConflict.mutate({ id: open.id, note })}
          onDone={() => {
            setOpen(undefined);
            void queries.invalidateQueries({ queryKey: ['conflicts', event_id] });
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
