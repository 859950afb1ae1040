import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Form, FormPage } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { organizerTexts } from './organizer.texts.ts';

const TONES = { pending: 'warn', approved: 'good', rejected: 'bad' } as const;

export default function BecomeOrganizerPage() {
  const t = useText(organizerTexts);
  useTitle(t.becomeTitle);
  return (
    <FormPage title={t.becomeTitle} lead={t.becomeLead}>
      <SignedIn>{() => <Proposal />}</SignedIn>
    </FormPage>
  );
}

function Proposal() {
  const t = useText(organizerTexts);
  const queries = useQueryClient();
  const proposals = useQuery({ queryKey: ['proposals'], queryFn: () => api.proposals.listOwn.query({}) });
  const last = proposals.data?.items[0];
  return (
    <>
      {last && (
        <Notice tone={TONES[last.status]}>
          {t.proposal[last.status]} {last.message}
        </Notice>
      )}
      {last?.status === 'approved' && (
        <Link to="/organizer" className={buttonClass()}>
          {t.title}
        </Link>
      )}
      {last?.status !== 'pending' && last?.status !== 'approved' && (
        <Form
          fields={['name', 'category', 'description', 'location']}
          action={t.apply}
          done={t.applied}
          send={({ name = '', category = '', description = '', location = '' }) =>
            api.proposals.submit.mutate({ name, category, description, location })
          }
          onDone={() => queries.invalidateQueries({ queryKey: ['proposals'] })}
        >
          {(refusal) => (
            <>
              <Field label={t.becomeName} name="name" required maxLength={200} errors={refusal?.fields.name} />
              <Field
                label={t.becomeCategory}
                name="category"
                required
                maxLength={100}
                errors={refusal?.fields.category}
              />
              <TextArea
                label={t.becomeDescription}
                name="description"
                required
                maxLength={10_000}
                errors={refusal?.fields.description}
              />
              <Field
                label={t.becomeLocation}
                name="location"
                required
                maxLength={300}
                errors={refusal?.fields.location}
              />
            </>
          )}
        </Form>
      )}
    </>
  );
}
