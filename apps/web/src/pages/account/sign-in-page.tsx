import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useText } from '../../lib/locale.tsx';
import { useSignIn } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Field } from '../../ui/field.tsx';
import { Form, FormPage } from '../../ui/form.tsx';
import { accountTexts } from './account.texts.ts';

const route = getRouteApi('/sign-in');
const LINK = 'font-semibold text-accent underline underline-offset-4';

export default function SignInPage() {
  const t = useText(accountTexts);
  const { next = '/' } = route.useSearch();
  const router = useRouter();
  const signIn = useSignIn();
  useTitle(t.signIn);
  return (
    <FormPage title={t.signIn} lead={next === '/' ? t.welcome : t.toContinue}>
      <Form
        fields={['username', 'password']}
        action={t.signIn}
        send={({ username = '', password = '' }) => signIn.mutateAsync({ username, password })}
        onDone={() => router.history.replace(next)}
      >
        {(refusal) => (
          <>
            <Field
              label={t.usernameOrEmail}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              required
              errors={refusal?.fields.username}
            />
            <Field
              label={t.password}
              name="password"
              type="password"
              autoComplete="current-password"
              required
              errors={refusal?.fields.password}
            />
          </>
        )}
      </Form>
      <p className="flex flex-wrap justify-between gap-3 text-sm">
        <span>
          {t.noAccount}{' '}
          <Link to="/register" search={{ next }} className={LINK}>
            {t.register}
          </Link>
        </span>
        <Link to="/forgot-password" className={LINK}>
          {t.forgot}
        </Link>
      </p>
    </FormPage>
  );
}
