import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useCallback } from 'react';
import type { HomeSearch } from '../../app/router.tsx';
import { api, type Input } from '../../lib/api.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { CardSkeleton, EventCard } from './event-card.tsx';
import { Filters, SearchBox } from './filters.tsx';
import { homeTexts } from './home.texts.ts';

const route = getRouteApi('/');
const PAGE_SIZE = 18;

const PRICE_RANGES = {
  free: { max_price: 0 },
  low: { max_price: 100_000 },
  mid: { min_price: 100_000, max_price: 500_000 },
  high: { min_price: 500_000 },
} as const;

function inputOf({ q, category, city, from, to, price, page }: HomeSearch): Input['events']['list'] {
  return {
    page_size: PAGE_SIZE,
    page: page ?? 1,
    ...(q !== undefined && { search: q }),
    ...(category !== undefined && { category }),
    ...(city !== undefined && { city }),
    ...(from !== undefined && { start_date_from: from }),
    ...(to !== undefined && { start_date_to: to }),
    ...(price && PRICE_RANGES[price]),
  };
}

export default function HomePage() {
  const t = useText(homeTexts);
  const { locale } = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  useTitle('');
  const input = inputOf(search);
  const events = useQuery({
    queryKey: ['events', input],
    queryFn: () => api.events.list.query(input),
    placeholderData: keepPreviousData,
  });
  const change = useCallback(
    (part: HomeSearch) => {
      // Somebody who has just opened an event is not called back by what was typed before.
      if (router.latestLocation.pathname !== '/') return;
      void navigate({
        search: (before: HomeSearch) => ({ ...before, page: undefined, ...part }),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, router],
  );
  const page = search.page ?? 1;
  const total = events.data?.total ?? 0;
  return (
    <>
      <section className="border-b border-line bg-linear-to-b from-accent-soft to-paper">
        <div className="page grid gap-6 pt-10 pb-10 sm:pt-16">
          <div className="grid gap-3">
            <h1 className="max-w-3xl text-4xl font-extrabold sm:text-6xl">{t.title}</h1>
            <p className="max-w-xl text-muted sm:text-lg">{t.lead}</p>
          </div>
          <SearchBox search={search} change={change} />
          <Filters search={search} change={change} />
        </div>
      </section>
      <section id="results" className="page pt-8" aria-labelledby="results-title" aria-busy={events.isFetching}>
        <div className="mb-5 flex items-baseline justify-between gap-4">
          <h2 id="results-title" className="text-2xl font-extrabold">
            {t.results}
          </h2>
          <p className="text-sm text-muted" role="status">
            {events.data && plural(locale, total, t.found)}
          </p>
        </div>
        {events.isError ? (
          <Failure error={events.error} retry={() => events.refetch()} />
        ) : events.data && total === 0 ? (
          <EmptyState icon={SearchX} title={t.none}>
            {t.noneHint}
          </EmptyState>
        ) : (
          <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {events.data
              ? events.data.items.map((event, index) => (
                  <li key={event.id}>
                    <EventCard event={event} isFirst={index === 0} />
                  </li>
                ))
              : Array.from({ length: 6 }, (_, index) => (
                  <li key={index}>
                    <CardSkeleton />
                  </li>
                ))}
          </ul>
        )}
        {total > PAGE_SIZE && (
          <nav className="mt-8 flex justify-center gap-3" aria-label={t.results}>
            {page > 1 && (
              <Link
                to="/"
                search={(before: HomeSearch) => ({ ...before, page: page === 2 ? undefined : page - 1 })}
                className={buttonClass({ variant: 'secondary' })}
              >
                {t.earlier}
              </Link>
            )}
            {events.data?.next_cursor && (
              <Link
                to="/"
                search={(before: HomeSearch) => ({ ...before, page: page + 1 })}
                className={buttonClass({ variant: 'secondary' })}
              >
                {t.more}
              </Link>
            )}
          </nav>
        )}
      </section>
    </>
  );
}
