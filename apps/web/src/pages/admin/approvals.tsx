import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheckBig } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { Badge, EmptyState, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { Poster } from '../../ui/poster.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { changesTexts } from '../organizer/changes.texts.ts';
import { Changes } from '../organizer/changes.tsx';
import { adminTexts } from './admin.texts.ts';

export function EventApprovals() {
  const t = useText(adminTexts);
  const changes = useText(changesTexts);
  const { longDay, hours } = useFormats();
  const waiting = useQuery({
    queryKey: ['pending-events'],
    queryFn: () => api.events.listPending.query({ page_size: 100 }),
  });
  return (
    <Waiting query={waiting}>
      {(event) => (
        <Decision
          key={event.pending_revision?.id ?? event.id}
          title={event.title}
          invalidates="pending-events"
          decide={(status, message) =>
            api.events.decide.mutate({
              id: event.id,
              status,
              message,
              // What was looked at, and nothing that replaced it meanwhile.
              ...(event.pending_revision && { revision_id: event.pending_revision.id }),
            })
          }
        >
          {event.pending_revision && <Badge>{changes.ofEvent}</Badge>}
          <Poster
            image={{ url: event.image_url, srcset: event.image_srcset }}
            title={event.title}
            sizes="20rem"
            className="aspect-video max-w-sm rounded-xl"
          />
          <p className="text-sm text-muted">
            {longDay(event.starts_at, event.timezone)}, {hours(event)} · {event.place_name}, {event.city} ·{' '}
            {t.by(event.organization_name || event.organizer)}
          </p>
          {event.pending_revision ? (
            <Changes revision={event.pending_revision} timezone={event.timezone} />
          ) : (
            <p className="max-w-prose whitespace-pre-line">{event.description}</p>
          )}
        </Decision>
      )}
    </Waiting>
  );
}

export function ProposalApprovals() {
  const t = useText(adminTexts);
  const waiting = useQuery({
    queryKey: ['pending-proposals'],
    queryFn: () => api.proposals.list.query({ page_size: 100, status: 'pending' }),
  });
  return (
    <Waiting query={waiting}>
      {(proposal) => (
        <Decision
          key={proposal.id}
          title={proposal.name}
          invalidates="pending-proposals"
          decide={(status, message) => api.proposals.decide.mutate({ id: proposal.id, status, message })}
        >
          <p className="text-sm text-muted">
            {t.by(proposal.organizer)} · {proposal.category} · {proposal.location}
          </p>
          <p className="max-w-prose whitespace-pre-line">{proposal.description}</p>
        </Decision>
      )}
    </Waiting>
  );
}

type WaitingProps<T> = {
  query: { data: { items: T[] } | undefined; isPending: boolean; error: unknown; refetch(): unknown };
  children: (item: T) => ReactNode;
};

function Waiting<T>({ query, children }: WaitingProps<T>) {
  const t = useText(adminTexts);
  if (query.isPending) return <PageSkeleton />;
  if (!query.data) return <Failure error={query.error} retry={() => query.refetch()} />;
  if (query.data.items.length === 0)
    return (
      <EmptyState icon={CircleCheckBig} title={t.nothing}>
        {t.nothingHint}
      </EmptyState>
    );
  return query.data.items.map(children);
}

type DecisionProps = {
  title: string;
  invalidates: string;
  decide(status: 'approved' | 'rejected', message: string): Promise<unknown>;
  children: ReactNode;
};

/** Something to say yes or no to, with a reason that is sent along. */
function Decision({ title, invalidates, decide, children }: DecisionProps) {
  const t = useText(adminTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const decision = useMutation({
    mutationFn: (status: 'approved' | 'rejected') => decide(status, reason),
    onSettled: () => queries.invalidateQueries({ queryKey: [invalidates] }),
  });
  return (
    <article className="grid gap-3 rounded-card border border-line bg-card p-5">
      <h2 className="text-xl font-bold">{title}</h2>
      {children}
      {decision.isError && <Notice tone="bad">{refusalSentence(refusalOf(decision.error), words)}</Notice>}
      <Field
        label={t.reason}
        hint={t.reasonHint}
        value={reason}
        maxLength={1000}
        onChange={(change) => setReason(change.target.value)}
      />
      <div className="flex flex-wrap gap-3">
        <Button isBusy={decision.isPending} onClick={() => decision.mutate('approved')}>
          {t.approve}
        </Button>
        <Button variant="danger" disabled={decision.isPending} onClick={() => decision.mutate('rejected')}>
          {t.reject}
        </Button>
      </div>
    </article>
  );
}
