import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { clockText, useSecondsUntil } from '../../ui/countdown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { TicketPicker } from './ticket-picker.tsx';
import { type Standing, useProgress, useWaitingRoom } from './use-waiting-room.ts';
import { waitingTexts } from './waiting-room.texts.ts';

/** What stands before the basket of an event with a waiting room; when it is the visitor's turn, the basket opens. */
export default function WaitingRoom({ event }: { event: Output['events']['get'] }) {
  const t = useText(waitingTexts);
  const words = useRefusalTexts();
  const { standing, isLost, joining, isJoining } = useWaitingRoom(event.id);
  const join = (label: string) => (
    <Button size="large" isBusy={isJoining} onClick={() => joining.mutate()}>
      {label}
    </Button>
  );
  return (
    <div className="grid gap-5">
      <section
        aria-labelledby="waiting-title"
        id="waiting-room"
        className="grid gap-4 rounded-card border border-line bg-card p-5 shadow-card"
      >
        <h2 id="waiting-title" className="text-sm font-semibold text-accent">
          {t.title}
        </h2>
        {joining.isError && <Notice tone="bad">{refusalSentence(refusalOf(joining.error), words)}</Notice>}
        {isLost && <Notice tone="warn">{t.lost}</Notice>}
        {standing ? (
          <Panel event={event} standing={standing} join={join} />
        ) : (
          <div className="skeleton h-32 rounded-xl" aria-hidden />
        )}
        <Announcement standing={standing} />
      </section>
      <TicketPicker
        event={event}
        admission_token={standing?.state === 'over' ? undefined : (standing?.admission_token ?? null)}
      />
    </div>
  );
}

type PanelProps = { event: Output['events']['get']; standing: Standing; join(label: string): ReactNode };

function Panel({ event, standing, join }: PanelProps) {
  const t = useText(waitingTexts);
  switch (standing.state) {
    case 'outside':
      return <Outside event={event} standing={standing} join={join} />;
    case 'early':
      return (
        <>
          <Headline>{t.early}</Headline>
          <Clock until={standing.opens_at} label={t.untilDraw} />
          <Hint>{t.earlyHint}</Hint>
        </>
      );
    case 'waiting':
      return <Queue event_id={event.id} standing={standing} />;
    case 'sold_out':
      return (
        <>
          <Headline>{t.soldOut}</Headline>
          <Position standing={standing} />
          <Hint>{t.soldOutHint}</Hint>
        </>
      );
    case 'admitted':
      return <Admitted event_id={event.id} standing={standing} />;
    case 'expired':
      return (
        <>
          <Headline>{t.expired}</Headline>
          <Hint>{t.expiredHint}</Hint>
          {join(t.again)}
        </>
      );
    case 'over':
      return null;
    default:
      return standing.state satisfies never;
  }
}

function Outside({ event, standing, join }: PanelProps) {
  const t = useText(waitingTexts);
  const { day, hours } = useFormats();
  const { opens_at } = standing;
  const isEarly = useSecondsUntil(opens_at) > 0;
  if (opens_at === null || !isEarly)
    return (
      <>
        <Hint>{t.outside}</Hint>
        {join(t.wait)}
      </>
    );
  const time = hours({ starts_at: opens_at, ends_at: opens_at, timezone: event.timezone }).replace(/–\S+/, '');
  return (
    <>
      <p className="text-lg leading-snug font-bold">{t.opens(`${day(opens_at, event.timezone)}, ${time}`)}</p>
      <Hint>{t.outsideEarly}</Hint>
      {join(t.wait)}
    </>
  );
}

function Queue({ event_id, standing }: { event_id: string; standing: Standing }) {
  const t = useText(waitingTexts);
  const progress = useProgress(event_id, standing.position);
  const estimate = useEstimate(standing);
  if (standing.position === null) return <Headline>{t.numbering}</Headline>;
  return (
    <>
      <Position standing={standing} />
      <div
        role="progressbar"
        aria-label={t.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(progress * 100)}
        className="h-3 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full min-w-3 rounded-full bg-accent transition-[width] duration-700 motion-reduce:transition-none"
          style={{ width: `${progress * 100}%` }}
        />
      </div>
      <p className="font-semibold">{estimate}</p>
      <Hint>{t.stay}</Hint>
    </>
  );
}

function Position({ standing: { position, ahead } }: { standing: Standing }) {
  const t = useText(waitingTexts);
  const { locale } = useLocale();
  const { number } = useFormats();
  if (position === null || ahead === null) return null;
  return (
    <p className="grid gap-1">
      <span className="text-sm text-muted">{t.position}</span>
      <output className="font-display text-5xl leading-none font-extrabold tabular-nums">{number(position)}</output>
      <span className="text-muted">{ahead === 0 ? t.next : plural(locale, ahead, t.ahead)}</span>
    </p>
  );
}

function Admitted({ event_id, standing }: { event_id: string; standing: Standing }) {
  const t = useText(waitingTexts);
  return (
    <>
      <Headline>{t.admitted}</Headline>
      <Clock until={standing.expires_at} label={t.left} />
      {standing.admission_token === null ? (
        <>
          <Link to="/sign-in" search={{ next: `/events/${event_id}` }} className={buttonClass({ size: 'large' })}>
            {t.signIn}
          </Link>
          <Hint>{t.signInHint}</Hint>
        </>
      ) : (
        <Hint>{t.admittedHint}</Hint>
      )}
    </>
  );
}

function Headline({ children }: { children: ReactNode }) {
  return <p className="text-2xl leading-tight font-extrabold">{children}</p>;
}

function Hint({ children }: { children: ReactNode }) {
  return <p className="text-sm text-muted">{children}</p>;
}

function Clock({ until, label }: { until: string | null; label: string }) {
  const seconds = useSecondsUntil(until);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span role="timer" className="font-display text-4xl font-extrabold tabular-nums">
        {clockText(seconds)}
      </span>
      <span className="text-muted">{label}</span>
    </p>
  );
}

function useEstimate({ estimate_seconds: seconds }: Standing): string {
  const t = useText(waitingTexts);
  const { locale } = useLocale();
  if (seconds === null) return t.unknown;
  return seconds < 60 ? t.soon : plural(locale, Math.ceil(seconds / 60), t.minutes);
}

/** How often somebody who listens to the page is told where they stand; what they see moves each second. */
const ANNOUNCE_MS = 20_000;

/** The same for who listens: each change of state at once, the position from time to time. */
function Announcement({ standing }: { standing: Standing | undefined }) {
  const t = useText(waitingTexts);
  const { number } = useFormats();
  const sentences: Partial<Record<Standing['state'], string>> = {
    early: t.early,
    waiting: standing?.position == null ? t.numbering : `${t.position}: ${number(standing.position)}`,
    sold_out: t.soldOut,
    admitted: t.admitted,
    expired: t.expired,
  };
  const state = standing?.state;
  const sentence = (state && sentences[state]) ?? '';
  const [said, say] = useState({ state, sentence, at: 0 });
  useEffect(() => {
    const now = Date.now();
    if (state !== said.state || (sentence !== said.sentence && now - said.at > ANNOUNCE_MS))
      say({ state, sentence, at: now });
  }, [state, sentence, said]);
  return (
    <p aria-live="polite" className="sr-only">
      {said.sentence}
    </p>
  );
}
