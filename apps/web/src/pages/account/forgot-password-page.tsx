import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { Field } from '../../ui/field.tsx';
import { accountTexts } from './account.texts.ts';
import { Form, FormPage } from './form.tsx';

export default function ForgotPasswordPage() {
  const t = useText(accountTexts);
  useTitle(t.forgotTitle);
  return (
    <FormPage title={t.forgotTitle} lead={t.forgotLead}>
      <Form
        fields={['email']}
        action={t.sendLink}
        done={t.linkSent}
        send={({ email = '' }) => api.auth.requestPasswordReset.mutate({ email })}
      >
        {(refusal) => (
          <Field
            label={t.email}
            name="email"
            type="email"
            autoComplete="email"
            required
            errors={refusal?.fields.email}
          />
        )}
      </Form>
    </FormPage>
  );
}
