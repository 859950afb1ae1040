import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
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
  if (vendors.isError) return <Failure error={vendors.error} retry={() => vendors.refetch()} />;
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
  const [count, setCount] = useState(0);
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
  const remove = useMutation({
    mutationFn: (id: string) => api.vendors.deleteBooth.mutate({ id }),
    onSettled: refresh,
  });
  const error = assign.error ?? remove.error;
  return (
    <Part title={t.booths}>
      {error && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
      <ul className="divide-y divide-line empty:hidden">
        {booths.data?.items.map((booth) => (
          <Row
            key={booth.id}
            name={booth.number}
            {...(booth.vendor_id === null && { onRemove: () => remove.mutate(booth.id) })}
            aside={
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
            }
          >
            {[booth.location, booth.event?.title].filter(Boolean).join(' · ')}{' '}
            {booth.set_up_at !== null && <Badge tone="good">{t.setUp}</Badge>}
          </Row>
        ))}
      </ul>
      <BoothForm
        key={count}
        onSaved={() => {
          setCount((before) => before + 1);
          refresh();
        }}
      />
    </Part>
  );
}

function BoothForm({ onSaved }: { onSaved(): void }) {
  const t = useText(houseTexts);
  const events = useQuery({
    queryKey: ['events', 'all'],
    queryFn: () => api.events.list.query({ page_size: 100 }),
  });
  return (
    <Form
      fields={['number', 'location', 'event_id']}
      action={t.newBooth}
      look="secondary"
      send={({ number = '', location = '', event_id = '' }) =>
        api.vendors.createBooth.mutate({ number, location, event_id: event_id || null })
      }
      onDone={onSaved}
    >
      {(refusal) => (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={t.number} name="number" required maxLength={40} errors={refusal?.fields.number} />
          <Field label={t.location} name="location" maxLength={200} errors={refusal?.fields.location} />
          <Select label={t.event} name="event_id" errors={refusal?.fields.event_id}>
            <option value="">{t.noEvent}</option>
            {events.data?.items.map(({ id, title }) => (
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
