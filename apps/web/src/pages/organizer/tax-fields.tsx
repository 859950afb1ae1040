import { useState } from 'react';
import type { Refusal } from '../../lib/api.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { Field, Select } from '../../ui/field.tsx';

type TaxTexts = {
  title: string;
  hint: string;
  name: string;
  rate: string;
  how: string;
  included: string;
  onTop: string;
};

const texts: Texts<TaxTexts> = {
  en: {
    title: 'Tax on tickets',
    hint: 'For tickets that are bought from now on; it stands on every invoice. Leave 0 where there is none.',
    name: 'Name of the tax',
    rate: 'Percent',
    how: 'Prices',
    included: 'include the tax',
    onTop: 'are without tax; it comes on top',
  },
  id: {
    title: 'Pajak tiket',
    hint: 'Untuk tiket yang dibeli mulai sekarang; tercantum di setiap faktur. Isi 0 kalau tidak ada.',
    name: 'Nama pajak',
    rate: 'Persen',
    how: 'Harga',
    included: 'sudah termasuk pajak',
    onTop: 'belum termasuk pajak; ditambahkan',
  },
};

/** What the event's tickets are taxed with. */
export function TaxFields({ start, refusal }: { start: Record<string, string>; refusal: Refusal | undefined }) {
  const t = useText(texts);
  const [rate, setRate] = useState(start.tax_rate || '0');
  const isTaxed = Number(rate) > 0;
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 font-bold">{t.title}</legend>
      <p className="text-sm text-muted">{t.hint}</p>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field
          label={t.rate}
          name="tax_rate"
          type="number"
          min={0}
          max={100}
          step="any"
          value={rate}
          onChange={(change) => setRate(change.target.value)}
          errors={refusal?.fields.tax_rate}
        />
        {/* Hidden and still there: whoever empties the rate to type another keeps what was chosen. */}
        <div className="contents" hidden={!isTaxed}>
          <Field
            label={t.name}
            name="tax_name"
            required={isTaxed}
            maxLength={40}
            defaultValue={start.tax_name || 'PPN'}
            errors={refusal?.fields.tax_name}
          />
          <Select label={t.how} name="tax_included" defaultValue={start.tax_included || 'true'}>
            <option value="true">{t.included}</option>
            <option value="false">{t.onTop}</option>
          </Select>
        </div>
      </div>
    </fieldset>
  );
}
