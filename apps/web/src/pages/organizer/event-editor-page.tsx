import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { type Account, mayManage } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { CancelEvent, Cancellation } from './cancel-event.tsx';
import { PendingChange } from './changes.tsx';
import { EventForm } from './event-form.tsx';
import { Guests } from './guests.tsx';
import { organizerTexts, STATUS_TONES } from './organizer.texts.ts';
import { PosterUpload } from './poster-upload.tsx';
import { Submit } from './submit.tsx';
import { TypeEditor } from './type-editor.tsx';

const GuestMessages = lazy(() => import('./guest-messages.tsx'));
const Comps = lazy(() => import('./comps.tsx'));
const Sales = lazy(() => import('./sales.tsx'));
const Gates = lazy(() => import('./gates.tsx'));
const WaitingRoomDesk = lazy(() => import('./waiting-room-desk.tsx'));

export type EditedEvent = Output['events']['get'];

/** A new event or an existing one: what, when and where; then poster, tickets and approval. */
export default function EventEditorPage() {
  const { id } = useParams({ strict: false });
  return <SignedIn>{(account) => (id === undefined ? <NewEvent /> : <Existing id={id} account={account} />)}</SignedIn>;
}

function NewEvent() {
  const t = useText(organizerTexts);
  const navigate = useNavigate();
  const queries = useQueryClient();
  useTitle(t.newEvent);
  return (
    <Frame title={t.newEvent}>
      <EventForm
        onSaved={({ id }) => {
          void queries.invalidateQueries({ queryKey: ['own-events'] });
          void navigate({ to: '/organizer/events/$id', params: { id }, replace: true });
        }}
      />
    </Frame>
  );
}

function Existing({ id, account }: { id: string; account: Account }) {
  const t = useText(organizerTexts);
  const queries = useQueryClient();
  const event = useQuery({ queryKey: ['event', id], queryFn: () => api.events.get.query({ id }) });
  const managed = useQuery({ queryKey: ['managed-event', id], queryFn: () => api.events.getManaged.query({ id }) });
  // A form keeps what was typed; one whose change was withdrawn begins anew.
  const [version, setVersion] = useState(0);
  useTitle(event.data?.title);
  if (event.isPending || managed.isPending) return <PageSkeleton />;
  if (event.isLoadingError)
    return (
      <div className="page pt-12">
        <Failure heading="h1" error={event.error} retry={() => event.refetch()} />
      </div>
    );
  const { status, title } = event.data;
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['event', id] });
    void queries.invalidateQueries({ queryKey: ['own-events'] });
    return queries.invalidateQueries({ queryKey: ['managed-event', id] });
  };
  const isManager = mayManage(account, event.data);
  // Staff of the house give tickets for every event.
  const mayGive = isManager || account.role === 'staff';
  const isOpen = isManager && status !== 'cancelled' && status !== 'completed';
  return (
    <Frame
      title={title}
      aside={
        <>
          <Badge tone={STATUS_TONES[status]}>{t.status[status]}</Badge>
          {status === 'approved' && (
            <Link to="/events/$id" params={{ id }} className={buttonClass({ variant: 'secondary', size: 'small' })}>
              {t.view}
            </Link>
          )}
        </>
      }
    >
      <Notice tone={STATUS_TONES[status]}>
        {t.statusHint[status]} {status === 'rejected' && managed.data?.message}
      </Notice>
      {!isManager && <p className="text-muted">{t.helperLead}</p>}
      {isOpen && managed.data && (
        <PendingChange event={managed.data} onWithdrawn={() => void refresh().then(() => setVersion(version + 1))} />
      )}
      {isOpen && (
        <>
          <TypeEditor event={event.data} onChanged={refresh} />
          <PosterUpload event={event.data} onChanged={refresh} />
          {(status === 'draft' || status === 'rejected') && <Submit event={event.data} onDone={refresh} />}
        </>
      )}
      {isManager && status === 'cancelled' && <Cancellation event_id={id} />}
      {(status === 'approved' || status === 'completed') && (
        <Suspense fallback={<div className="skeleton h-80 rounded-card" />}>
          <Sales event={event.data} />
          {isManager && (
            <>
              <Guests event={event.data} />
              <GuestMessages event={event.data} />
            </>
          )}
        </Suspense>
      )}
      {status === 'approved' && (
        <Suspense fallback={<div className="skeleton h-80 rounded-card" />}>
          {isManager && <WaitingRoomDesk event={event.data} onChanged={refresh} />}
          {mayGive && <Comps event={event.data} isManager={isManager} onChanged={refresh} />}
          {isManager && <Gates event_id={id} />}
        </Suspense>
      )}
      {isOpen && <EventForm key={version} event={event.data} managed={managed.data} onSaved={refresh} />}
      {isOpen && status !== 'draft' && <CancelEvent event={event.data} onDone={refresh} />}
    </Frame>
  );
}

function Frame({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const t = useText(organizerTexts);
  return (
    <div className="page grid max-w-5xl gap-8 pt-6 *:max-w-3xl">
      <Link
        to="/organizer"
        className="inline-flex items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden /> {t.back}
      </Link>
      <header className="flex flex-wrap items-center gap-4">
        <h1 className="mr-auto text-3xl font-extrabold sm:text-4xl">{title}</h1>
        {aside}
      </header>
      {children}
    </div>
  );
}
