import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { EditedEvent } from './event-editor-page.tsx';
import { organizerTexts } from './organizer.texts.ts';
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
  'capacity',
  'tax_name',
  'tax_rate',
] as const;

type Values = Record<string, string>;

/** Kept on this device while somebody types, so that a closed tab costs nothing. */
const DRAFT = 'event-draft';

function storedDraft(): Values {
  try {
    return JSON.parse(localStorage.getItem(DRAFT) ?? '{}') as Values;
  } catch {
    return {};
  }
}

function valuesOf(event: EditedEvent): Values {
  return {
    title: event.title,
    category: event.category,
    description: event.description,
    starts_at: `${event.start_date}T${event.start_time.slice(0, 5)}`,
    ends_at: `${event.end_date}T${event.end_time.slice(0, 5)}`,
    timezone: event.timezone,
    place_name: event.place_name,
    full_address: event.full_address,
    city: event.city,
    capacity: event.capacity === null ? '' : String(event.capacity),
    tax_name: event.tax_name,
    tax_rate: String(event.tax_rate),
    tax_included: String(event.tax_included),
  };
}

/** A moment as typed stays one in the event's own zone: date and time travel apart. */
function periodOf(values: Values) {
  const [start_date = '', start_time = ''] = (values.starts_at ?? '').split('T');
  const [end_date = '', end_time = ''] = (values.ends_at ?? '').split('T');
  return { start_date, start_time, end_date, end_time };
}

function inputOf(values: Values) {
  const { title = '', category = '', description = '', timezone = 'Asia/Jakarta', capacity = '' } = values;
  const { place_name = '', full_address = '', city = '', is_online, tax_name = '', tax_rate, tax_included } = values;
  return {
    title,
    category,
    description,
    timezone,
    ...periodOf(values),
    place_name,
    full_address,
    city,
    is_online: is_online === 'on',
    capacity: capacity === '' ? null : Number(capacity),
    tax_rate: Number(tax_rate || '0'),
    ...(tax_name !== '' && { tax_name }),
    ...(tax_included !== undefined && { tax_included: tax_included === 'true' }),
  };
}

type Props = { event?: EditedEvent; onSaved(event: Output['events']['create']): void };

export function EventForm({ event, onSaved }: Props) {
  const t = useText(organizerTexts);
  const [start] = useState<Values>(() => (event ? valuesOf(event) : storedDraft()));
  const [isOnline, setOnline] = useState(event?.is_online ?? start.is_online === 'on');
  const isRestored = !event && Boolean(start.title || start.description);
  const categories = useQuery({
    queryKey: ['categories'],
    staleTime: 3_600_000,
    queryFn: () => api.categories.list.query({ page_size: 100 }),
  });
  const keep = (values: Values) => !event && localStorage.setItem(DRAFT, JSON.stringify(values));
  const save = (values: Values) =>
    event
      ? api.events.update.mutate({ id: event.id, ...inputOf(values) })
      : api.events.create.mutate({ ...inputOf(values), status: 'draft' });
  return (
    <section className="grid gap-4" aria-labelledby="details">
      <h2 id="details" className="text-xl font-extrabold">
        {t.details}
      </h2>
      {isRestored && <Notice>{t.restored}</Notice>}
      <Form
        fields={[...FIELDS, 'start_date', 'start_time', 'end_date', 'end_time']}
        action={event ? t.save : t.saveDraft}
        done={event && t.saved}
        onInput={keep}
        send={save}
        onDone={(saved) => {
          if (!event) localStorage.removeItem(DRAFT);
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
              <Select
                label={t.zone}
                name="timezone"
                defaultValue={start.timezone ?? 'Asia/Jakarta'}
                errors={refusal?.fields.timezone}
              >
                {ZONES.map((zone) => (
                  <option key={zone}>{zone}</option>
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
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label={t.place}
                name="place_name"
                required={!isOnline}
                maxLength={200}
                defaultValue={start.place_name}
                errors={refusal?.fields.place_name}
              />
              <Field
                label={t.city}
                name="city"
                required={!isOnline}
                maxLength={100}
                defaultValue={start.city}
                errors={refusal?.fields.city}
              />
            </div>
            <Field
              label={t.address}
              name="full_address"
              maxLength={500}
              defaultValue={start.full_address}
              errors={refusal?.fields.full_address}
            />
            <TaxFields start={start} refusal={refusal} />
          </>
        )}
      </Form>
    </section>
  );
}
