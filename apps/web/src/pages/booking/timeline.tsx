import { useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { orderTexts } from './order.texts.ts';

/** What happened to the money of a booking, the oldest first. */
export function Timeline({ booking_id }: { booking_id: string }) {
  const t = useText(orderTexts);
  const { moment, money } = useFormats();
  const { data } = useQuery({
    queryKey: ['timeline', booking_id],
    queryFn: () => api.checkout.timeline.query({ id: booking_id }),
  });
  if (!data || data.events.length === 0) return null;
  return (
    <section className="grid gap-3" aria-labelledby="history">
      <h2 id="history" className="text-lg font-extrabold">
        {t.history}
      </h2>
      <ol className="grid gap-3 border-l-2 border-line pl-5">
        {data.events.map((event) => (
          <li key={`${event.payment_id}${event.at}${event.kind}`} className="relative">
            <span className="absolute top-2 -left-[1.6rem] size-2.5 rounded-full bg-strong-line" aria-hidden />
            <p className="font-semibold">
              {t.kinds[event.kind] ?? event.kind}
              {event.amount !== null && <span className="font-normal"> · {money(event.amount, event.currency)}</span>}
            </p>
            <p className="text-sm text-muted">
              <time dateTime={event.at}>{moment(event.at)}</time>
              {event.detail && ` · ${event.detail}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
