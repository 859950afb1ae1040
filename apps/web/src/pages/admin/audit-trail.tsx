import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, type Input, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { auditTexts } from './audit.texts.ts';

type Search = Omit<Input['auditTrail']['list'], 'before' | 'page_size'>;
type Entry = Output['auditTrail']['list']['items'][number];

/** Who did what to which thing, found by any of them. */
export function AuditTrail() {
  const t = useText(auditTexts);
  const [search, setSearch] = useState<Search>({});
  const trail = useInfiniteQuery({
    queryKey: ['audit-trail', search],
    queryFn: ({ pageParam }) => api.auditTrail.list.query({ ...search, ...(pageParam && { before: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const look = (next: Search) => {
    // The same words again ask what has happened since.
    if (JSON.stringify(next) === JSON.stringify(search)) void trail.refetch();
    else setSearch(next);
  };
  const entries = trail.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <SearchForm onSearch={look} isBusy={trail.isFetching} />
      {trail.isLoadingError ? (
        <Failure error={trail.error} retry={() => trail.refetch()} />
      ) : entries?.length === 0 ? (
        <EmptyState icon={SearchX} title={t.nothing}>
          {t.nothingHint}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line bg-card px-5 empty:hidden">
          {entries?.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {trail.isFetchNextPageError ? (
        <Failure error={trail.error} retry={() => trail.fetchNextPage()} />
      ) : (
        trail.hasNextPage && (
          <Button
            variant="secondary"
            className="justify-self-center"
            isBusy={trail.isFetchingNextPage}
            onClick={() => trail.fetchNextPage()}
          >
            {t.older}
          </Button>
        )
      )}
    </>
  );
}

type FormProps = { onSearch(search: Search): void; isBusy: boolean };

function SearchForm({ onSearch, isBusy }: FormProps) {
  const t = useText(auditTexts);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()] as const);
    onSearch(
      Object.fromEntries(
        values.filter(([, value]) => value !== '').map(([name, value]) => [name, asAsked(name, value)]),
      ),
    );
  };
  return (
    <form
      onSubmit={submit}
      className="grid items-start gap-4 rounded-card border border-line bg-card p-5 sm:grid-cols-2 lg:grid-cols-3"
    >
      <Field label={t.who} hint={t.whoHint} name="who" maxLength={254} autoCapitalize="none" />
      <Field label={t.action} hint={t.actionHint} name="action" maxLength={100} autoCapitalize="none" />
      <Field label={t.kind} name="subject_type" maxLength={100} autoCapitalize="none" />
      <Field label={t.subject} name="subject_id" maxLength={100} autoCapitalize="none" />
      <Field label={t.from} name="from" type="datetime-local" />
      <Field label={t.to} name="to" type="datetime-local" />
      <Button type="submit" isBusy={isBusy} className="justify-self-start">
        {t.search}
      </Button>
    </form>
  );
}

/** What the reader's own clock shows is told as the moment that it is. */
function asAsked(name: string, value: string): string {
  return name === 'from' || name === 'to' ? new Date(value).toISOString() : value;
}

function EntryRow({ entry }: { entry: Entry }) {
  const t = useText(auditTexts);
  const { moment } = useFormats();
  const facts = Object.entries(entry.data);
  const who = entry.actor === null ? t.house : (entry.actor.username ?? t.gone);
  return (
    <li className="grid gap-1 py-4 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-mono font-semibold">{entry.action}</span>
        <span>{who}</span>
        <time className="ml-auto text-muted" dateTime={entry.at}>
          {moment(entry.at)}
        </time>
      </p>
      <p className="font-mono text-xs break-all text-muted">
        {entry.subject_type} {entry.subject_id}
      </p>
      {facts.length > 0 && (
        <dl className="flex flex-wrap gap-x-4 text-xs break-all">
          {facts.map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-muted">{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
