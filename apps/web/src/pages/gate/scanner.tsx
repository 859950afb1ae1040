import { CloudOff, LogOut, Wifi } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useFormats } from '../../lib/format.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Direction, FAILED, scan, type Verdict } from './decide.ts';
import { type Device, gateApi } from './device.ts';
import { gateTexts } from './gate.texts.ts';
import { signal } from './signal.ts';
import { useSync } from './use-sync.ts';
import { useWedge } from './use-wedge.ts';
import { VerdictScreen } from './verdict-screen.tsx';

const Camera = lazy(() => import('./camera.tsx'));

/** The same QR in front of the camera a moment later is no second guest. */
const SHOWN_MS = 2_500;

type Props = { device: Device; onLeave(): void; onUnpaired(): void };

export function Scanner({ device, onLeave, onUnpaired }: Props) {
  const t = useText(gateTexts);
  const api = useMemo(() => gateApi(device), [device]);
  const sync = useSync(api, device, onUnpaired);
  const [direction, setDirection] = useState<Direction>('entry');
  const [isCameraOn, setCamera] = useState(false);
  const [verdict, setVerdict] = useState<Verdict & { count: number }>();
  const [isBusy, setBusy] = useState(false);
  const isWorking = useRef(false);
  const handle = useCallback(
    async (text: string) => {
      // A second reading while the first is decided would be a second scan.
      if (isWorking.current || text === '') return;
      isWorking.current = true;
      setBusy(true);
      try {
        const next = await scan(api, device, text, direction).catch(() => FAILED);
        if (next.problem === 'unpaired') return onUnpaired();
        signal(next.isGood);
        setVerdict((before) => ({ ...next, count: (before?.count ?? 0) + 1 }));
        void sync.refresh(next.isOffline);
      } finally {
        isWorking.current = false;
        setBusy(false);
      }
    },
    [api, device, direction, sync.refresh, onUnpaired],
  );
  useWedge(handle);
  const close = useCallback(() => setVerdict(undefined), []);
  const leave = () => confirm(t.unpairAsk(sync.waiting)) && onLeave();
  return (
    <div className="page-narrow grid gap-5 pt-5">
      <header className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="truncate text-2xl font-extrabold">{device.event}</h1>
          <p className="text-muted">
            {device.gate} · {device.name}
          </p>
        </div>
        <button type="button" onClick={leave} aria-label={t.unpair} className="rounded-full p-3 hover:bg-sunken">
          <LogOut className="size-5" aria-hidden />
        </button>
      </header>
      <State sync={sync} />
      <fieldset className="grid grid-cols-2 rounded-full border border-strong-line p-1">
        <legend className="sr-only">{t.title}</legend>
        {(['entry', 'exit'] as const).map((choice) => (
          <label
            key={choice}
            className="grid min-h-11 cursor-pointer place-items-center rounded-full font-semibold has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="direction"
              className="sr-only"
              checked={direction === choice}
              onChange={() => setDirection(choice)}
            />
            {t[choice]}
          </label>
        ))}
      </fieldset>
      {isCameraOn && (
        <Suspense fallback={<div className="skeleton aspect-square rounded-card" />}>
          <Camera isPaused={isBusy || verdict !== undefined} onRead={handle} />
        </Suspense>
      )}
      <Button size="large" variant={isCameraOn ? 'secondary' : 'primary'} onClick={() => setCamera(!isCameraOn)}>
        {isCameraOn ? t.stopCamera : t.startCamera}
      </Button>
      <Manual isBusy={isBusy} onRead={handle} />
      {verdict && (
        <VerdictScreen
          key={verdict.count}
          verdict={verdict}
          direction={direction}
          onClose={close}
          shown_ms={SHOWN_MS}
        />
      )}
    </div>
  );
}

function State({ sync }: { sync: ReturnType<typeof useSync> }) {
  const t = useText(gateTexts);
  const { locale } = useLocale();
  const { number } = useFormats();
  const { isOnline, waiting, figures, conflicts } = sync;
  return (
    <div className="grid gap-3">
      <div role="status" className="flex flex-wrap items-center gap-x-5 gap-y-2 rounded-card bg-sunken px-5 py-4">
        <p
          className={isOnline ? 'flex items-center gap-2 text-good' : 'flex items-center gap-2 font-semibold text-warn'}
        >
          {isOnline ? <Wifi className="size-5" aria-hidden /> : <CloudOff className="size-5" aria-hidden />}
          {isOnline ? t.online : t.offline}
        </p>
        {waiting > 0 && <p className="font-semibold">{plural(locale, waiting, t.waiting)}</p>}
        {figures && (
          <p className="ml-auto text-right">
            <span className="text-2xl font-extrabold tabular-nums">{number(figures.inside_now)}</span> {t.inside}
            <span className="block text-sm text-muted">
              {t.admitted(number(figures.admitted), number(figures.expected))}
            </span>
          </p>
        )}
      </div>
      {conflicts > 0 && <Notice tone="bad">{plural(locale, conflicts, t.conflicts)}</Notice>}
    </div>
  );
}

/** For typing, and for scanners that type: they end with Enter. */
function Manual({ isBusy, onRead }: { isBusy: boolean; onRead(text: string): void }) {
  const t = useText(gateTexts);
  const [text, setText] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isBusy && matchMedia('(hover: hover)').matches) form.current?.querySelector('input')?.focus();
  }, [isBusy]);
  return (
    <form
      ref={form}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onRead(text.trim());
        setText('');
      }}
    >
      <Field
        label={t.manual}
        hint={t.manualHint}
        value={text}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(change) => setText(change.target.value)}
      />
      <Button type="submit" variant="secondary" isBusy={isBusy}>
        {t.check}
      </Button>
    </form>
  );
}
