import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, Maximize2 } from 'lucide-react';
import { useState } from 'react';
import { Refused } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { useOnline } from '../../lib/use-online.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { AtHand } from './at-hand.tsx';
import { BrightQr } from './bright-qr.tsx';
import { Pending } from './pending.tsx';
import { Plans } from './plans.tsx';
import { isPast, qrQuery, type Ticket, ticketsQuery } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

const route = getRouteApi('/tickets/$id');

export default function TicketPage() {
  return <SignedIn>{() => <Loaded />}</SignedIn>;
}

/** Given away since, or never theirs. */
const GONE = new Refused({ code: 'ticket.not_found', message: '', fields: {}, status: 404 });

function Loaded() {
  const { id } = route.useParams();
  const tickets = useQuery(ticketsQuery);
  const isOnline = useOnline();
  const ticket = tickets.data?.items.find((row) => row.id === id);
  useTitle(ticket?.event);
  // A list from before may not have what is new in this one.
  if (tickets.isPending || (!ticket && tickets.isFetching)) return <PageSkeleton />;
  if (!ticket)
    return (
      <div className="page pt-12">
        <Failure heading="h1" error={tickets.error ?? (isOnline ? GONE : null)} retry={() => tickets.refetch()} />
      </div>
    );
  return <TicketView ticket={ticket} />;
}

function TicketView({ ticket }: { ticket: Ticket }) {
  const t = useText(ticketTexts);
  const { longDay } = useFormats();
  const { payment } = route.useSearch();
  const isOnline = useOnline();
  const isUsable = ticket.status === 'active' && !isPast(ticket);
  return (
    <div className="page-narrow grid gap-5 pt-6">
      <Link to="/tickets" className="inline-flex items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink">
        <ArrowLeft className="size-4" aria-hidden /> {t.title}
      </Link>
      {!isOnline && <Notice tone="warn">{t.offline}</Notice>}
      <article className="overflow-hidden rounded-card border border-line bg-card shadow-card">
        <header className="grid gap-2 p-6">
          <p className="text-sm font-semibold text-accent">
            {longDay(`${ticket.start_date}T12:00:00Z`, 'UTC')} · {ticket.start_time.slice(0, 5)} ({ticket.timezone})
          </p>
          <h1 className="text-3xl font-extrabold">{ticket.event}</h1>
          <p className="text-muted">{[ticket.place_name, ticket.city].filter(Boolean).join(', ')}</p>
          <p className="font-semibold">{ticket.title}</p>
        </header>
        <div className="border-t border-dashed border-strong-line p-6">
          {ticket.status === 'active' && ticket.online_url && (
            <p className="mb-5 text-center">
              <a href={ticket.online_url} rel="noreferrer" className={buttonClass({ size: 'large' })}>
                {t.join}
              </a>
              <span className="mt-2 block text-sm text-muted wrap-anywhere">{ticket.online_url}</span>
            </p>
          )}
          {ticket.status === 'active' ? (
            <Qr ticket={ticket} />
          ) : (
            <Notice tone={ticket.status === 'used' ? 'plain' : 'bad'}>
              {ticket.status === 'used' ? t.usedNote : t.cancelledNote}
            </Notice>
          )}
          <p className="mt-5 text-center">
            <span className="block text-sm text-muted">{t.code}</span>
            <span className="font-mono text-lg font-semibold tracking-wide">{ticket.code}</span>
          </p>
          {ticket.status !== 'active' && (
            <p className="mt-3 text-center">
              <Badge>{t.status[ticket.status]}</Badge>
            </p>
          )}
        </div>
      </article>
      {isUsable && (
        <>
          <Pending ticket={ticket} payment={payment} />
          <AtHand ticket={ticket} />
        </>
      )}
      <Plans ticket={ticket} />
    </div>
  );
}

/** White behind it in dark mode too: a scanner needs the contrast. Full screen, it is as bright as it gets. */
function Qr({ ticket }: { ticket: Ticket }) {
  const t = useText(ticketTexts);
  const qr = useQuery(qrQuery(ticket.id));
  const [isLarge, setLarge] = useState(false);
  if (qr.isError) return <Failure error={qr.error} retry={() => qr.refetch()} />;
  return (
    <div className="grid justify-items-center gap-4">
      <div className="size-64 rounded-2xl bg-white p-3">
        {qr.data ? (
          <img src={qr.data.qr_code} alt={t.qrOf(ticket.event)} className="size-full [image-rendering:pixelated]" />
        ) : (
          <div className="skeleton size-full" />
        )}
      </div>
      <p className="text-sm text-muted">{ticket.is_online ? t.onlineNote : t.showAtDoor}</p>
      <Button variant="quiet" onClick={() => setLarge(true)} disabled={!qr.data}>
        <Maximize2 className="size-4" aria-hidden /> {t.enlarge}
      </Button>
      {isLarge && qr.data && (
        <BrightQr
          src={qr.data.qr_code}
          alt={t.qrOf(ticket.event)}
          closeLabel={t.close}
          onClose={() => setLarge(false)}
        />
      )}
    </div>
  );
}
