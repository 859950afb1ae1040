import { Link } from '@tanstack/react-router';
import { MapPin } from 'lucide-react';
import type { Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Poster } from '../../ui/poster.tsx';
import { withTax } from '../event/tax.ts';
import { homeTexts } from './home.texts.ts';

type ListedEvent = Output['events']['list']['items'][number];

/** An event in a list, shaped like a ticket: the picture above, the facts on the stub. */
export function EventCard({ event, isFirst }: { event: ListedEvent; isFirst: boolean }) {
  const t = useText(homeTexts);
  const { day, hours, money } = useFormats();
  const price =
    event.price === null
      ? null
      : event.price === 0
        ? t.free
        : t.startsAt(money(withTax(String(event.price), event, event.currency), event.currency));
  return (
    <article className="group relative flex h-full flex-col overflow-hidden rounded-card border border-line bg-card shadow-card transition-transform hover:-translate-y-0.5">
      <Poster
        image={{ url: event.image_url, srcset: event.image_srcset }}
        title={event.title}
        sizes="(min-width: 64rem) 22rem, (min-width: 40rem) 45vw, 92vw"
        isMain={isFirst}
        className="aspect-video border-b border-dashed border-strong-line"
      />
      <div className="flex grow flex-col gap-1.5 p-5">
        <p className="text-sm font-semibold text-accent">
          {day(event.starts_at, event.timezone)} · {hours(event)}
        </p>
        <h3 className="text-xl leading-snug font-bold">
          <Link
            to="/events/$id"
            params={{ id: event.id }}
            className="after:absolute after:inset-0 group-hover:underline underline-offset-4 decoration-2"
          >
            {event.title}
          </Link>
        </h3>
        <p className="flex items-start gap-1.5 text-sm text-muted">
          <MapPin className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>{event.is_online ? t.online : [event.place_name, event.city].filter(Boolean).join(', ')}</span>
        </p>
        {price && <p className="mt-auto pt-2 font-bold">{price}</p>}
      </div>
    </article>
  );
}

/** The same size before the events are there. */
export function CardSkeleton() {
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card" aria-hidden>
      <div className="skeleton aspect-video rounded-none" />
      <div className="grid gap-2.5 p-5">
        <div className="skeleton h-4 w-2/3" />
        <div className="skeleton h-6 w-5/6" />
        <div className="skeleton h-4 w-1/2" />
        <div className="skeleton mt-2 h-5 w-1/3" />
      </div>
    </div>
  );
}
