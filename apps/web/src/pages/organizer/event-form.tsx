import { useQuery } from '@tanstack/react-query';
import { type FocusEvent, useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { EVENT_DRAFT } from '../../lib/offline.ts';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { changesTexts } from './changes.texts.ts';
import type { ManagedEvent } from './changes.tsx';
import type { EditedEvent } from './event-editor-page.tsx';
import { EventPreview } from './event-preview.tsx';
import { type Values, valuesOf } from './event-values.ts';
import { organizerTexts } from './organizer.texts.ts';
import { PlaceFields, useVenues, type Venue } from './place-fields.tsx';
import { TaxFields } from './tax-fields.tsx';

const ZONES = [
  'Asia/Jakarta',
  'Asia/Makassar',
  'Asia/Jayapura',
  'Asia/Singapore',
  'Asia/Kuala_Lumpur',
  'Asia/Tokyo',
  'Europe/London',
  'UTC',
];
const FIELDS = [
  'title',
  'category',
  'description',
  'starts_at',
  'ends_at',
  'timezone',
  'place_name',
  'full_address',
  'city',
  'venue_id',
  'online_url',
  'capacity',
  'tax_name',
  'tax_rate',
] as const;

function storedDraft(): Values {
  try {
    return JSON.parse(localStorage.getItem(EVENT_DRAFT) ?? '{}') as Values;
  } catch {
    return {};
  }
}

/** A moment as typed stays one in the event's own zone: date and time travel apart. */
function periodOf(values: Values) {
  const [start_date = '', start_time = ''] = (values.starts_at ?? '').split('T');
  const [end_date = '', end_time = ''] = (values.ends_at ?? '').split('T');
  return { start_date, start_time, end_date, end_time };
}

/** A venue brings its own name, city and address. */
function placeOf({ venue_id = '', place_name = '', full_address = '', city = '', is_online }: Values) {
  if (venue_id !== '' && is_online !== 'on') return { venue_id };
  return { venue_id: null, place_name, full_address, city };
}

function inputOf(values: Values) {
  const { title = '', category = '', description = '', timezone = 'Asia/Jakarta', capacity = '' } = values;
  const { is_online, online_url = '', tax_name = '', tax_rate = '', tax_included } = values;
  return {
    title,
    category,
    description,
    timezone,
    ...periodOf(values),
    ...placeOf(values),
    is_online: is_online === 'on',
    ...(is_online === 'on' && { online_url: online_url.trim() }),
    capacity: capacity === '' ? null : Number(capacity),
    tax_rate: Number(tax_rate),
    ...(Number(tax_rate) > 0 && { tax_name, tax_included: tax_included === 'true' }),
  };
}

/** What the preview shows of what stands in the form. */
function previewOf(values: Values, is_online: boolean, venue: Venue | undefined) {
  const { title = '', description = '', starts_at = '', ends_at = '', timezone = ownZone() } = values;
  const { place_name = '', city = '' } = values;
  const place = (venue ? [venue.name, venue.city] : [place_name, city]).filter(Boolean).join(', ');
  return { title, description, starts_at, ends_at, timezone, place, is_online };
}

/** The venue that the form begins with; a draft has kept no more than its id. */
function ownVenue({ venue_id = '', place_name = '', city = '' }: Values, isDraft: boolean): Venue {
  return isDraft ? { id: venue_id, name: '…', city: '' } : { id: venue_id, name: place_name, city };
}

/** An event's zone may be any; one that could not be chosen would be saved as another. */
const zonesFor = (own: string) => (ZONES.includes(own) ? ZONES : [own, ...ZONES]);

/** Where this device is, if that is a zone to choose. */
function ownZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ZONES.includes(zone) ? zone : 'Asia/Jakarta';
}

const HOURS_BY_DEFAULT = 3;

/** Most events last an evening: who says when it begins gets an end to change. */
function endAfter(starts_at: string): string {
  const end = new Date(`${starts_at}:00Z`);
  if (Number.isNaN(end.getTime())) return '';
  end.setUTCHours(end.getUTCHours() + HOURS_BY_DEFAULT);
  return end.toISOString().slice(0, 16);
}

/** Fills in the end where none was typed yet. */
function proposeEnd(left: FocusEvent<HTMLInputElement>): void {
  const end = left.target.form?.elements.namedItem('ends_at');
  if (!(end instanceof HTMLInputElement) || end.value !== '') return;
  end.value = endAfter(left.target.value);
  // What the form keeps and the preview shows follows input, whoever typed it.
  end.dispatchEvent(new Event('input', { bubbles: true }));
}

type Props = {
  event?: EditedEvent;
  managed?: ManagedEvent | undefined;
  onSaved(event: Output['events']['create']): void;
};

export function EventForm({ event, managed, onSaved }: Props) {
  const t = useText(organizerTexts);
  const { waits } = useText(changesTexts);
  const [start] = useState<Values>(() => (event ? valuesOf(event, managed) : storedDraft()));
  const [isOnline, setOnline] = useState(start.is_online === 'on');
  const [venueId, setVenue] = useState(start.venue_id ?? '');
  const [typed, setTyped] = useState<Values>(start);
  const venues = useVenues(ownVenue(start, !event));
  const zone = start.timezone ?? ownZone();
  const isRestored = !event && Boolean(start.title || start.description);
  const categories = useQuery({
    queryKey: ['categories'],
    staleTime: 3_600_000,
    queryFn: () => api.categories.list.query({ page_size: 100 }),
  });
  const keep = (values: Values) => {
    setTyped(values);
    if (!event) localStorage.setItem(EVENT_DRAFT, JSON.stringify(values));
  };
  const preview = (
    <EventPreview
      typed={previewOf(
        typed,
        isOnline,
        venues.find(({ id }) => id === venueId),
      )}
      event={event}
    />
  );
  const save = (values: Values) =>
    event
      ? api.events.update.mutate({ id: event.id, ...inputOf(values) })
      : api.events.create.mutate({ ...inputOf(values), status: 'draft' });
  return (
    <section
      className="grid max-w-none! items-start gap-x-10 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem]"
      aria-labelledby="details"
    >
      <h2 id="details" className="text-xl font-extrabold lg:col-span-2">
        {t.details}
      </h2>
      <aside className="sticky top-24 order-1 max-lg:hidden">{preview}</aside>
      <div className="grid gap-4">
        {isRestored && <Notice>{t.restored}</Notice>}
        <Form
          fields={[...FIELDS, 'start_date', 'start_time', 'end_date', 'end_time']}
          action={event ? t.save : t.saveDraft}
          done={event && (managed?.pending_revision ? waits : t.saved)}
          onInput={keep}
          send={save}
          onDone={(saved) => {
            if (!event) localStorage.removeItem(EVENT_DRAFT);
            onSaved(saved);
          }}
        >
          {(refusal) => (
            <>
              <Field
                label={t.eventTitle}
                name="title"
                required
                maxLength={200}
                defaultValue={start.title}
                errors={refusal?.fields.title}
              />
              <Select
                // Its options come later than the form.
                key={categories.data ? 'there' : 'coming'}
                label={t.category}
                name="category"
                required
                defaultValue={start.category}
                errors={refusal?.fields.category}
              >
                {/* Whoever chose one before can go on at once. */}
                {!categories.data && start.category && <option>{start.category}</option>}
                {categories.data?.items.map(({ slug, name }) => (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ))}
              </Select>
              <TextArea
                label={t.description}
                name="description"
                required
                rows={6}
                maxLength={10_000}
                defaultValue={start.description}
                errors={refusal?.fields.description}
              />
              <div className="grid gap-4 sm:grid-cols-2">
                <Field
                  label={t.starts}
                  name="starts_at"
                  type="datetime-local"
                  required
                  defaultValue={start.starts_at}
                  onBlur={proposeEnd}
                  errors={refusal?.fields.starts_at ?? refusal?.fields.start_date ?? refusal?.fields.start_time}
                />
                <Field
                  label={t.ends}
                  name="ends_at"
                  type="datetime-local"
                  required
                  defaultValue={start.ends_at}
                  errors={refusal?.fields.ends_at ?? refusal?.fields.end_date ?? refusal?.fields.end_time}
                />
                <Select label={t.zone} name="timezone" defaultValue={zone} errors={refusal?.fields.timezone}>
                  {zonesFor(zone).map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </Select>
                <Field
                  label={t.capacity}
                  hint={t.capacityHint}
                  name="capacity"
                  type="number"
                  min={1}
                  inputMode="numeric"
                  defaultValue={start.capacity}
                  errors={refusal?.fields.capacity}
                />
              </div>
              <PlaceFields
                start={start}
                venues={venues}
                isOnline={isOnline}
                setOnline={setOnline}
                venue_id={venueId}
                setVenue={setVenue}
                refusal={refusal}
              />
              <TaxFields start={start} refusal={refusal} />
            </>
          )}
        </Form>
        <details className="rounded-card border border-line p-5 lg:hidden">
          <summary className="min-h-9 cursor-pointer font-semibold">{t.preview}</summary>
          <div className="pt-3">{preview}</div>
        </details>
      </div>
    </section>
  );
}
