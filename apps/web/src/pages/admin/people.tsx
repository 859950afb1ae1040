import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import type { Role } from '../../lib/session.ts';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { adminTexts } from './admin.texts.ts';

type Person = Output['users']['list']['items'][number];

/** Accounts, found by name or address, and what each may do. */
export function People() {
  const t = useText(adminTexts);
  const [search, setSearch] = useState('');
  const input = { page_size: 50, ...(search !== '' && { search }) };
  const people = useQuery({
    queryKey: ['people', input],
    queryFn: () => api.users.list.query(input),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Field label={t.search} type="search" value={search} onChange={(change) => setSearch(change.target.value)} />
      {people.isError ? (
        <Failure error={people.error} retry={() => people.refetch()} />
      ) : (
        <ul className="divide-y divide-line">
          {people.data?.items.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ul>
      )}
    </>
  );
}

function PersonRow({ person }: { person: Person }) {
  const t = useText(adminTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (role: Role) => api.account.updateAny.mutate({ id: person.id, role }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <span className="min-w-0">
        <span className="block font-semibold">{person.name || person.username}</span>
        <span className="block truncate text-sm text-muted">
          {person.username} · {person.email}
        </span>
      </span>
      <label className="text-sm">
        <span className="sr-only">
          {t.role}: {person.username}
        </span>
        <select
          className="h-11 rounded-full border border-strong-line bg-card px-4 font-semibold"
          value={person.role}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.target.value as Role)}
        >
          {Object.entries(t.roles).map(([role, name]) => (
            <option key={role} value={role}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {change.isError && <Notice tone="bad">{refusalSentence(refusalOf(change.error), words)}</Notice>}
    </li>
  );
}
