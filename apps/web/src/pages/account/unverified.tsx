import { useMutation } from '@tanstack/react-query';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { accountTexts } from './account.texts.ts';

/** Says what an unverified address means, and sends the mail again. */
export function Unverified() {
  const t = useText(accountTexts);
  const words = useRefusalTexts();
  const send = useMutation({ mutationFn: () => api.auth.requestEmailVerification.mutate({}) });
  return (
    <section className="grid gap-4" aria-label={t.verifyTitle}>
      <Notice tone="warn">{t.unverified}</Notice>
      {send.isSuccess && <Notice tone="good">{t.verificationSent}</Notice>}
      {send.isError && <Notice tone="bad">{refusalSentence(refusalOf(send.error), words)}</Notice>}
      <Button variant="secondary" isBusy={send.isPending} onClick={() => send.mutate()}>
        {t.sendVerification}
      </Button>
    </section>
  );
}
