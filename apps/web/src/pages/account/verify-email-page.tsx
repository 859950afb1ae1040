import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { accountQuery } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormPage } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { SignedIn } from '../../ui/signed-in.tsx';
import { accountTexts } from './account.texts.ts';

const KEPT = 'email-verification';

/**
 * Verifies the account's address by the token of a mail. The token stands behind the #, so that no server's log has it, and
 * waits on this device while its reader signs in.
 */
export default function VerifyEmailPage() {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  useEffect(() => {
    if (hash === '') return;
    sessionStorage.setItem(KEPT, hash);
    void navigate({ to: '/verify-email', hash: '', replace: true });
  }, [hash, navigate]);
  if (hash !== '') return null;
  return (
    <SignedIn>{(account) => <Verification email={account.email} token={sessionStorage.getItem(KEPT)} />}</SignedIn>
  );
}

function Verification({ email, token }: { email: string; token: string | null }) {
  const t = useText(accountTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  useTitle(t.verifyTitle);
  const confirm = useMutation({
    mutationFn: (sent: string) => api.auth.confirmEmail.mutate({ token: sent }),
    onSuccess: () => {
      sessionStorage.removeItem(KEPT);
      return queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
  });
  if (confirm.isSuccess)
    return (
      <FormPage title={t.verifyTitle}>
        <Notice tone="good">{t.verified}</Notice>
        <Link to="/" className={buttonClass({ size: 'large' })}>
          {t.toEvents}
        </Link>
      </FormPage>
    );
  if (token === null || confirm.isError)
    return (
      <FormPage title={t.verifyTitle}>
        <Notice tone="warn">
          {confirm.isError ? refusalSentence(refusalOf(confirm.error), words) : t.noVerification}
        </Notice>
        <Link to="/account" className={buttonClass()}>
          {t.account}
        </Link>
      </FormPage>
    );
  return (
    <FormPage title={t.verifyTitle} lead={t.verifyLead}>
      <p className="break-all text-lg font-bold">{email}</p>
      <Button size="large" isBusy={confirm.isPending} onClick={() => confirm.mutate(token)}>
        {t.verify}
      </Button>
    </FormPage>
  );
}
