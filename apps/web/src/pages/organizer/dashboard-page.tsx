import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { CalendarPlus, Users } from 'lucide-react';
import { api, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { type Account, isOrganizer, mayPlan } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, EmptyState } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { organizerTexts, STATUS_TONES } from './organizer.texts.ts';
import { teamTexts } from './team.texts.ts';
import { type SalesFigures, useLiveSales } from './use-live-sales.ts';

export default function DashboardPage() {
  return (
    <SignedIn>
      {(account) =>
        isOrganizer(account) ? <Dashboard account={account} /> : <Navigate to="/become-organizer" replace />
      }
    </SignedIn>
  );
}

function Dashboard({ account }: { account: Account }) {
  const t = useText(organizerTexts);
  const { title: team } = useText(teamTexts);
  const { day, money, number } = useFormats();
  useTitle(t.title);
  const events = useQuery({
    queryKey: ['own-events'],
    queryFn: () => api.events.listOwn.query({ page_size: 100 }),
    refetchOnWindowFocus: true,
  });
  const live = useLiveSales();
  const sales = useQuery({
    queryKey: ['sales'],
    queryFn: () => api.events.sales.query({}),
  });
  const totals = sales.data && withLive(sales.data, live);
  if (events.isPending) return <PageSkeleton shape="rows" />;
  return (
    <div className="page grid gap-8 pt-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-3xl font-extrabold sm:text-4xl">{t.title}</h1>
        <div className="flex flex-wrap gap-3">
          <Link to="/organizer/team" className={buttonClass({ variant: 'secondary' })}>
            <Users className="size-4" aria-hidden /> {team}
          </Link>
          {mayPlan(account) && (
            <Link to="/organizer/events/new" className={buttonClass()}>
              <CalendarPlus className="size-4" aria-hidden /> {t.newEvent}
            </Link>
          )}
        </div>
      </div>
      {totals && (
        <dl className="grid gap-4 sm:grid-cols-3">
          <Figure name={t.revenue} value={money(totals.total_sales, account.currency)} />
          <Figure name={t.sold} value={number(totals.total_sold_ticket)} />
          <Figure name={t.active} value={number(totals.total_active_event)} />
        </dl>
      )}
      {events.isError ? (
        <Failure error={events.error} retry={() => events.refetch()} />
      ) : events.data.items.length === 0 ? (
        <EmptyState
          icon={CalendarPlus}
          title={t.none}
          action={
            mayPlan(account) && (
              <Link to="/organizer/events/new" className={buttonClass()}>
                {t.newEvent}
              </Link>
            )
          }
        >
          {mayPlan(account) ? t.noneHint : t.helperHint}
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {events.data.items
            .map((row) => upToDate(row, live.get(row.id)))
            .map((event) => (
              <li key={event.id}>
                <Link
                  to="/organizer/events/$id"
                  params={{ id: event.id }}
                  className="grid gap-x-6 gap-y-2 rounded-card border border-line bg-card px-5 py-4 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-center"
                >
                  <span className="min-w-0">
                    <span className="block text-lg font-bold">{event.title}</span>
                    <span className="block text-sm text-muted">
                      {day(event.starts_at, event.timezone)} · {event.city}
                    </span>
                  </span>
                  <span className="text-sm tabular-nums">
                    <span className="block font-bold">{money(event.total_sales, event.currency)}</span>
                    <span className="text-muted">
                      {t.sold}: {number(event.total_sold)}
                    </span>
                  </span>
                  <span>
                    <Badge tone={STATUS_TONES[event.status]}>{t.status[event.status]}</Badge>
                  </span>
                </Link>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

type OwnEvent = Output['events']['listOwn']['items'][number];

function upToDate(event: OwnEvent, figures: SalesFigures | undefined): OwnEvent {
  if (!figures) return event;
  const { status, total_tickets_sold, total_revenue } = figures;
  return { ...event, status, total_sold: total_tickets_sold, total_sales: Number(total_revenue) };
}

/** The sums as they were read, with what has been heard since put in its place. */
function withLive(
  sales: Output['events']['sales'],
  live: ReadonlyMap<string, SalesFigures>,
): Output['events']['sales'] {
  const sum = (of: (event: Output['events']['sales']['event_data'][number]) => number) =>
    sales.event_data.reduce((total, event) => total + of(event), 0);
  return {
    ...sales,
    total_sales: sum(({ id, total_sales }) => Number(live.get(id)?.total_revenue ?? total_sales)),
    total_sold_ticket: sum(({ id, total_sold }) => live.get(id)?.total_tickets_sold ?? total_sold),
  };
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="rounded-card bg-sunken px-5 py-4">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-2xl font-extrabold tabular-nums">{value}</dd>
    </div>
  );
}
