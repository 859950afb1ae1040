import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { Collection } from './collection.tsx';
import { houseTexts } from './house.texts.ts';
import { Part, Row } from './rows.tsx';

type Vendor = Output['vendors']['listAll']['items'][number];
type Status = Vendor['status'];

const SELECT = 'h-11 max-w-44 rounded-full border border-strong-line bg-card px-4 text-sm font-semibold';

/** Who has a stand, whether they may, and which booth is whose. */
export function Vendors() {
  const t = useText(houseTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const vendors = useQuery({
    queryKey: ['all-vendors'],
    queryFn: () => api.vendors.listAll.query({ page_size: 100 }),
  });
  const decide = useMutation({
    mutationFn: (input: { id: string; status: Status }) => api.vendors.decide.mutate(input),
    onSettled: () => queries.invalidateQueries({ queryKey: ['all-vendors'] }),
  });
  if (vendors.isPending) return <PageSkeleton />;
  if (vendors.isLoadingError) return <Failure error={vendors.error} retry={() => vendors.refetch()} />;
  return (
    <>
      <Part title={t.vendors}>
        {decide.isError && <Notice tone="bad">{refusalSentence(refusalOf(decide.error), words)}</Notice>}
        {vendors.data.items.length === 0 && (
          <p className="text-muted">
            <span className="block font-semibold text-ink">{t.noVendors}</span>
            {t.noVendorsHint}
          </p>
        )}
        <ul className="divide-y divide-line empty:hidden">
          {vendors.data.items.map((vendor) => (
            <Row
              key={vendor.id}
              name={vendor.name || vendor.username}
              aside={
                <label>
                  <span className="sr-only">
                    {t.status}: {vendor.username}
                  </span>
                  <select
                    className={SELECT}
                    value={vendor.status}
                    onChange={(event) => decide.mutate({ id: vendor.id, status: event.target.value as Status })}
                  >
                    {Object.entries(t.vendorStatus).map(([status, name]) => (
                      <option key={status} value={status}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
              }
            >
              {[vendor.category, vendor.email, vendor.booths.map(({ number }) => number).join(', ')]
                .filter(Boolean)
                .join(' · ')}
            </Row>
          ))}
        </ul>
      </Part>
      <Booths vendors={vendors.data.items} />
    </>
  );
}

function Booths({ vendors }: { vendors: readonly Vendor[] }) {
  const t = useText(houseTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const booths = useQuery({
    queryKey: ['booths'],
    queryFn: () => api.vendors.listBooths.query({ page_size: 100 }),
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['booths'] });
    void queries.invalidateQueries({ queryKey: ['all-vendors'] });
  };
  const assign = useMutation({
    mutationFn: ({ booth_id, vendor_id }: { booth_id: string; vendor_id: string }) =>
      vendor_id === ''
        ? api.vendors.unassignBooth.mutate({ booth_id })
        : api.vendors.assignBooth.mutate({ booth_id, vendor_id }),
    onSettled: refresh,
  });
  if (booths.isLoadingError) return <Failure error={booths.error} retry={() => booths.refetch()} />;
  return (
    <Collection
      title={t.booths}
      items={booths.data?.items}
      nameOf={({ number }) => number}
      about={({ location, event, set_up_at }) => (
        <>
          {[location, event?.title].filter(Boolean).join(' · ')}{' '}
          {set_up_at !== null && <Badge tone="good">{t.setUp}</Badge>}
        </>
      )}
      aside={(booth) => (
        <label>
          <span className="sr-only">
            {t.assignedTo}: {booth.number}
          </span>
          <select
            className={SELECT}
            value={booth.vendor_id ?? ''}
            onChange={(event) => assign.mutate({ booth_id: booth.id, vendor_id: event.target.value })}
          >
            <option value="">{t.nobody}</option>
            {vendors.map((vendor) => (
              <option key={vendor.id} value={vendor.id}>
                {vendor.name || vendor.username}
              </option>
            ))}
          </select>
        </label>
      )}
      remove={({ id, vendor_id }) => (vendor_id === null ? () => api.vendors.deleteBooth.mutate({ id }) : undefined)}
      onChange={refresh}
      form={(booth, onSaved) => <BoothForm booth={booth} onSaved={onSaved} />}
    >
      {assign.isError && <Notice tone="bad">{refusalSentence(refusalOf(assign.error), words)}</Notice>}
    </Collection>
  );
}

type Booth = Output['vendors']['listBooths']['items'][number];

function BoothForm({ booth, onSaved }: { booth: Booth | undefined; onSaved(): void }) {
  const t = useText(houseTexts);
  const events = useQuery({
    queryKey: ['events', 'all'],
    queryFn: () => api.events.list.query({ page_size: 100 }),
  });
  const coming = events.data?.items ?? [];
  const own = booth?.event;
  // One that is over is on no list of those to come, and still the booth's own.
  const choices = own && !coming.some(({ id }) => id === own.id) ? [own, ...coming] : coming;
  return (
    <Form
      fields={['number', 'location', 'event_id']}
      action={booth ? t.save : t.newBooth}
      look="secondary"
      send={({ number = '', location = '', event_id = '' }) => {
        const values = { number, location, event_id: event_id || null };
        return booth
          ? api.vendors.updateBooth.mutate({ id: booth.id, ...values })
          : api.vendors.createBooth.mutate(values);
      }}
      onDone={onSaved}
    >
      {(refusal) => (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field
            label={t.number}
            name="number"
            required
            maxLength={40}
            defaultValue={booth?.number}
            errors={refusal?.fields.number}
          />
          <Field
            label={t.location}
            name="location"
            maxLength={200}
            defaultValue={booth?.location}
            errors={refusal?.fields.location}
          />
          {/* A choice holds only once it can be chosen. */}
          <Select
            key={String(events.isSuccess)}
            label={t.event}
            name="event_id"
            defaultValue={own?.id ?? ''}
            errors={refusal?.fields.event_id}
          >
            <option value="">{t.noEvent}</option>
            {choices.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </div>
      )}
    </Form>
  );
}
