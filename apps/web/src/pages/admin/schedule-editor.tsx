import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Collection } from './collection.tsx';
import { houseTexts } from './house.texts.ts';

type Item = Output['config']['schedule']['days'][number]['items'][number];

const LENGTHS = { title: 200, performer: 200, stage: 100, description: 4000 } as const;

/** What happens when, in the festival's own time zone. */
export function ScheduleEditor() {
  const t = useText(houseTexts);
  const queries = useQueryClient();
  const schedule = useQuery({ queryKey: ['schedule'], queryFn: () => api.config.schedule.query({}) });
  if (schedule.isLoadingError) return <Failure error={schedule.error} retry={() => schedule.refetch()} />;
  return (
    <Collection
      title={t.schedule}
      items={schedule.data?.days.flatMap((day) => day.items)}
      nameOf={({ title }) => title}
      about={({ date, start_time, end_time, stage, performer }) =>
        [`${date} ${start_time.slice(0, 5)}–${end_time.slice(0, 5)}`, stage, performer].filter(Boolean).join(' · ')
      }
      remove={({ id }) =>
        () =>
          api.config.deleteScheduleItem.mutate({ id })
        }
      onChange={() => queries.invalidateQueries({ queryKey: ['schedule'] })}
      form={(item, onSaved) => (
        <ItemForm {...(item && { item })} timezone={schedule.data?.timezone} onSaved={onSaved} />
      )}
    />
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
