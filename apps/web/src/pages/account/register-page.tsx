import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { api } from '../../lib/api.ts';
import { useLocale, useText } from '../../lib/locale.tsx';
import { useSignIn } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Field } from '../../ui/field.tsx';
import { accountTexts } from './account.texts.ts';
import { Form, FormPage } from './form.tsx';

const route = getRouteApi('/register');

/** Registers and signs in at once, so that a purchase goes on where it was. */
export default function RegisterPage() {
  const t = useText(accountTexts);
  const { locale } = useLocale();
  const { next = '/' } = route.useSearch();
  const router = useRouter();
  const signIn = useSignIn();
  useTitle(t.register);
  const register = async ({ first_name = '', email = '', password = '' }: Record<string, string>) => {
    await api.auth.register.mutate({ email, password, locale, ...(first_name !== '' && { first_name }) });
    return signIn.mutateAsync({ username: email, password });
  };
  return (
    <FormPage title={t.register} lead={t.registerLead}>
      <Form
        fields={['email', 'password', 'first_name']}
        action={t.create}
        send={register}
        onDone={() => router.history.replace(next)}
      >
        {(refusal) => (
          <>
            <Field
              label={t.firstName}
              hint={t.optional}
              name="first_name"
              autoComplete="given-name"
              errors={refusal?.fields.first_name}
            />
            <Field
              label={t.email}
              name="email"
              type="email"
              autoComplete="email"
              required
              errors={refusal?.fields.email}
            />
            <Field
              label={t.password}
              hint={t.passwordHint}
              name="password"
              type="password"
              autoComplete="new-password"
              minLength={8}
              required
              errors={refusal?.fields.password}
            />
          </>
        )}
      </Form>
      <p className="text-sm">
        {t.haveAccount}{' '}
        <Link to="/sign-in" search={{ next }} className="font-semibold text-accent underline underline-offset-4">
          {t.signIn}
        </Link>
      </p>
    </FormPage>
  );
}
