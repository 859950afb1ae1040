import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { PartyPopper } from 'lucide-react';
import { useEffect } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import type { Account } from '../../lib/session.ts';
import { useReturnedFromCard } from '../../lib/use-returned-from-card.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { clockText, useSecondsUntil } from '../../ui/countdown.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { SignedIn } from '../../ui/signed-in.tsx';
import { orderTexts } from './order.texts.ts';
import { Papers } from './papers.tsx';
import { Pay } from './pay.tsx';
import { Timeline } from './timeline.tsx';

const route = getRouteApi('/orders/$id');

export type Booking = Output['bookings']['get'];

export default function OrderPage() {
  return <SignedIn>{(account) => <Order account={account} />}</SignedIn>;
}

function Order({ account }: { account: Account }) {
  const t = useText(orderTexts);
  const { id } = route.useParams();
  const { payment } = route.useSearch();
  const booking = useQuery({ queryKey: ['booking', id], queryFn: () => api.bookings.get.query({ id }) });
  useTitle(t.title);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const returned = useReturnedFromCard({
    id,
    isReturned: payment === 'done' && booking.data?.status === 'pending',
    ask: async () => {
      const { booking: asked } = await api.checkout.confirm.mutate({ booking_id: id });
      return asked.status === 'pending' ? null : asked;
    },
    onEnd: (settled) => {
      if (settled) queries.setQueryData(['booking', id], settled);
      void queries.invalidateQueries({ queryKey: ['booking', id] });
      void queries.invalidateQueries({ queryKey: ['timeline', id] });
      void navigate({ to: '/orders/$id', params: { id }, replace: true, resetScroll: false });
    },
  });
  if (booking.isPending) return <PageSkeleton />;
  if (booking.isError)
    return (
      <div className="page pt-12">
        <Failure heading="h1" error={booking.error} retry={() => booking.refetch()} />
      </div>
    );
  return (
    <div className="page-narrow grid gap-6 pt-8">
      <State booking={booking.data} account={account} payment={payment} refused={returned.error} />
      <Lines booking={booking.data} />
      {booking.data.status !== 'pending' && <Papers booking_id={id} />}
      <Timeline booking_id={id} />
    </div>
  );
}

type StateProps = { booking: Booking; account: Account; payment: string | undefined; refused: Error | null };

function State({ booking, account, payment, refused }: StateProps) {
  const t = useText(orderTexts);
  const words = useRefusalTexts();
  const { locale } = useLocale();
  const isWaiting = payment === 'done' && refused === null;
  const ended = booking.tickets.filter(({ status }) => status === 'cancelled').length;
  switch (booking.status) {
    case 'pending':
      return (
        <>
          <Hold booking={booking} />
          {payment === 'cancelled' && <Notice tone="warn">{t.cancelledPayment}</Notice>}
          {isWaiting && <Notice>{t.waiting}</Notice>}
          {refused && <Notice tone="bad">{refusalSentence(refusalOf(refused), words)}</Notice>}
          <Pay booking={booking} account={account} isWaiting={isWaiting} />
        </>
      );
    case 'confirmed':
      if (ended > 0)
        return (
          <section className="grid gap-4">
            <h1 className="text-3xl font-extrabold">{booking.event}</h1>
            <Notice tone="warn">{plural(locale, ended, t.ended)}</Notice>
            <Link to="/tickets" className={buttonClass({ variant: 'secondary' })}>
              {t.toTickets}
            </Link>
          </section>
        );
      return (
        <section className="grid justify-items-center gap-3 rounded-card bg-good-soft px-6 py-10 text-center">
          <PartyPopper className="size-10 text-good" aria-hidden />
          <h1 className="text-4xl font-extrabold">{t.done}</h1>
          <p className="max-w-prose">{t.doneHint}</p>
          <Link to="/tickets" className={buttonClass({ size: 'large' })}>
            {t.toTickets}
          </Link>
        </section>
      );
    default:
      return (
        <section className="grid gap-4">
          <h1 className="text-3xl font-extrabold">{t.title}</h1>
          <Notice tone="warn">{booking.status === 'expired' ? t.expired : t.cancelled}</Notice>
          <Link to="/events/$id" params={{ id: booking.event_id }} className={buttonClass({ variant: 'secondary' })}>
            {t.again}
          </Link>
        </section>
      );
  }
}

function Hold({ booking }: { booking: Booking }) {
  const t = useText(orderTexts);
  const queries = useQueryClient();
  const seconds = useSecondsUntil(booking.expires_at);
  const isOver = booking.expires_at !== null && seconds === 0;
  useEffect(() => {
    if (isOver) void queries.invalidateQueries({ queryKey: ['booking', booking.id] });
  }, [isOver, booking.id, queries]);
  return (
    <header className="grid gap-2">
      <h1 className="text-3xl font-extrabold">{booking.event}</h1>
      {booking.expires_at !== null && (
        <p className={isOver ? 'font-semibold text-bad' : 'text-muted'}>
          <span role="timer">{isOver ? t.holdEnded : t.hold(clockText(seconds))}</span>
        </p>
      )}
    </header>
  );
}

function Lines({ booking }: { booking: Booking }) {
  const t = useText(orderTexts);
  const { money } = useFormats();
  return (
    <section className="stub rounded-card border border-line bg-card [--tear:calc(100%-4.5rem)]" aria-label={t.order}>
      <ul className="grid gap-3 px-6 pt-5 pb-4">
        {booking.items.map((item) => (
          <li key={item.ticket_type_id} className="flex justify-between gap-4">
            <span>
              <span className="tabular-nums">{item.quantity} × </span>
              {item.title}
            </span>
            <span className="tabular-nums">{money(Number(item.unit_price) * item.quantity, booking.currency)}</span>
          </li>
        ))}
      </ul>
      <p className="flex h-18 items-center justify-between border-t border-dashed border-strong-line px-6 font-bold">
        <span>{t.total}</span>
        <span className="text-xl tabular-nums">{money(booking.total_amount, booking.currency)}</span>
      </p>
    </section>
  );
}
