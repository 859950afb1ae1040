import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { houseTexts } from './house.texts.ts';
import { Part, Row } from './rows.tsx';

type Item = Output['config']['schedule']['days'][number]['items'][number];

const LENGTHS = { title: 200, performer: 200, stage: 100, description: 4000 } as const;

/** What happens when, in the festival's own time zone. */
export function ScheduleEditor() {
  const t = useText(houseTexts);
  const queries = useQueryClient();
  const [editing, setEditing] = useState<Item>();
  const [count, setCount] = useState(0);
  const schedule = useQuery({ queryKey: ['schedule'], queryFn: () => api.config.schedule.query({}) });
  const refresh = () => {
    setEditing(undefined);
    setCount((before) => before + 1);
    return queries.invalidateQueries({ queryKey: ['schedule'] });
  };
  const remove = useMutation({
    mutationFn: (id: string) => api.config.deleteScheduleItem.mutate({ id }),
    onSettled: refresh,
  });
  const items = schedule.data?.days.flatMap((day) => day.items) ?? [];
  return (
    <Part title={t.schedule}>
      <ul className="divide-y divide-line empty:hidden">
        {items.map((item) => (
          <Row key={item.id} name={item.title} onEdit={() => setEditing(item)} onRemove={() => remove.mutate(item.id)}>
            {[`${item.date} ${item.start_time.slice(0, 5)}–${item.end_time.slice(0, 5)}`, item.stage, item.performer]
              .filter(Boolean)
              .join(' · ')}
          </Row>
        ))}
      </ul>
      <ItemForm key={count} timezone={schedule.data?.timezone} onSaved={refresh} />
      {editing && (
        <Dialog title={editing.title} isOpen onClose={() => setEditing(undefined)} closeLabel={t.close}>
          <ItemForm item={editing} timezone={schedule.data?.timezone} onSaved={refresh} />
        </Dialog>
      )}
    </Part>
  );
}

/** What a datetime-local field takes: an instant as a clock in that zone shows it. */
function localOf(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(instant))
    .replace(' ', 'T');
}

type FormProps = { item?: Item; timezone: string | undefined; onSaved(): void };

function ItemForm({ item, timezone = 'Asia/Jakarta', onSaved }: FormProps) {
  const t = useText(houseTexts);
  const save = (values: Record<string, string>) => {
    const { title = '', performer = '', stage = '', description = '', starts_at = '', ends_at = '' } = values;
    const input = { title, performer, stage, description, starts_at, ends_at };
    return item
      ? api.config.updateScheduleItem.mutate({ id: item.id, ...input })
      : api.config.createScheduleItem.mutate(input);
  };
  const lines = [
    ['title', t.what, item?.title],
    ['performer', t.performer, item?.performer],
    ['stage', t.stage, item?.stage],
    ['description', t.description, item?.description],
  ] as const;
  return (
    <Form
      fields={['title', 'performer', 'stage', 'description', 'starts_at', 'ends_at']}
      action={item ? t.save : t.newItem}
      look="secondary"
      send={save}
      onDone={onSaved}
    >
      {(refusal) => (
        <div className="grid gap-4 sm:grid-cols-2">
          {lines.map(([name, label, value]) => (
            <Field
              key={name}
              label={label}
              name={name}
              required={name === 'title'}
              maxLength={LENGTHS[name]}
              defaultValue={value}
              errors={refusal?.fields[name]}
            />
          ))}
          <Field
            label={`${t.begins} (${timezone})`}
            name="starts_at"
            type="datetime-local"
            required
            defaultValue={item && localOf(item.starts_at, timezone)}
            errors={refusal?.fields.starts_at}
          />
          <Field
            label={`${t.ends} (${timezone})`}
            name="ends_at"
            type="datetime-local"
            required
            defaultValue={item && localOf(item.ends_at, timezone)}
            errors={refusal?.fields.ends_at}
          />
        </div>
      )}
    </Form>
  );
}
