import { useMutation } from '@tanstack/react-query';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { changesTexts } from './changes.texts.ts';

export type ManagedEvent = Output['events']['getManaged'];
type Revision = NonNullable<ManagedEvent['pending_revision']>;
type Value = Revision['changes'][number]['after'];

/** What would change: as it is on sale, and as it would be. */
export function Changes({ revision, timezone }: { revision: Revision; timezone: string }) {
  const t = useText(changesTexts);
  const { longDay, hours } = useFormats();
  const zone = String(revision.changes.find(({ field }) => field === 'timezone')?.after ?? timezone);
  const shown = (field: string, value: Value, in_zone: string) => {
    if (value === null || value === '') return <span className="text-muted">{t.empty}</span>;
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    if (field === 'image_url') return <img src={value} alt="" className="max-h-40 rounded-xl" />;
    if (field !== 'starts_at' && field !== 'ends_at') return value;
    // A span of no length shows its one moment with the zone.
    const [time = ''] = hours({ starts_at: value, ends_at: value, timezone: in_zone }).split('–');
    return `${longDay(value, in_zone)}, ${time} (${in_zone})`;
  };
  return (
    <dl className="grid gap-3">
      {revision.changes
        .filter(({ field }) => field !== 'venue_id')
        .map(({ field, before, after }) => (
          <div key={field} className="grid gap-1 rounded-xl bg-sunken p-3">
            <dt className="text-sm font-semibold">{t.fields[field] ?? field}</dt>
            <dd className="grid gap-2 wrap-anywhere sm:grid-cols-2">
              <span className="whitespace-pre-line">
                <span className="block text-sm text-muted">{t.before}</span>
                {shown(field, before, timezone)}
              </span>
              <span className="whitespace-pre-line font-semibold">
                <span className="block text-sm font-normal text-muted">{t.after}</span>
                {shown(field, after, zone)}
              </span>
            </dd>
          </div>
        ))}
    </dl>
  );
}

type Props = { event: ManagedEvent; onWithdrawn(): void };

/** The organizer's change that waits: what it is, and the way to take it back. */
export function PendingChange({ event, onWithdrawn }: Props) {
  const t = useText(changesTexts);
  const words = useRefusalTexts();
  const withdraw = useMutation({
    mutationFn: () => api.events.withdrawRevision.mutate({ id: event.id }),
    onSettled: onWithdrawn,
  });
  const revision = event.pending_revision;
  if (!revision) return null;
  return (
    <section className="grid gap-4 rounded-card border border-line bg-card p-5" aria-labelledby="pending-change">
      <h2 id="pending-change" className="text-xl font-extrabold">
        {t.title}
      </h2>
      <p className="max-w-prose">{t.lead}</p>
      {withdraw.isError && <Notice tone="bad">{refusalSentence(refusalOf(withdraw.error), words)}</Notice>}
      <Changes revision={revision} timezone={event.timezone} />
      <Button
        variant="secondary"
        className="justify-self-start"
        isBusy={withdraw.isPending}
        onClick={() => withdraw.mutate()}
      >
        {t.withdraw}
      </Button>
    </section>
  );
}
