import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Bars } from '../../ui/bars.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Select } from '../../ui/field.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import type { EditedEvent } from './event-editor-page.tsx';
import { salesTexts } from './sales.texts.ts';
import { daysOf, hoursOf } from './sales-days.ts';
import { type SalesFigures, useLiveSales } from './use-live-sales.ts';

type Sold = Output['events']['salesOverTime'];

/** In a rush every second brings a sale; the chart is drawn anew at most this often. */
const REDRAW_MS = 5_000;

/** How an event sells: now, over time, and by type. */
export default function Sales({ event }: { event: EditedEvent }) {
  const t = useText(salesTexts);
  const { money, number } = useFormats();
  const [per, setPer] = useState<'day' | 'hour'>('day');
  const figures = useLiveSales(event.id).get(event.id) ?? figuresOf(event);
  const sales = useQuery({
    queryKey: ['event-sales', event.id, per, useCalm(figures.total_tickets_sold)],
    queryFn: () => api.events.salesOverTime.query({ id: event.id, per }),
    placeholderData: keepPreviousData,
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
      ) : figures.total_tickets_sold === 0 ? (
        <EmptyState icon={ChartColumn} title={t.none} heading="h3">
          {t.noneHint}
        </EmptyState>
      ) : (
        <div className="grid gap-6 rounded-card border border-line bg-card p-5">
          <dl className="flex flex-wrap gap-x-10 gap-y-3">
            <div>
              <dt className="text-sm text-muted">{t.revenue}</dt>
              <dd className="text-2xl font-extrabold tabular-nums">{money(figures.total_revenue, event.currency)}</dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{t.sold}</dt>
              <dd className="text-2xl font-extrabold tabular-nums">{number(figures.total_tickets_sold)}</dd>
            </div>
          </dl>
          <div className="grid gap-2">
            <div className="max-w-60">
              <Select label={t.chart} value={per} onChange={(change) => setPer(change.target.value as 'day' | 'hour')}>
                <option value="day">{t.perDay}</option>
                <option value="hour">{t.perHour}</option>
              </Select>
            </div>
            <Chart sales={sales.data} />
          </div>
          <ByType figures={figures} sales={sales.data} />
        </div>
      )}
    </section>
  );
}

function Chart({ sales }: { sales: Sold }) {
  const t = useText(salesTexts);
  const { number, day, hour } = useFormats();
  const { per, buckets, timezone } = sales;
  const bars =
    per === 'day'
      ? daysOf(buckets, timezone, new Date()).map(({ date, tickets }) => ({
          key: date,
          label: day(`${date}T12:00:00Z`, 'UTC'),
          value: tickets,
        }))
      : hoursOf(buckets, timezone, new Date()).map(({ starts_at, tickets }) => ({
          key: starts_at,
          label: hour(starts_at, timezone),
          value: tickets,
        }));
  const columns = [per === 'day' ? t.day : t.hour, t.tickets] as const;
  return <Bars caption={per === 'day' ? t.perDay : t.perHour} columns={columns} bars={bars} format={number} />;
}

function ByType({ figures, sales }: { figures: SalesFigures; sales: Sold }) {
  const t = useText(salesTexts);
  const { number, money } = useFormats();
  const revenue = new Map(sales.by_type.map((type) => [type.ticket_type_id, type.revenue]));
  return (
    <div className="grid gap-3">
      <h3 className="font-bold">{t.byType}</h3>
      <ul className="grid gap-3">
        {figures.ticket_types.map((type) => (
          <li key={type.id} className="grid gap-1">
            <p className="flex flex-wrap justify-between gap-x-4 text-sm">
              <span className="font-semibold">{type.title}</span>
              <span className="text-muted tabular-nums">
                {t.of(number(type.sold), number(type.quota))}
                {/* By the hour, only the last two days were added up. */}
                {sales.per === 'day' && ` · ${money(revenue.get(type.id) ?? '0', sales.currency)}`}
                {` · ${t.left(number(type.ticket_quantity))}`}
              </span>
            </p>
            <svg viewBox="0 0 100 2" preserveAspectRatio="none" className="h-2.5 w-full rounded-full" aria-hidden>
              <rect width="100" height="2" className="fill-sunken" />
              <rect width={(100 * type.sold) / Math.max(1, type.quota)} height="2" className="fill-accent" />
            </svg>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A value that moves at most every few seconds, and ends where the quick one does. */
function useCalm(value: number): number {
  const [calm, setCalm] = useState(value);
  const [since, setSince] = useState(0);
  useEffect(() => {
    if (calm === value) return;
    const wait = Math.max(0, since + REDRAW_MS - Date.now());
    const timer = setTimeout(() => {
      setCalm(value);
      setSince(Date.now());
    }, wait);
    return () => clearTimeout(timer);
  }, [calm, since, value]);
  return calm;
}

/** What the page has read already, until the first figures are heard. */
function figuresOf(event: EditedEvent): SalesFigures {
  const { id, status, total_tickets_sold = 0, total_revenue = '0', currency, ticket_type } = event;
  return { event_id: id, status, total_tickets_sold, total_revenue, currency, ticket_types: ticket_type };
}
