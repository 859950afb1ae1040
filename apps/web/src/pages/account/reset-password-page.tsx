import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Form, FormPage } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { accountTexts } from './account.texts.ts';

const route = getRouteApi('/reset-password');

export default function ResetPasswordPage() {
  const t = useText(accountTexts);
  const hash = useLocation({ select: (location) => location.hash });
  const { token = hash === '' ? undefined : hash } = route.useSearch();
  useTitle(t.resetTitle);
  if (token === undefined)
    return (
      <FormPage title={t.resetTitle}>
        <Notice tone="warn">{t.noToken}</Notice>
        <Link to="/forgot-password" className={buttonClass()}>
          {t.sendLink}
        </Link>
      </FormPage>
    );
  return (
    <FormPage title={t.resetTitle}>
      <Form
        fields={['new_password']}
        action={t.savePassword}
        done={
          <>
            {t.passwordSaved}{' '}
            <Link to="/sign-in" className="font-semibold underline">
              {t.signIn}
            </Link>
          </>
        }
        send={({ new_password = '' }) => api.auth.confirmPasswordReset.mutate({ token, new_password })}
      >
        {(refusal) => (
          <Field
            label={t.newPassword}
            hint={t.passwordHint}
            name="new_password"
            type="password"
            autoComplete="new-password"
            minLength={8}
            required
            errors={refusal?.fields.new_password}
          />
        )}
      </Form>
    </FormPage>
  );
}
