import { useQuery } from '@tanstack/react-query';
import { api, type Output, type Refusal } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { organizerTexts } from './organizer.texts.ts';

export type Venue = Pick<Output['venues']['list']['items'][number], 'id' | 'name' | 'city'>;

/** Those to choose from, the form's own always among them: a choice that is no option would be saved as none. */
export function useVenues(own: Venue): readonly Venue[] {
  const venues = useQuery({
    queryKey: ['venues', 'to choose'],
    staleTime: 3_600_000,
    queryFn: () => api.venues.list.query({ page_size: 100 }),
  });
  const listed = venues.data?.items ?? [];
  return own.id === '' || listed.some(({ id }) => id === own.id) ? listed : [own, ...listed];
}

type Props = {
  start: Record<string, string>;
  venues: readonly Venue[];
  isOnline: boolean;
  setOnline(isOnline: boolean): void;
  venue_id: string;
  setVenue(id: string): void;
  refusal: Refusal | undefined;
};

/** Online, in a venue that is known here with its address, or anywhere else. */
export function PlaceFields({ start, venues, isOnline, setOnline, venue_id, setVenue, refusal }: Props) {
  const t = useText(organizerTexts);
  const isTyped = isOnline || venue_id === '';
  return (
    <>
      <label className="flex min-h-11 items-center gap-3 font-semibold">
        <input
          type="checkbox"
          name="is_online"
          className="size-5 accent-accent"
          checked={isOnline}
          onChange={(change) => setOnline(change.target.checked)}
        />
        {t.online}
      </label>
      {isOnline && (
        <Field
          label={t.onlineUrl}
          hint={t.onlineUrlHint}
          name="online_url"
          type="url"
          maxLength={500}
          placeholder="https://"
          defaultValue={start.online_url}
          errors={refusal?.fields.online_url}
        />
      )}
      {!isOnline && venues.length > 0 && (
        <Select
          label={t.venue}
          name="venue_id"
          value={venue_id}
          onChange={(change) => setVenue(change.target.value)}
          errors={refusal?.fields.venue_id}
        >
          <option value="">{t.otherPlace}</option>
          {venues.map(({ id, name, city }) => (
            <option key={id} value={id}>
              {[name, city].filter(Boolean).join(', ')}
            </option>
          ))}
        </Select>
      )}
      {/* Hidden and still there, so that what was typed is not lost to a look at the venues. */}
      <div className="grid gap-4" hidden={!isTyped}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t.place}
            name="place_name"
            required={isTyped && !isOnline}
            maxLength={200}
            defaultValue={start.place_name}
            errors={refusal?.fields.place_name}
          />
          <Field
            label={t.city}
            name="city"
            required={isTyped && !isOnline}
            maxLength={100}
            defaultValue={start.city}
            errors={refusal?.fields.city}
          />
        </div>
        <Field
          label={t.address}
          hint={t.addressHint}
          name="full_address"
          maxLength={500}
          defaultValue={start.full_address}
          errors={refusal?.fields.full_address}
        />
      </div>
    </>
  );
}
