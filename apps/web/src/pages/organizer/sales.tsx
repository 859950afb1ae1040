import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { api } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { Bars } from '../../ui/bars.tsx';
import { Failure } from '../../ui/failure.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import type { EditedEvent } from './event-editor-page.tsx';
import { daysOf } from './sales-days.ts';

type SalesTexts = {
  title: string;
  revenue: string;
  sold: string;
  perDay: string;
  day: string;
  tickets: string;
  byType: string;
  of: (sold: string, quota: string) => string;
  none: string;
  noneHint: string;
  latest: (count: string) => string;
};

const texts: Texts<SalesTexts> = {
  en: {
    title: 'Sales',
    revenue: 'Revenue, net of refunds',
    sold: 'Tickets sold',
    perDay: 'Tickets per day',
    day: 'Day',
    tickets: 'Tickets',
    byType: 'By type',
    of: (sold, quota) => `${sold} of ${quota}`,
    none: 'Nothing sold yet',
    noneHint: 'Share the page of your event: the first ticket shows up here by itself.',
    latest: (count) => `Of the latest ${count} tickets.`,
  },
  id: {
    title: 'Penjualan',
    revenue: 'Pendapatan setelah pengembalian',
    sold: 'Tiket terjual',
    perDay: 'Tiket per hari',
    day: 'Hari',
    tickets: 'Tiket',
    byType: 'Per jenis',
    of: (sold, quota) => `${sold} dari ${quota}`,
    none: 'Belum ada yang terjual',
    noneHint: 'Bagikan halaman acaramu: tiket pertama muncul di sini dengan sendirinya.',
    latest: (count) => `Dari ${count} tiket terbaru.`,
  },
};

const PAGE = 100;
/** Asked for together, so that a big event costs one journey. */
const PAGES = 10;
const REFRESH_MS = 15_000;

async function latestTickets(id: string) {
  const first = await api.attendees.list.query({ id, page_size: PAGE });
  const pages = Math.min(PAGES, Math.ceil(first.total / PAGE));
  const rest = await Promise.all(
    Array.from({ length: Math.max(0, pages - 1) }, (_, index) =>
      api.attendees.list.query({ id, page_size: PAGE, page: index + 2 }),
    ),
  );
  return { tickets: [first, ...rest].flatMap(({ items }) => items), total: first.total };
}

/** How an event sells: over time, and by type. */
export default function Sales({ event }: { event: EditedEvent }) {
  const t = useText(texts);
  const { money, number, day } = useFormats();
  const sales = useQuery({
    queryKey: ['event-sales', event.id],
    queryFn: () => latestTickets(event.id),
    refetchInterval: REFRESH_MS,
  });
  return (
    <section className="grid gap-4" aria-labelledby="sales">
      <h2 id="sales" className="text-xl font-extrabold">
        {t.title}
      </h2>
      {sales.isPending ? (
        <div className="skeleton h-80 rounded-card" />
      ) : sales.isError ? (
        <Failure error={sales.error} retry={() => sales.refetch()} />
      ) : sales.data.total === 0 ? (
        <EmptyState icon={ChartColumn} title={t.none} heading="h3">
          {t.noneHint}
        </EmptyState>
      ) : (
        <div className="grid gap-6 rounded-card border border-line bg-card p-5">
          <dl className="flex flex-wrap gap-x-10 gap-y-3">
            <div>
              <dt className="text-sm text-muted">{t.revenue}</dt>
              <dd className="text-2xl font-extrabold tabular-nums">{money(event.total_revenue, event.currency)}</dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{t.sold}</dt>
              <dd className="text-2xl font-extrabold tabular-nums">{number(event.total_tickets_sold)}</dd>
            </div>
          </dl>
          <div className="grid gap-2">
            <h3 className="font-bold">{t.perDay}</h3>
            <Bars
              caption={t.perDay}
              columns={[t.day, t.tickets]}
              bars={daysOf(sales.data.tickets, event.timezone, new Date()).map(({ date, tickets }) => ({
                key: date,
                label: day(`${date}T12:00:00Z`, 'UTC'),
                value: tickets,
              }))}
              format={number}
            />
            {sales.data.total > sales.data.tickets.length && (
              <p className="text-sm text-muted">{t.latest(number(sales.data.tickets.length))}</p>
            )}
          </div>
          <div className="grid gap-3">
            <h3 className="font-bold">{t.byType}</h3>
            <ul className="grid gap-3">
              {event.ticket_type.map((type) => (
                <li key={type.id} className="grid gap-1">
                  <p className="flex justify-between gap-4 text-sm">
                    <span className="font-semibold">{type.title}</span>
                    <span className="text-muted tabular-nums">{t.of(number(type.sold), number(type.quota))}</span>
                  </p>
                  <svg viewBox="0 0 100 2" preserveAspectRatio="none" className="h-2.5 w-full rounded-full" aria-hidden>
                    <rect width="100" height="2" className="fill-sunken" />
                    <rect width={(100 * type.sold) / Math.max(1, type.quota)} height="2" className="fill-accent" />
                  </svg>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </section>
  );
}
