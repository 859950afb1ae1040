import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { sessionTexts } from './sessions.texts.ts';
import { knownAgent } from './user-agent.ts';

type Session = Output['account']['sessions']['items'][number];

/** Where somebody is signed in, and how to change that. */
export function Sessions() {
  const t = useText(sessionTexts);
  const { locale } = useLocale();
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: () => api.account.sessions.query({ page_size: 100 }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['sessions'] });
  const end = useMutation({ mutationFn: (id: string) => api.account.endSession.mutate({ id }), onSettled: refresh });
  const endOthers = useMutation({ mutationFn: () => api.account.endOtherSessions.mutate({}), onSettled: refresh });
  const error = end.error ?? endOthers.error;
  const hasOthers = sessions.data?.items.some(({ is_current }) => !is_current);
  return (
    <section className="mt-6 grid gap-4" aria-labelledby="sessions">
      <header className="grid gap-1">
        <h2 id="sessions" className="text-xl font-extrabold">
          {t.title}
        </h2>
        <p className="text-sm text-muted">{hasOthers === false ? t.onlyHere : t.lead}</p>
      </header>
      {error && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
      {endOthers.isSuccess && <Notice tone="good">{plural(locale, endOthers.data.ended, t.ended)}</Notice>}
      {sessions.isError ? (
        <Failure error={sessions.error} retry={() => sessions.refetch()} />
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line bg-card px-5 empty:hidden">
          {sessions.data?.items.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              isBusy={end.isPending && end.variables === session.id}
              onEnd={() => end.mutate(session.id)}
            />
          ))}
        </ul>
      )}
      {hasOthers && (
        <Button
          variant="secondary"
          className="justify-self-start"
          isBusy={endOthers.isPending}
          onClick={() => endOthers.mutate()}
        >
          {t.endOthers}
        </Button>
      )}
    </section>
  );
}

function SessionRow({ session, isBusy, onEnd }: { session: Session; isBusy: boolean; onEnd(): void }) {
  const t = useText(sessionTexts);
  const { moment } = useFormats();
  const { browser, system, isPhone } = knownAgent(session.user_agent);
  const name =
    browser && system
      ? t.agent(browser, system)
      : (browser ?? system ?? (session.kind === 'token' ? t.program : t.unknown));
  const Icon = isPhone ? Smartphone : Monitor;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <Icon className="size-6 shrink-0 text-muted" aria-hidden strokeWidth={1.5} />
      <span className="min-w-40 flex-1">
        <span className="block font-semibold">{name}</span>
        <span className="block text-sm break-words text-muted">
          {t.since(moment(session.signed_in_at), session.ip)}
        </span>
      </span>
      {session.is_current ? (
        <Badge tone="good">{t.here}</Badge>
      ) : (
        <Button variant="secondary" size="small" aria-label={t.endOf(name)} isBusy={isBusy} onClick={onEnd}>
          {t.end}
        </Button>
      )}
    </li>
  );
}
