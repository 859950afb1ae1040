import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, CalendarDays, MapPin, Share2, UserRound } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { takeServedEvent } from '../../lib/served.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { Poster } from '../../ui/poster.tsx';
import { eventTexts } from './event.texts.ts';
import { TicketPicker } from './ticket-picker.tsx';
import { useLiveEvent } from './use-live-event.ts';

// Few events have one.
const WaitingRoom = lazy(() => import('./waiting-room.tsx'));

const route = getRouteApi('/events/$id');

export default function EventPage() {
  const { id } = route.useParams();
  const event = useQuery({
    queryKey: ['event', id],
    queryFn: () => api.events.get.query({ id }),
    initialData: () => takeServedEvent(id),
  });
  useLiveEvent(id);
  useTitle(event.data?.title);
  if (event.isPending) return <PageSkeleton shape="event" />;
  if (event.isLoadingError)
    return (
      <div className="page pt-12">
        <Failure heading="h1" error={event.error} retry={() => event.refetch()} />
      </div>
    );
  return <EventView event={event.data} />;
}

function EventView({ event }: { event: Output['events']['get'] }) {
  const t = useText(eventTexts);
  const isOver = event.status === 'completed' || new Date(event.ends_at) < new Date();
  const isOnSale = event.status === 'approved' && !isOver;
  return (
    <article className="page grid gap-x-10 gap-y-8 pt-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid content-start gap-6">
        <Link to="/" className="inline-flex items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink">
          <ArrowLeft className="size-4" aria-hidden /> {t.back}
        </Link>
        <Poster
          image={{ url: event.image_url, srcset: event.image_srcset }}
          title={event.title}
          sizes="(min-width: 64rem) 44rem, 100vw"
          isMain
          className="aspect-video rounded-card border border-line"
        />
        <header className="grid gap-3">
          <p className="text-sm font-semibold text-accent">{event.category}</p>
          <h1 className="text-3xl font-extrabold sm:text-5xl">{event.title}</h1>
          {event.status === 'cancelled' && <Notice tone="bad">{t.cancelled}</Notice>}
          {isOver && <Notice>{t.over}</Notice>}
        </header>
        <Facts event={event} />
        <Share title={event.title} />
      </div>
      <aside className="lg:sticky lg:top-22 lg:row-span-2 lg:self-start">
        {isOnSale &&
          (event.has_waiting_room ? (
            <Suspense fallback={<div className="skeleton h-80 rounded-card" />}>
              <WaitingRoom event={event} />
            </Suspense>
          ) : (
            <TicketPicker event={event} />
          ))}
      </aside>
      <section className="grid gap-3" aria-labelledby="about">
        <h2 id="about" className="text-xl font-extrabold">
          {t.about}
        </h2>
        <p className="max-w-prose whitespace-pre-line">{event.description}</p>
      </section>
    </article>
  );
}

function Facts({ event }: { event: Output['events']['get'] }) {
  const t = useText(eventTexts);
  const { longDay, hours } = useFormats();
  const place = [event.place_name, event.full_address, event.city].filter(
    (part, at, all) => part && all.indexOf(part) === at,
  );
  const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(place.join(', '))}`;
  return (
    <dl className="grid gap-4 sm:grid-cols-2">
      <Fact icon={<CalendarDays className="size-5" aria-hidden />} name={t.when}>
        {longDay(event.starts_at, event.timezone)}
        <span className="block text-muted">{hours(event)}</span>
      </Fact>
      <Fact icon={<MapPin className="size-5" aria-hidden />} name={t.where}>
        {event.is_online ? (
          t.online
        ) : (
          <>
            {event.place_name}
            <span className="block text-muted">{place.slice(1).join(', ')}</span>
            <a
              className="font-semibold text-accent underline underline-offset-4"
              href={map}
              rel="noreferrer"
              target="_blank"
            >
              {t.map}
            </a>
          </>
        )}
      </Fact>
      <Fact icon={<UserRound className="size-5" aria-hidden />} name={t.by}>
        {event.organization_name || event.organizer}
      </Fact>
    </dl>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-3">
      <dt className="grid size-10 place-items-center rounded-xl bg-accent-soft text-accent">
        <span className="sr-only">{name}</span>
        {icon}
      </dt>
      <dd className="font-semibold [&_span]:font-normal">{children}</dd>
    </div>
  );
}

/** Shares by the phone's own dialog, else puts the address on the clipboard. */
function Share({ title }: { title: string }) {
  const t = useText(eventTexts);
  const [isCopied, setCopied] = useState(false);
  const share = async () => {
    const url = location.href.split('?')[0]!;
    if (navigator.share) return navigator.share({ title, url }).catch(() => {});
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <div className="flex items-center">
      <Button variant="secondary" size="small" onClick={share}>
        <Share2 className="size-4" aria-hidden /> <span aria-live="polite">{isCopied ? t.copied : t.share}</span>
      </Button>
    </div>
  );
}
