import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { useAccount } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useReadAmount } from '../../ui/read-amount.ts';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { useBasket } from './basket.ts';
import { eventTexts } from './event.texts.ts';
import { taxText, withTax } from './tax.ts';
import { mostOf, TicketRow } from './ticket-row.tsx';

type EventDetail = Output['events']['get'];

type Props = {
  event: EventDetail;
  /** Of an event with a waiting room: what somebody buys with whose turn it is; null for who still waits. */
  admission_token?: string | null | undefined;
};

/** Chooses tickets of one event and holds them. Who waits for their turn sees what there is. */
export function TicketPicker({ event, admission_token }: Props) {
  const t = useText(eventTexts);
  const words = useRefusalTexts();
  const { money, number } = useFormats();
  const { account } = useAccount();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { basket, choose, empty } = useBasket(event.id);
  const readAmount = useReadAmount(event.currency);
  const chosen = event.ticket_type.flatMap((type) => {
    const quantity = Math.min(basket[type.id]?.quantity ?? 0, type.availability === 'available' ? mostOf(type) : 0);
    if (quantity === 0) return [];
    const typed = basket[type.id]?.price ?? '';
    const own = type.ticket_type === 'relawan' && typed !== '' ? readAmount(typed, type.price) : { value: type.price };
    const isReadable = 'value' in own;
    const price = isReadable ? own.value : type.price;
    const paid = type.ticket_type === 'relawan' ? withTax(price, event, event.currency) : Number(type.price_with_tax);
    return [{ type, quantity, price, paid, isReadable }];
  });
  // An amount that can't be read is asked again, never replaced by another one.
  const isUnreadable = chosen.some(({ isReadable }) => !isReadable);
  const count = chosen.reduce((sum, { quantity }) => sum + quantity, 0);
  const total = chosen.reduce((sum, { quantity, paid }) => sum + quantity * paid, 0);
  const reserve = useMutation({
    mutationFn: () =>
      api.bookings.create.mutate(
        {
          event_id: event.id,
          items: chosen.map(({ type, quantity, price }) => ({
            ticket_type_id: type.id,
            quantity,
            ...(type.ticket_type === 'relawan' && { price }),
          })),
        },
        { context: { admission_token } },
      ),
    onSuccess: (booking) => {
      empty();
      queries.setQueryData(['booking', booking.id], booking);
      void navigate({ to: '/orders/$id', params: { id: booking.id } });
    },
    onError: () => queries.invalidateQueries({ queryKey: ['event', event.id] }),
  });
  const go = () => {
    if (account) reserve.mutate();
    else void navigate({ to: '/sign-in', search: { next: `/events/${event.id}` } });
  };
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: ['event', event.id] }),
    [queries, event.id],
  );
  const hasTax = event.tax_rate > 0 && total > 0;
  const isLocked = admission_token === null;
  const canBuy = !isLocked && event.ticket_type.some(({ availability }) => availability === 'available');
  return (
    <section
      aria-labelledby="tickets-title"
      id="tickets"
      className="overflow-hidden rounded-card border border-line bg-card shadow-card"
    >
      <h2 id="tickets-title" className="border-b border-line px-5 py-4 text-xl font-extrabold">
        {t.tickets}
      </h2>
      {event.ticket_type.length === 0 ? (
        <p className="px-5 py-6 text-muted">{t.noTypes}</p>
      ) : (
        <ul>
          {event.ticket_type.map((type) => (
            <TicketRow
              key={type.id}
              type={type}
              timezone={event.timezone}
              tax={event}
              choice={basket[type.id]}
              isLocked={isLocked}
              onOpened={refresh}
              choose={(choice) => choose(type.id, choice)}
            />
          ))}
        </ul>
      )}
      {canBuy && (
        <div className="grid gap-3 border-t border-line bg-sunken px-5 py-4">
          {reserve.isError && <Notice tone="bad">{refusalSentence(refusalOf(reserve.error), words)}</Notice>}
          <p className="flex flex-wrap items-baseline justify-between">
            <span className="text-muted">{t.total}</span>
            <output className="text-2xl font-extrabold tabular-nums">{money(total, event.currency)}</output>
            {hasTax && (
              <span className="w-full text-right text-sm text-muted">{t.taxIncluded(taxText(event, number))}</span>
            )}
          </p>
          <Button size="large" disabled={count === 0 || isUnreadable} isBusy={reserve.isPending} onClick={go}>
            {count === 0 ? t.choose : total === 0 ? t.register : t.reserve}
          </Button>
        </div>
      )}
    </section>
  );
}
