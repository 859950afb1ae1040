import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Receipt } from 'lucide-react';
import { api } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, EmptyState } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { orderTexts } from './order.texts.ts';

const TONES = { pending: 'warn', confirmed: 'good', cancelled: 'plain', expired: 'plain' } as const;

export default function OrdersPage() {
  return <SignedIn>{() => <Orders />}</SignedIn>;
}

function Orders() {
  const t = useText(orderTexts);
  const { money, moment } = useFormats();
  useTitle(t.orders);
  const bookings = useQuery({
    queryKey: ['bookings'],
    queryFn: () => api.bookings.list.query({ page_size: 100 }),
  });
  if (bookings.isPending) return <PageSkeleton shape="rows" />;
  return (
    <div className="page grid gap-6 pt-8">
      <h1 className="text-3xl font-extrabold sm:text-4xl">{t.orders}</h1>
      {bookings.isError ? (
        <Failure error={bookings.error} retry={() => bookings.refetch()} />
      ) : bookings.data.items.length === 0 ? (
        <EmptyState
          icon={Receipt}
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
        <ul className="grid gap-3">
          {bookings.data.items.map((booking) => (
            <li key={booking.id}>
              <Link
                to="/orders/$id"
                params={{ id: booking.id }}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-card border border-line bg-card px-5 py-4 hover:bg-sunken"
              >
                <span className="min-w-0">
                  <span className="block text-lg font-bold">{booking.event}</span>
                  <span className="block text-sm text-muted">{t.placed(moment(booking.created_at))}</span>
                </span>
                <span className="flex items-center gap-4">
                  <Badge tone={TONES[booking.status]}>{t.status[booking.status]}</Badge>
                  <span className="font-bold tabular-nums">{money(booking.total_amount, booking.currency)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
