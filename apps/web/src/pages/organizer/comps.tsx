import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import type { EditedEvent } from './event-editor-page.tsx';

type CompTexts = {
  title: string;
  lead: string;
  left: (left: string, quota: string) => string;
  email: string;
  emailHint: string;
  type: string;
  quantity: string;
  reason: string;
  reasonHint: string;
  give: string;
  list: string;
  quota: string;
  quotaHint: string;
  saveQuota: string;
  by: (name: string, moment: string) => string;
};

const texts: Texts<CompTexts> = {
  en: {
    title: 'Give tickets',
    lead: 'For guests, artists and press. They take places like sold ones do, and cost nothing.',
    left: (left, quota) => `${left} of ${quota} left to give`,
    email: 'E-mail address',
    emailHint: 'Who has no account gets one, with a mail that leads into it.',
    type: 'Ticket type',
    quantity: 'How many',
    reason: 'Reason',
    reasonHint: 'Kept with the tickets, for whoever asks later.',
    give: 'Give tickets',
    list: 'Given so far',
    quota: 'How many may be given in all',
    quotaHint: 'Not below what was given already.',
    saveQuota: 'Save number',
    by: (name, moment) => `by ${name}, ${moment}`,
  },
  id: {
    title: 'Beri tiket',
    lead: 'Untuk tamu, pengisi acara, dan pers. Tempatnya terpakai seperti tiket terjual, tanpa biaya.',
    left: (left, quota) => `Sisa ${left} dari ${quota} untuk diberikan`,
    email: 'Alamat surel',
    emailHint: 'Yang belum punya akun dibuatkan, dengan surel untuk masuk.',
    type: 'Jenis tiket',
    quantity: 'Jumlah',
    reason: 'Alasan',
    reasonHint: 'Disimpan bersama tiketnya, kalau nanti ada yang bertanya.',
    give: 'Beri tiket',
    list: 'Sudah diberikan',
    quota: 'Jumlah yang boleh diberikan',
    quotaHint: 'Tidak kurang dari yang sudah diberikan.',
    saveQuota: 'Simpan jumlah',
    by: (name, moment) => `oleh ${name}, ${moment}`,
  },
};

type Props = { event: EditedEvent; isManager: boolean; onChanged(): void };

/** Tickets that nobody pays for: how many are left to give, to whom they go, and to whom they went. */
export default function Comps({ event, isManager, onChanged }: Props) {
  const t = useText(texts);
  const { number, moment } = useFormats();
  const queries = useQueryClient();
  const quota = useQuery({
    queryKey: ['comps', event.id, 'quota'],
    queryFn: () => api.boxOffice.compQuota.query({ id: event.id }),
  });
  const comps = useQuery({
    queryKey: ['comps', event.id, 'list'],
    queryFn: () => api.boxOffice.listComps.query({ id: event.id, page_size: 100 }),
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['comps', event.id] });
    void queries.invalidateQueries({ queryKey: ['guests'] });
    onChanged();
  };
  if (quota.isLoadingError) return <Failure error={quota.error} retry={() => quota.refetch()} />;
  return (
    <section className="grid gap-4" aria-labelledby="comps">
      <h2 id="comps" className="text-xl font-extrabold">
        {t.title}
      </h2>
      <p className="max-w-prose text-muted">{t.lead}</p>
      {quota.data ? (
        <>
          <p className="rounded-card bg-sunken px-5 py-4 font-semibold" role="status">
            {t.left(number(quota.data.left), number(quota.data.comp_quota))}
          </p>
          {quota.data.left > 0 && event.ticket_type.length > 0 && (
            <Form
              key={`give ${quota.data.used}`}
              fields={['email', 'quantity', 'reason', 'ticket_type_id']}
              action={t.give}
              send={({ email = '', quantity = '1', reason = '', ticket_type_id = '' }) =>
                api.boxOffice.issueComps.mutate({ email, quantity: Number(quantity), reason, ticket_type_id })
              }
              onDone={refresh}
            >
              {(refusal) => (
                <div className="grid gap-4 sm:grid-cols-2">
                  <Field
                    label={t.email}
                    hint={t.emailHint}
                    name="email"
                    type="email"
                    required
                    autoComplete="off"
                    errors={refusal?.fields.email}
                  />
                  <Field
                    label={t.reason}
                    hint={t.reasonHint}
                    name="reason"
                    required
                    maxLength={1000}
                    errors={refusal?.fields.reason}
                  />
                  <Select label={t.type} name="ticket_type_id" errors={refusal?.fields.ticket_type_id}>
                    {event.ticket_type.map(({ id, title }) => (
                      <option key={id} value={id}>
                        {title}
                      </option>
                    ))}
                  </Select>
                  <Field
                    label={t.quantity}
                    name="quantity"
                    type="number"
                    min={1}
                    max={Math.min(50, quota.data.left)}
                    defaultValue={1}
                    required
                    errors={refusal?.fields.quantity}
                  />
                </div>
              )}
            </Form>
          )}
        </>
      ) : (
        <div className="skeleton h-14 rounded-card" />
      )}
      {comps.data && comps.data.items.length > 0 && (
        <>
          <h3 className="font-bold">{t.list}</h3>
          <ul className="divide-y divide-line">
            {comps.data.items.map((comp) => (
              <li key={comp.booking_id} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
                <span className="min-w-0 break-words">
                  <span className="block font-semibold">{comp.email}</span>
                  <span className="block text-sm text-muted">{comp.reason}</span>
                </span>
                <span className="min-w-0 text-sm break-words text-muted">
                  <span className="block text-ink">
                    {number(comp.quantity)} × {comp.ticket_type}
                  </span>
                  {t.by(comp.issued_by, moment(comp.created_at))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {isManager && quota.data && (
        <Form
          key={`quota ${quota.data.comp_quota}`}
          fields={['comp_quota']}
          action={t.saveQuota}
          look="secondary"
          send={({ comp_quota = '0' }) =>
            api.boxOffice.changeCompQuota.mutate({ id: event.id, comp_quota: Number(comp_quota) })
          }
          onDone={refresh}
        >
          {(refusal) => (
            <Field
              label={t.quota}
              hint={t.quotaHint}
              name="comp_quota"
              type="number"
              min={quota.data.used}
              defaultValue={quota.data.comp_quota}
              required
              errors={refusal?.fields.comp_quota}
            />
          )}
        </Form>
      )}
    </section>
  );
}
