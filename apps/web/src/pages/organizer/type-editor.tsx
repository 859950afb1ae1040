import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api, Refused, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useReadAmount } from '../../ui/read-amount.ts';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { EditedEvent } from './event-editor-page.tsx';
import { organizerTexts } from './organizer.texts.ts';

type Kind = 'paid' | 'free' | 'relawan';
const KINDS: readonly Kind[] = ['paid', 'free', 'relawan'];

/** What can be bought of an event, and one more. */
export function TypeEditor({ event, onChanged }: { event: EditedEvent; onChanged(): void }) {
  const t = useText(organizerTexts);
  const words = useRefusalTexts();
  const { money, number } = useFormats();
  const remove = useMutation({
    mutationFn: (id: string) => api.ticketTypes.delete.mutate({ id }),
    onSuccess: onChanged,
  });
  return (
    <section className="grid gap-4 rounded-card border border-line bg-card p-5" aria-labelledby="types">
      <h2 id="types" className="text-xl font-extrabold">
        {t.types}
      </h2>
      {remove.isError && <Notice tone="bad">{refusalSentence(refusalOf(remove.error), words)}</Notice>}
      {event.ticket_type.length > 0 && (
        <ul className="grid gap-2">
          {event.ticket_type.map((type) => (
            <li key={type.id} className="flex items-center gap-4 rounded-xl bg-sunken px-4 py-3">
              <span className="mr-auto min-w-0">
                <span className="block font-bold">{type.title}</span>
                <span className="block text-sm text-muted">
                  {type.ticket_type !== 'paid' && t.kinds[type.ticket_type]}{' '}
                  {Number(type.price) > 0 && money(type.price, type.currency)} ·
                  {t.soldOf(number(type.sold), number(type.quota))}
                </span>
              </span>
              {type.sold + type.held === 0 && (
                <button
                  type="button"
                  className="rounded-full p-3 hover:bg-card"
                  aria-label={t.removeType(type.title)}
                  onClick={() => remove.mutate(type.id)}
                >
                  <Trash2 className="size-4" aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <NewType event={event} onChanged={onChanged} key={event.ticket_type.length} />
    </section>
  );
}

function NewType({ event, onChanged }: { event: EditedEvent; onChanged(): void }) {
  const t = useText(organizerTexts);
  const [kind, setKind] = useState<Kind>('paid');
  const readAmount = useReadAmount(event.currency);
  const priceOf = (typed: string) => {
    const read = readAmount(typed);
    if ('value' in read) return read.value;
    throw new Refused({ code: 'request.invalid', message: '', fields: { price: [read.sentence] }, status: 400 });
  };
  return (
    <Form
      fields={['title', 'price', 'quota', 'ticket_quantity']}
      action={t.addType}
      send={async ({ title = '', quota = '', price = '' }) =>
        api.ticketTypes.create.mutate({
          event_id: event.id,
          title,
          ticket_type: kind,
          ticket_quantity: Number(quota),
          ...(kind !== 'free' && { price: priceOf(price) }),
          // On sale from now until the doors open, unless the organizer says otherwise.
          sale_starts_at: new Date().toISOString(),
          sale_ends_at: event.starts_at,
        })
      }
      onDone={onChanged}
    >
      {(refusal) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t.typeTitle} name="title" required maxLength={100} errors={refusal?.fields.title} />
          <Select label={t.kind} value={kind} onChange={(change) => setKind(change.target.value as Kind)}>
            {KINDS.map((choice) => (
              <option key={choice} value={choice}>
                {t.kinds[choice]}
              </option>
            ))}
          </Select>
          {kind !== 'free' && (
            <Field
              label={`${kind === 'relawan' ? t.leastPrice : t.price} (${event.currency})`}
              hint={kind === 'relawan' ? t.leastPriceHint : undefined}
              name="price"
              inputMode="decimal"
              required
              errors={refusal?.fields.price}
            />
          )}
          <Field
            label={t.quota}
            name="quota"
            type="number"
            min={1}
            required
            errors={refusal?.fields.ticket_quantity ?? refusal?.fields.quota}
          />
        </div>
      )}
    </Form>
  );
}
