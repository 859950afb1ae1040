import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { api, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, EmptyState, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { houseTexts } from './house.texts.ts';

/** What visitors wrote to the house, and whether somebody has answered. */
export function Messages() {
  const t = useText(houseTexts);
  const words = useRefusalTexts();
  const { moment } = useFormats();
  const queries = useQueryClient();
  const messages = useQuery({
    queryKey: ['contact-messages'],
    queryFn: () => api.config.listMessages.query({ page_size: 100 }),
  });
  const mark = useMutation({
    mutationFn: (input: { id: string; is_answered: boolean }) => api.config.answerMessage.mutate(input),
    onSettled: () => queries.invalidateQueries({ queryKey: ['contact-messages'] }),
  });
  if (messages.isPending) return <PageSkeleton />;
  if (messages.isLoadingError) return <Failure error={messages.error} retry={() => messages.refetch()} />;
  if (messages.data.items.length === 0) return <EmptyState icon={MailCheck} title={t.noMessages} />;
  return (
    <>
      {mark.isError && <Notice tone="bad">{refusalSentence(refusalOf(mark.error), words)}</Notice>}
      <ul className="grid gap-3">
        {messages.data.items.map((message) => {
          const isAnswered = message.answered_at !== null;
          const subject = encodeURIComponent(`Re: ${message.subject}`);
          return (
            <li key={message.id} className="grid gap-2 rounded-card border border-line bg-card p-5">
              <p className="flex flex-wrap items-center justify-between gap-3">
                <span className="font-bold">{message.subject || message.name}</span>
                {isAnswered && (
                  <Badge tone="good">
                    {t.answered} · {message.answered_by}
                  </Badge>
                )}
              </p>
              <p className="text-sm text-muted">
                {message.name} · {message.email} · {moment(message.created_at)}
              </p>
              <p className="max-w-prose break-words whitespace-pre-line">{message.message}</p>
              <div className="flex flex-wrap gap-2">
                <a
                  className={buttonClass({ variant: 'secondary', size: 'small' })}
                  href={`mailto:${message.email}?subject=${subject}`}
                >
                  {t.reply}
                </a>
                <Button
                  variant="quiet"
                  size="small"
                  isBusy={mark.isPending && mark.variables.id === message.id}
                  onClick={() => mark.mutate({ id: message.id, is_answered: !isAnswered })}
                >
                  {isAnswered ? t.reopen : t.markAnswered}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
