import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { festivalTexts } from '../festival/festival.texts.ts';
import { Collection } from './collection.tsx';
import { houseTexts } from './house.texts.ts';

type Sponsor = Output['config']['sponsors']['items'][number];

/** Who makes it possible: added with a logo, changed, removed. */
export function SponsorEditor() {
  const t = useText(houseTexts);
  const { tiers } = useText(festivalTexts);
  const queries = useQueryClient();
  const sponsors = useQuery({
    queryKey: ['sponsors'],
    queryFn: () => api.config.sponsors.query({ page_size: 100 }),
  });
  if (sponsors.isLoadingError) return <Failure error={sponsors.error} retry={() => sponsors.refetch()} />;
  return (
    <Collection
      title={t.sponsors}
      items={sponsors.data?.items}
      nameOf={({ name }) => name}
      about={({ tier }) => tiers[tier]}
      remove={({ id }) =>
        () =>
          api.config.deleteSponsor.mutate({ id })
        }
      onChange={() => queries.invalidateQueries({ queryKey: ['sponsors'] })}
      form={(sponsor, onSaved) => <SponsorForm {...(sponsor && { sponsor })} onSaved={onSaved} />}
    />
  );
}

function SponsorForm({ sponsor, onSaved }: { sponsor?: Sponsor; onSaved(): void }) {
  const t = useText(houseTexts);
  const { tiers } = useText(festivalTexts);
  const [logo, setLogo] = useState<File>();
  const save = (values: Record<string, string>) => {
    const form = new FormData();
    for (const name of ['name', 'tier', 'website', 'description']) form.set(name, values[name] ?? '');
    if (sponsor) form.set('id', sponsor.id);
    if (logo) form.set('logo', logo);
    return sponsor ? api.config.updateSponsor.mutate(form) : api.config.createSponsor.mutate(form);
  };
  return (
    <Form
      fields={['name', 'tier', 'website', 'description', 'logo']}
      action={sponsor ? t.save : t.newSponsor}
      look="secondary"
      send={save}
      onDone={onSaved}
    >
      {(refusal) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t.name}
            name="name"
            required
            maxLength={200}
            defaultValue={sponsor?.name}
            errors={refusal?.fields.name}
          />
          <Select label={t.tier} name="tier" defaultValue={sponsor?.tier ?? 'gold'} errors={refusal?.fields.tier}>
            {Object.entries(tiers).map(([tier, name]) => (
              <option key={tier} value={tier}>
                {name}
              </option>
            ))}
          </Select>
          <Field
            label={t.website}
            name="website"
            type="url"
            defaultValue={sponsor?.website}
            errors={refusal?.fields.website}
          />
          <Field
            label={t.description}
            name="description"
            maxLength={2000}
            defaultValue={sponsor?.description}
            errors={refusal?.fields.description}
          />
          <Field
            label={t.logo}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            className="py-2.5"
            onChange={(change) => setLogo(change.target.files?.[0])}
            errors={refusal?.fields.logo}
          />
        </div>
      )}
    </Form>
  );
}
