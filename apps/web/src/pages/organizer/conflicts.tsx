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
  at: (gate: string, who: string, moment: string) => string;
  resolve: string;
  resolved: string;
  note: string;
  close: string;
};

const texts: Texts<ConflictTexts> = {
  en: {
    title: 'Double entries',
    lead: 'A gate without network let in a ticket that was inside already. It came to light when the gate was back.',
    none: 'No ticket was let in twice.',
    first: 'First',
    second: 'Again',
    at: (gate, who, moment) => `${gate}, ${who}, ${moment}`,
    resolve: 'Resolve',
    resolved: 'Resolved',
    note: 'What became of it',
    close: 'Close',
  },
  id: {
    title: 'Masuk dua kali',
    lead: 'Gerbang tanpa jaringan memasukkan tiket yang sudah di dalam. Ketahuan saat gerbangnya tersambung lagi.',
    none: 'Tidak ada tiket yang masuk dua kali.',
    first: 'Pertama',
    second: 'Lagi',
    at: (gate, who, moment) => `${gate}, ${who}, ${moment}`,
    resolve: 'Selesaikan',
    resolved: 'Selesai',
    note: 'Apa yang terjadi',
    close: 'Tutup',
  },
};

type Conflict = Output['scan']['conflicts']['items'][number];

/** Tickets that got somebody in twice, each to be looked into once. */
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
              {([t.first, t.second] as const).map((name, index) => {
                const entry = index === 0 ? conflict.first_entry : conflict.second_entry;
                return (
                  <p key={name} className="text-muted">
                    {name}: {t.at(entry.gate, entry.scanned_by, moment(entry.at))}
                  </p>
                );
              })}
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
