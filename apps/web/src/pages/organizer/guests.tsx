import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { fileAddress } from '../../lib/files.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { ticketTexts } from '../tickets/tickets.texts.ts';
import type { EditedEvent } from './event-editor-page.tsx';
import { organizerTexts } from './organizer.texts.ts';

type Guest = Output['attendees']['list']['items'][number];
const PAGE = 50;
const FORMATS = [
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
] as const;

/** Who has a ticket: found by name, address or code, and taken along as a file. */
export function Guests({ event }: { event: EditedEvent }) {
  const t = useText(organizerTexts);
  const states = useText(ticketTexts).status;
  const { money, number } = useFormats();
  const [search, setSearch] = useState('');
  const [undoing, setUndoing] = useState<Guest>();
  const input = { id: event.id, page_size: PAGE, ...(search !== '' && { search }) };
  const guests = useQuery({
    queryKey: ['guests', input],
    queryFn: () => api.attendees.list.query(input),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
  return (
    <section className="grid gap-4" aria-labelledby="guests">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="guests" className="text-xl font-extrabold">
          {t.guests} {guests.data && <span className="text-muted">({number(guests.data.total)})</span>}
        </h2>
        <p className="flex flex-wrap gap-2">
          {FORMATS.map(([format, name]) => (
            <a
              key={format}
              href={fileAddress(`/events/${event.id}/guests/export?format=${format}`)}
              download
              className={buttonClass({ variant: 'secondary', size: 'small' })}
            >
              <Download className="size-4" aria-hidden /> {t.exportAs(name)}
            </a>
          ))}
        </p>
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
              <span className="min-w-0 break-words">
                <span className="block font-semibold">{guest.customer_name || guest.customer_username}</span>
                <span className="block text-sm text-muted">{guest.customer_email}</span>
              </span>
              <span className="min-w-0 text-right text-sm break-words">
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
