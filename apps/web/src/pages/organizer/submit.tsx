import { useMutation } from '@tanstack/react-query';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { EditedEvent } from './event-editor-page.tsx';
import { organizerTexts } from './organizer.texts.ts';

/** Sends a draft in; from then on an administrator has the word. */
export function Submit({ event, onDone }: { event: EditedEvent; onDone(): void }) {
  const t = useText(organizerTexts);
  const words = useRefusalTexts();
  const submit = useMutation({ mutationFn: () => api.events.publish.mutate({ id: event.id }), onSuccess: onDone });
  return (
    <section className="grid gap-3 rounded-card bg-accent-soft p-5">
      {submit.isError && <Notice tone="bad">{refusalSentence(refusalOf(submit.error), words)}</Notice>}
      <p>{t.submitHint}</p>
      <Button
        size="large"
        disabled={event.ticket_type.length === 0}
        isBusy={submit.isPending}
        onClick={() => submit.mutate()}
      >
        {t.submit}
      </Button>
    </section>
  );
}
