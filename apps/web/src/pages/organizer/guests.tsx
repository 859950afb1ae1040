import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { saveBlob } from '../../lib/files.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { ticketTexts } from '../tickets/tickets.texts.ts';
import type { EditedEvent } from './event-editor-page.tsx';
import { organizerTexts } from './organizer.texts.ts';

type Guest = Output['attendees']['list']['items'][number];
const PAGE = 50;

/** Who has a ticket: found by name, address or code, and taken along as a file. */
export function Guests({ event }: { event: EditedEvent }) {
  const t = useText(organizerTexts);
  const states = useText(ticketTexts).status;
  const { money, number } = useFormats();
  const [search, setSearch] = useState('');
  const [undoing, setUndoing] = useState<Guest>();
  const [isSaving, setSaving] = useState(false);
  const input = { id: event.id, page_size: PAGE, ...(search !== '' && { search }) };
  const guests = useQuery({
    queryKey: ['guests', input],
    queryFn: () => api.attendees.list.query(input),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
  const save = async () => {
    setSaving(true);
    await saveGuests(event).finally(() => setSaving(false));
  };
  return (
    <section className="grid gap-4" aria-labelledby="guests">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="guests" className="text-xl font-extrabold">
          {t.guests} {guests.data && <span className="text-muted">({number(guests.data.total)})</span>}
        </h2>
        <Button variant="secondary" size="small" isBusy={isSaving} onClick={save}>
          <Download className="size-4" aria-hidden /> {t.exportCsv}
        </Button>
      </div>
      <Field label={t.search} type="search" value={search} onChange={(change) => setSearch(change.target.value)} />
      {guests.isError ? (
        <Failure error={guests.error} retry={() => guests.refetch()} />
      ) : guests.data?.items.length === 0 ? (
        <p className="text-muted">{t.noGuests}</p>
      ) : (
        <ul className="divide-y divide-line">
          {guests.data?.items.map((guest) => (
            <li key={guest.id} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
              <span>
                <span className="block font-semibold">{guest.customer_username}</span>
                <span className="block text-sm text-muted">{guest.customer_email}</span>
              </span>
              <span className="text-right text-sm">
                <span className="block font-mono">{guest.code}</span>
                <span className="text-muted">
                  {guest.title} · {money(guest.price, event.currency)} · {states[guest.status]}
                </span>
                {guest.status === 'used' && (
                  <button
                    type="button"
                    className="block min-h-9 w-full text-right font-semibold text-accent underline underline-offset-4"
                    onClick={() => setUndoing(guest)}
                  >
                    {t.undo}
                    <span className="sr-only"> {guest.code}</span>
                  </button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {undoing && (
        <ReasonDialog
          title={t.undo}
          lead={t.undoHint(undoing.customer_username, undoing.code)}
          label={t.reason}
          action={t.undo}
          closeLabel={t.close}
          send={(reason) => api.scan.undo.mutate({ ticket_id: undoing.id, reason })}
          onDone={() => {
            setUndoing(undefined);
            void guests.refetch();
          }}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </section>
  );
}

/** A cell that a spreadsheet reads as text, whatever it begins with. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

const COLUMNS = ['code', 'customer_username', 'customer_email', 'title', 'price', 'status', 'created_at'] as const;

async function saveGuests(event: EditedEvent): Promise<void> {
  const rows: Guest[] = [];
  let cursor: string | null = '1';
  while (cursor !== null) {
    const page: Output['attendees']['list'] = await api.attendees.list.query({ id: event.id, page_size: 100, cursor });
    rows.push(...page.items);
    cursor = page.next_cursor;
  }
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))];
  saveBlob(new Blob([lines.join('\r\n')], { type: 'text/csv' }), `${event.title}.csv`);
}
