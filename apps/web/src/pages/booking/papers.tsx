import { useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { api, type Output } from '../../lib/api.ts';
import { fileAddress } from '../../lib/files.ts';
import { useText } from '../../lib/locale.tsx';
import { orderTexts } from './order.texts.ts';

type Order = Output['orders']['get'];

/** Papers are made in a moment of their own; until they are there the page asks, but not for ever. */
const REFRESH_MS = 2_000;
const MOST_ASKED = 15;

function isAwaited({ status, total_amount, invoice_number, refunds }: Order): boolean {
  if (Number(total_amount) === 0) return false;
  if (status === 'confirmed' && invoice_number === null) return true;
  return refunds.some(
    (refund) => refund.credit_note === null && refund.kind !== 'surplus' && refund.status !== 'failed',
  );
}

/** An order's number, and what there is of it on paper. */
export function Papers({ booking_id }: { booking_id: string }) {
  const t = useText(orderTexts);
  const { data: order } = useQuery({
    queryKey: ['order', booking_id],
    queryFn: () => api.orders.get.query({ id: booking_id }),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && dataUpdateCount < MOST_ASKED && isAwaited(data) ? REFRESH_MS : false,
  });
  if (!order) return <div className="skeleton h-32 rounded-card" />;
  const home = `/orders/${booking_id}`;
  const notes = order.refunds.flatMap(({ credit_note }) => credit_note ?? []);
  const isPrintable = order.tickets.some(({ status }) => status !== 'cancelled');
  return (
    <section className="grid gap-3" aria-labelledby="papers">
      <h2 id="papers" className="text-lg font-extrabold">
        {t.papers}
      </h2>
      <p className="text-sm text-muted">
        {t.number} <span className="font-mono font-semibold text-ink">{order.number}</span>
      </p>
      <ul className="divide-y divide-line rounded-card border border-line bg-card empty:hidden">
        {order.invoice_number !== null && (
          <Paper href={`${home}/invoice/`} filename={order.invoice_number}>
            {t.invoice(order.invoice_number)}
          </Paper>
        )}
        {notes.map((number) => (
          <Paper key={number} href={`${home}/credit-notes/${encodeURIComponent(number)}/`} filename={number}>
            {t.creditNote(number)}
          </Paper>
        ))}
        {isPrintable && (
          <Paper href={`${home}/tickets.pdf`} filename={order.number}>
            {t.tickets}
          </Paper>
        )}
      </ul>
    </section>
  );
}

function Paper({ href, filename, children }: { href: string; filename: string; children: string }) {
  return (
    <li>
      <a
        href={fileAddress(href)}
        download={`${filename}.pdf`}
        className="flex min-h-12 items-center gap-3 px-5 py-2 font-semibold hover:bg-sunken"
      >
        <FileDown className="size-4 shrink-0 text-muted" aria-hidden />
        <span className="min-w-0 break-words">{children}</span>
        <span className="ml-auto text-sm font-normal text-muted">PDF</span>
      </a>
    </li>
  );
}
