import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useLocale, useText } from '../../lib/locale.tsx';
import { type Account, accountQuery, useSignOut } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Form, FormPage } from '../../ui/form.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { accountTexts } from './account.texts.ts';
import { Sessions } from './sessions.tsx';
import { Unverified } from './unverified.tsx';

export default function AccountPage() {
  return <SignedIn>{(account) => <AccountView account={account} />}</SignedIn>;
}

function AccountView({ account }: { account: Account }) {
  const t = useText(accountTexts);
  const { money } = useFormats();
  const signOut = useSignOut();
  useTitle(t.account);
  return (
    <FormPage title={t.account} lead={account.email}>
      {!account.email_verified && <Unverified />}
      <p className="flex items-baseline justify-between rounded-card bg-sunken px-6 py-5">
        <span className="text-muted">{t.balance}</span>
        <span className="text-2xl font-extrabold tabular-nums">{money(account.balance, account.currency)}</span>
      </p>
      <Profile account={account} />
      <section className="mt-6 grid gap-4" aria-labelledby="password">
        <h2 id="password" className="text-xl font-extrabold">
          {t.changePassword}
        </h2>
        <Form
          fields={['old_password', 'new_password']}
          action={t.savePassword}
          done={t.passwordChanged}
          send={({ old_password = '', new_password = '' }) =>
            api.auth.changePassword.mutate({ old_password, new_password })
          }
        >
          {(refusal) => (
            <>
              <Field
                label={t.oldPassword}
                name="old_password"
                type="password"
                autoComplete="current-password"
                required
                errors={refusal?.fields.old_password}
              />
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
            </>
          )}
        </Form>
      </section>
      <Sessions />
      <Button variant="secondary" isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t.signOut}
      </Button>
    </FormPage>
  );
}

function Profile({ account }: { account: Account }) {
  const t = useText(accountTexts);
  const { setLocale } = useLocale();
  const queries = useQueryClient();
  return (
    <section className="grid gap-4" aria-labelledby="profile">
      <h2 id="profile" className="text-xl font-extrabold">
        {t.profile}
      </h2>
      <Form
        fields={['first_name', 'last_name', 'phone_number', 'locale']}
        action={t.save}
        done={t.saved}
        send={({ first_name = '', last_name = '', phone_number = '', locale }) =>
          api.account.update.mutate({
            first_name,
            last_name,
            phone_number: phone_number === '' ? null : phone_number,
            locale: locale === 'en' ? 'en' : 'id',
          })
        }
        onDone={(next) => {
          queries.setQueryData(accountQuery.queryKey, next);
          setLocale(next.locale === 'en' ? 'en' : 'id');
        }}
      >
        {(refusal) => (
          <>
            <Field
              label={t.firstName}
              name="first_name"
              defaultValue={account.first_name}
              autoComplete="given-name"
              errors={refusal?.fields.first_name}
            />
            <Field
              label={t.lastName}
              name="last_name"
              defaultValue={account.last_name}
              autoComplete="family-name"
              errors={refusal?.fields.last_name}
            />
            <Field
              label={t.phone}
              name="phone_number"
              type="tel"
              defaultValue={account.phone_number ?? ''}
              autoComplete="tel"
              errors={refusal?.fields.phone_number}
            />
            <Select label={t.language} name="locale" defaultValue={account.locale} errors={refusal?.fields.locale}>
              <option value="id" lang="id">
                Bahasa Indonesia
              </option>
              <option value="en" lang="en">
                English
              </option>
            </Select>
          </>
        )}
      </Form>
    </section>
  );
}
