import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, ArrowUpCircle, Maximize2, Send, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { AtHand } from './at-hand.tsx';
import { Pending } from './pending.tsx';
import { isPast, qrQuery, type Ticket, ticketsQuery } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

const TransferDialog = lazy(() => import('./transfer-dialog.tsx'));
const RefundDialog = lazy(() => import('./refund-dialog.tsx'));
const UpgradeDialog = lazy(() => import('./upgrade-dialog.tsx'));

const route = getRouteApi('/tickets/$id');

export default function TicketPage() {
  return <SignedIn>{() => <Loaded />}</SignedIn>;
}

function Loaded() {
  const { id } = route.useParams();
  const tickets = useQuery(ticketsQuery);
  const ticket = tickets.data?.items.find((row) => row.id === id);
  useTitle(ticket?.event);
  if (tickets.isPending) return <PageSkeleton />;
  if (!ticket)
    return (
      <div className="page pt-12">
        <Failure heading="h1" error={tickets.error} retry={() => tickets.refetch()} />
      </div>
    );
  return <TicketView ticket={ticket} />;
}

function TicketView({ ticket }: { ticket: Ticket }) {
  const t = useText(ticketTexts);
  const { longDay } = useFormats();
  const { payment } = route.useSearch();
  const [open, setOpen] = useState<'transfer' | 'refund' | 'upgrade' | null>(null);
  const isUsable = ticket.status === 'active' && !isPast(ticket);
  return (
    <div className="page-narrow grid gap-5 pt-6">
      <Link to="/tickets" className="inline-flex items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink">
        <ArrowLeft className="size-4" aria-hidden /> {t.title}
      </Link>
      {!navigator.onLine && <Notice tone="warn">{t.offline}</Notice>}
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
          <section className="grid gap-3" aria-labelledby="change">
            <h2 id="change" className="text-lg font-bold">
              {t.change}
            </h2>
            <div className="grid gap-3 sm:grid-cols-3">
              <Button variant="secondary" onClick={() => setOpen('upgrade')}>
                <ArrowUpCircle className="size-4" aria-hidden /> {t.upgrade}
              </Button>
              <Button variant="secondary" onClick={() => setOpen('transfer')}>
                <Send className="size-4" aria-hidden /> {t.transfer}
              </Button>
              <Button variant="secondary" onClick={() => setOpen('refund')}>
                <Undo2 className="size-4" aria-hidden /> {t.refund}
              </Button>
            </div>
          </section>
        </>
      )}
      <Suspense>
        {open === 'transfer' && <TransferDialog ticket={ticket} onClose={() => setOpen(null)} />}
        {open === 'refund' && <RefundDialog ticket={ticket} onClose={() => setOpen(null)} />}
        {open === 'upgrade' && <UpgradeDialog ticket={ticket} onClose={() => setOpen(null)} />}
      </Suspense>
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
      <p className="text-sm text-muted">{t.showAtDoor}</p>
      <Button variant="quiet" onClick={() => setLarge(true)} disabled={!qr.data}>
        <Maximize2 className="size-4" aria-hidden /> {t.enlarge}
      </Button>
      {isLarge && qr.data && (
        <button
          type="button"
          ref={(element) => element?.focus()}
          aria-label={t.close}
          onClick={() => setLarge(false)}
          onKeyDown={(event) => event.key === 'Escape' && setLarge(false)}
          className="fixed inset-0 z-50 grid place-items-center bg-white p-4"
        >
          <img
            src={qr.data.qr_code}
            alt={t.qrOf(ticket.event)}
            className="max-h-full w-full max-w-[90vmin] [image-rendering:pixelated]"
          />
        </button>
      )}
    </div>
  );
}
