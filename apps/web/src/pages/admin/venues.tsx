import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Collection } from './collection.tsx';
import { houseTexts } from './house.texts.ts';

type Venue = Output['venues']['list']['items'][number];

/** Where events take place: found, added, changed, deleted while nothing is there. */
export function Venues() {
  const t = useText(houseTexts);
  const { number } = useFormats();
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const input = { page_size: 100, ...(search !== '' && { search }) };
  const venues = useQuery({
    queryKey: ['venues', input],
    queryFn: () => api.venues.list.query(input),
    placeholderData: keepPreviousData,
  });
  return (
    <Collection
      title={t.venues}
      items={venues.data?.items}
      nameOf={({ name }) => name}
      about={({ address, city, capacity }) =>
        [[address, city].filter(Boolean).join(', '), capacity !== null && `${t.places}: ${number(capacity)}`]
          .filter(Boolean)
          .join(' · ')
      }
      remove={({ id }) =>
        () =>
          api.venues.delete.mutate({ id })
        }
      onChange={() => queries.invalidateQueries({ queryKey: ['venues'] })}
      form={(venue, onSaved) => <VenueForm {...(venue && { venue })} onSaved={onSaved} />}
      none={t.noVenues}
    >
      <Field
        label={t.searchVenues}
        type="search"
        value={search}
        onChange={(change) => setSearch(change.target.value)}
      />
      {/* Below the search, which may be what has to be tried again. */}
      {venues.isLoadingError && <Failure error={venues.error} retry={() => venues.refetch()} />}
    </Collection>
  );
}

function VenueForm({ venue, onSaved }: { venue?: Venue; onSaved(): void }) {
  const t = useText(houseTexts);
  const save = ({ name = '', address = '', city = '', capacity = '' }: Record<string, string>) => {
    const values = { name, address, city, capacity: capacity === '' ? null : Number(capacity) };
    return venue ? api.venues.update.mutate({ id: venue.id, ...values }) : api.venues.create.mutate(values);
  };
  return (
    <Form
      fields={['name', 'address', 'city', 'capacity']}
      action={venue ? t.save : t.add}
      look="secondary"
      send={save}
      onDone={onSaved}
    >
      {(refusal) => (
        <>
          <Field
            label={t.name}
            name="name"
            required
            maxLength={200}
            defaultValue={venue?.name}
            errors={refusal?.fields.name}
          />
          <Field
            label={t.address}
            name="address"
            maxLength={1000}
            defaultValue={venue?.address}
            errors={refusal?.fields.address}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={t.city}
              name="city"
              maxLength={100}
              defaultValue={venue?.city}
              errors={refusal?.fields.city}
            />
            <Field
              label={t.places}
              hint={t.placesHint}
              name="capacity"
              type="number"
              min={1}
              defaultValue={venue?.capacity ?? ''}
              errors={refusal?.fields.capacity}
            />
          </div>
        </>
      )}
    </Form>
  );
}
