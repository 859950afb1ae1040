import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import { QrCode, TicketX } from 'lucide-react';
import { useEffect } from 'react';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, EmptyState } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { isPast, qrQuery, type Ticket, ticketsQuery } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

/** So many QR codes are fetched ahead, so that they are there when the network is not. */
const AHEAD = 10;

export default function TicketsPage() {
  return <SignedIn>{() => <Tickets />}</SignedIn>;
}

function Tickets() {
  const t = useText(ticketTexts);
  useTitle(t.title);
  const tickets = useQuery(ticketsQuery);
  const queries = useQueryClient();
  const valid = (tickets.data?.items ?? []).filter((ticket) => ticket.status === 'active' && !isPast(ticket));
  const past = (tickets.data?.items ?? []).filter((ticket) => !valid.includes(ticket));
  const ahead = valid
    .slice(0, AHEAD)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    for (const id of ahead.split(',').filter(Boolean)) void queries.prefetchQuery(qrQuery(id));
  }, [ahead, queries]);
  if (tickets.isPending) return <PageSkeleton shape="stubs" />;
  return (
    <div className="page grid gap-8 pt-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-3xl font-extrabold sm:text-4xl">{t.title}</h1>
        <Link to="/transfers" className={buttonClass({ variant: 'secondary', size: 'small' })}>
          {t.offers}
        </Link>
      </div>
      {tickets.isError ? (
        <Failure error={tickets.error} retry={() => tickets.refetch()} />
      ) : tickets.data.items.length === 0 ? (
        <EmptyState
          icon={TicketX}
          title={t.none}
          action={
            <Link to="/" className={buttonClass()}>
              {t.find}
            </Link>
          }
        >
          {t.noneHint}
        </EmptyState>
      ) : (
        <>
          <Group title={t.upcoming} tickets={valid} />
          <Group title={t.past} tickets={past} isFaded />
        </>
      )}
    </div>
  );
}

function Group({ title, tickets, isFaded = false }: { title: string; tickets: Ticket[]; isFaded?: boolean }) {
  if (tickets.length === 0) return null;
  return (
    <section className="grid gap-4" aria-label={title}>
      <h2 className="text-lg font-bold text-muted">{title}</h2>
      <ul className="grid gap-4 sm:grid-cols-2">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <Stub ticket={ticket} isFaded={isFaded} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const TONES = { active: 'good', used: 'plain', cancelled: 'bad' } as const;

function Stub({ ticket, isFaded }: { ticket: Ticket; isFaded: boolean }) {
  const t = useText(ticketTexts);
  const { day } = useFormats();
  return (
    <article
      className={clsx(
        'relative flex items-stretch overflow-hidden rounded-card border border-line bg-card',
        isFaded ? '' : 'shadow-card',
      )}
    >
      <div className="min-w-0 grow p-5">
        <p className={clsx('text-sm font-semibold', isFaded ? 'text-muted' : 'text-accent')}>
          {day(`${ticket.start_date}T12:00:00Z`, 'UTC')} · {ticket.start_time.slice(0, 5)}
        </p>
        <h3 className="mt-1 text-xl font-bold">
          <Link to="/tickets/$id" params={{ id: ticket.id }} className="after:absolute after:inset-0">
            {ticket.event}
          </Link>
        </h3>
        <p className="mt-1 text-sm text-muted">
          {ticket.title} · {[ticket.place_name, ticket.city].filter(Boolean).join(', ')}
        </p>
        <p className="mt-3">
          <Badge tone={TONES[ticket.status]}>{t.status[ticket.status]}</Badge>
        </p>
      </div>
      <span
        className={clsx(
          'grid w-16 shrink-0 place-items-center border-l border-dashed border-strong-line',
          isFaded ? 'text-muted' : 'bg-accent-soft text-accent',
        )}
        aria-hidden
      >
        <QrCode className="size-7" strokeWidth={1.5} />
      </span>
    </article>
  );
}
