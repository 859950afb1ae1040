import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { houseTexts } from './house.texts.ts';
import { Part, Row } from './rows.tsx';

type Venue = Output['venues']['list']['items'][number];

/** Where events take place: found, added, changed, deleted while nothing is there. */
export function Venues() {
  const t = useText(houseTexts);
  const words = useRefusalTexts();
  const { number } = useFormats();
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const [editing, setEditing] = useState<Venue>();
  const [count, setCount] = useState(0);
  const input = { page_size: 100, ...(search !== '' && { search }) };
  const venues = useQuery({
    queryKey: ['venues', input],
    queryFn: () => api.venues.list.query(input),
    placeholderData: keepPreviousData,
  });
  const refresh = () => {
    setEditing(undefined);
    setCount((before) => before + 1);
    return queries.invalidateQueries({ queryKey: ['venues'] });
  };
  const remove = useMutation({ mutationFn: (id: string) => api.venues.delete.mutate({ id }), onSuccess: refresh });
  return (
    <>
      <Field
        label={t.searchVenues}
        type="search"
        value={search}
        onChange={(change) => setSearch(change.target.value)}
      />
      {remove.isError && <Notice tone="bad">{refusalSentence(refusalOf(remove.error), words)}</Notice>}
      {venues.isError ? (
        <Failure error={venues.error} retry={() => venues.refetch()} />
      ) : venues.data?.items.length === 0 ? (
        <p className="text-muted">{t.noVenues}</p>
      ) : (
        <ul className="divide-y divide-line">
          {venues.data?.items.map((venue) => (
            <Row
              key={venue.id}
              name={venue.name}
              onEdit={() => setEditing(venue)}
              onRemove={() => remove.mutate(venue.id)}
            >
              {[
                [venue.address, venue.city].filter(Boolean).join(', '),
                venue.capacity !== null && `${t.places}: ${number(venue.capacity)}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Row>
          ))}
        </ul>
      )}
      <Part title={t.newVenue}>
        <VenueForm key={count} onSaved={refresh} />
      </Part>
      {editing && (
        <Dialog title={editing.name} isOpen onClose={() => setEditing(undefined)} closeLabel={t.close}>
          <VenueForm venue={editing} onSaved={refresh} />
        </Dialog>
      )}
    </>
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
