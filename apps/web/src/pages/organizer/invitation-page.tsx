import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { MailOpen } from 'lucide-react';
import { useEffect } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { accountQuery } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormPage } from '../../ui/form.tsx';
import { EmptyState, Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { SignedIn } from '../../ui/signed-in.tsx';
import { teamTexts } from './team.texts.ts';

const KEPT = 'invitation';

/**
 * Joins a team by the token of a mail. It stands behind the #, so that no server's log has it, and waits on this device
 * while somebody signs in or registers, so that no address has it either.
 */
export default function InvitationPage() {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  useEffect(() => {
    if (hash === '') return;
    sessionStorage.setItem(KEPT, hash);
    void navigate({ to: '/invitations', hash: '', replace: true });
  }, [hash, navigate]);
  if (hash !== '') return null;
  return <SignedIn>{() => <Invitation token={sessionStorage.getItem(KEPT)} />}</SignedIn>;
}

function Invitation({ token }: { token: string | null }) {
  const t = useText(teamTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  useTitle(t.invitation);
  const accept = useMutation({
    mutationFn: (sent: string) => api.organizations.acceptInvitation.mutate({ token: sent }),
    onSuccess: () => {
      sessionStorage.removeItem(KEPT);
      return queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
  });
  if (accept.isSuccess)
    return (
      <FormPage title={t.invitation}>
        <Notice tone="good">{t.accepted}</Notice>
        <Link to="/organizer/team" className={buttonClass({ size: 'large' })}>
          {t.toTeam}
        </Link>
      </FormPage>
    );
  if (token === null)
    return (
      <div className="page pt-12">
        <EmptyState icon={MailOpen} title={t.noToken} heading="h1">
          {t.noTokenHint}
        </EmptyState>
      </div>
    );
  return (
    <FormPage title={t.invitation} lead={t.invitationLead}>
      {accept.isError && <Notice tone="bad">{refusalSentence(refusalOf(accept.error), words)}</Notice>}
      <Button size="large" isBusy={accept.isPending} onClick={() => accept.mutate(token)}>
        {t.accept}
      </Button>
    </FormPage>
  );
}
