import { useQuery } from '@tanstack/react-query';
import { Search, SlidersHorizontal } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { HomeSearch } from '../../app/router.tsx';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { homeTexts } from './home.texts.ts';

type Props = { search: HomeSearch; change(next: HomeSearch): void };

/** Cities that are offered as one types; any other can be typed too. */
const CITIES = ['Jakarta', 'Bandung', 'Yogyakarta', 'Surabaya', 'Denpasar', 'Medan', 'Makassar', 'Semarang', 'Malang'];
const TYPING_PAUSE_MS = 250;

export function SearchBox({ search, change }: Props) {
  const t = useText(homeTexts);
  const [typed, setTyped] = useState(search.q ?? '');
  const sent = useRef(search.q ?? '');
  useEffect(() => {
    // What somebody else put there: the back button, or "clear all". What we sent ourselves may be older than the typing.
    if ((search.q ?? '') !== sent.current) setTyped(search.q ?? '');
    sent.current = search.q ?? '';
  }, [search.q]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      change({ q: typed || undefined });
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, change]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    document.getElementById('results')?.scrollIntoView({ behavior: 'smooth' });
  };
  return (
    <search>
      <form onSubmit={submit} className="relative max-w-2xl">
        <label htmlFor="search" className="sr-only">
          {t.search}
        </label>
        <Search
          className="pointer-events-none absolute top-1/2 left-5 size-5 -translate-y-1/2 text-muted"
          aria-hidden
        />
        <input
          id="search"
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t.search}
          className="h-14 w-full rounded-full border border-strong-line bg-card pr-5 pl-13 text-base shadow-card placeholder:text-muted"
        />
      </form>
    </search>
  );
}

const SELECT = 'h-11 rounded-full border border-strong-line bg-card px-4 text-sm font-semibold max-sm:w-full';
const INPUT = `${SELECT} min-w-0`;

export function Filters({ search, change }: Props) {
  const t = useText(homeTexts);
  const categories = useQuery({
    queryKey: ['categories'],
    staleTime: 3_600_000,
    queryFn: () => api.categories.list.query({ page_size: 100 }),
  });
  const [isOpen, setOpen] = useState(Boolean(search.from ?? search.to ?? search.price));
  const isFiltered = Object.keys(search).some((key) => key !== 'page');
  return (
    <fieldset className="grid grid-cols-2 items-end gap-x-3 gap-y-3 sm:flex sm:flex-wrap">
      <legend className="sr-only">{t.filters}</legend>
      <label className="grid gap-1 text-xs font-semibold text-muted">
        {t.category}
        <select
          className={`${SELECT} text-ink`}
          value={search.category ?? ''}
          onChange={(event) => change({ category: event.target.value || undefined })}
        >
          <option value="">{t.everything}</option>
          {categories.data?.items.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1 text-xs font-semibold text-muted">
        {t.city}
        <input
          className={`${INPUT} text-ink sm:w-40`}
          list="cities"
          value={search.city ?? ''}
          placeholder={t.anywhere}
          onChange={(event) => change({ city: event.target.value || undefined })}
        />
        <datalist id="cities">
          {CITIES.map((city) => (
            <option key={city} value={city} />
          ))}
        </datalist>
      </label>
      {/* On a phone the first events are worth more than a date and a price, which are a touch away. */}
      {!isOpen && (
        <Button variant="quiet" className="col-span-2 justify-self-start sm:hidden" onClick={() => setOpen(true)}>
          <SlidersHorizontal className="size-4" aria-hidden /> {t.moreFilters}
        </Button>
      )}
      <div className={isOpen ? 'contents' : 'hidden sm:contents'}>
        <label className="grid gap-1 text-xs font-semibold text-muted">
          {t.from}
          <input
            type="date"
            className={`${INPUT} text-ink`}
            value={search.from ?? ''}
            max={search.to}
            onChange={(event) => change({ from: event.target.value || undefined })}
          />
        </label>
        <label className="grid gap-1 text-xs font-semibold text-muted">
          {t.to}
          <input
            type="date"
            className={`${INPUT} text-ink`}
            value={search.to ?? ''}
            min={search.from}
            onChange={(event) => change({ to: event.target.value || undefined })}
          />
        </label>
        <label className="grid gap-1 text-xs font-semibold text-muted">
          {t.price}
          <select
            className={`${SELECT} text-ink`}
            value={search.price ?? ''}
            onChange={(event) => change({ price: (event.target.value || undefined) as HomeSearch['price'] })}
          >
            <option value="">{t.prices.any}</option>
            {(['free', 'low', 'mid', 'high'] as const).map((price) => (
              <option key={price} value={price}>
                {t.prices[price]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {isFiltered && (
        <Button
          variant="quiet"
          onClick={() =>
            change({
              q: undefined,
              category: undefined,
              city: undefined,
              from: undefined,
              to: undefined,
              price: undefined,
            })
          }
        >
          {t.reset}
        </Button>
      )}
    </fieldset>
  );
}
