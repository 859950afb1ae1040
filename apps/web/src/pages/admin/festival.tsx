import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Input, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { houseTexts } from './house.texts.ts';
import { Part } from './rows.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
import { SponsorEditor } from './sponsor-editor.tsx';

type Config = Output['config']['get'];

/** Everything that the public pages around the tickets say. */
export function Festival() {
  const config = useQuery({ queryKey: ['config'], queryFn: () => api.config.get.query({}) });
  if (config.isPending) return <PageSkeleton />;
  if (config.isLoadingError) return <Failure error={config.error} retry={() => config.refetch()} />;
  return (
    <>
      <ConfigEditor config={config.data} />
      <ScheduleEditor />
      <SponsorEditor />
    </>
  );
}

/** `instagram https://…`, one a line. */
function linksOf(lines: string): Record<string, string> {
  const pairs = lines
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([name]) => name);
  return Object.fromEntries(pairs.map(([name = '', address = '']) => [name.toLowerCase(), address]));
}

function inputOf(values: Record<string, string>): Input['config']['update'] {
  const { start_date, end_date, event_id, social_links = '', ticket_sale, ...rest } = values;
  return {
    ...rest,
    start_date: start_date || null,
    end_date: end_date || null,
    event_id: event_id || null,
    ticket_sale: ticket_sale as Config['ticket_sale_setting'],
    social_links: linksOf(social_links),
  };
}

function ConfigEditor({ config }: { config: Config }) {
  const t = useText(houseTexts);
  const queries = useQueryClient();
  const events = useQuery({
    queryKey: ['events', 'all'],
    queryFn: () => api.events.list.query({ page_size: 100 }),
  });
  const links = Object.entries(config.social_links).map(([name, address]) => `${name} ${address}`);
  const lines = [
    ['tagline', t.tagline, config.tagline],
    ['venue_name', t.venueName, config.venue.name],
    ['venue_address', t.address, config.venue.address],
    ['city', t.city, config.venue.city],
    ['map_url', t.map, config.venue.map_url],
    ['website', t.website, config.website],
    ['contact_email', t.email, config.contact.email],
    ['contact_phone', t.phone, config.contact.phone],
    ['timezone', t.zone, config.timezone],
  ] as const;
  return (
    <Part title={t.pages}>
      <Form
        fields={['name', 'description', 'start_date', 'end_date', ...lines.map(([name]) => name)]}
        action={t.save}
        done={t.saved}
        send={(values) => api.config.update.mutate(inputOf(values))}
        onDone={() => {
          void queries.invalidateQueries({ queryKey: ['config'] });
          // Its times are told in the festival's zone.
          void queries.invalidateQueries({ queryKey: ['schedule'] });
        }}
      >
        {(refusal) => (
          <>
            <Field
              label={t.festivalName}
              name="name"
              required
              maxLength={200}
              defaultValue={config.name}
              errors={refusal?.fields.name}
            />
            <TextArea
              label={t.description}
              name="description"
              maxLength={5000}
              defaultValue={config.description}
              errors={refusal?.fields.description}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label={t.firstDay}
                name="start_date"
                type="date"
                defaultValue={config.start_date ?? ''}
                errors={refusal?.fields.start_date}
              />
              <Field
                label={t.lastDay}
                name="end_date"
                type="date"
                defaultValue={config.end_date ?? ''}
                errors={refusal?.fields.end_date}
              />
              {lines.map(([name, label, value]) => (
                <Field key={name} label={label} name={name} defaultValue={value} errors={refusal?.fields[name]} />
              ))}
              <Select label={t.sale} name="ticket_sale" defaultValue={config.ticket_sale_setting}>
                {Object.entries(t.sales).map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
              <Select
                // Its options come later than the form.
                key={events.data ? 'there' : 'coming'}
                label={t.event}
                name="event_id"
                defaultValue={config.event_id ?? ''}
              >
                <option value="">{t.noEvent}</option>
                {config.event_id !== null && <option value={config.event_id}>{config.event}</option>}
                {events.data?.items
                  .filter(({ id }) => id !== config.event_id)
                  .map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
              </Select>
            </div>
            <TextArea
              label={t.social}
              hint={t.socialHint}
              name="social_links"
              rows={3}
              defaultValue={links.join('\n')}
              errors={refusal?.fields.social_links}
            />
          </>
        )}
      </Form>
    </Part>
  );
}
