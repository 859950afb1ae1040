import clsx from 'clsx';
import { CircleCheck, OctagonX, RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useText } from '../../lib/locale.tsx';
import type { Direction, Verdict } from './decide.ts';
import { gateTexts } from './gate.texts.ts';

type Props = { verdict: Verdict; direction: Direction; shown_ms: number; onClose(): void };

/** The answer, over everything: read from an arm's length, in the dark, by its colour alone. */
export function VerdictScreen({ verdict, direction, shown_ms, onClose }: Props) {
  const t = useText(gateTexts);
  const button = useRef<HTMLButtonElement>(null);
  const { isGood, message, code, holder, ticket_type, isOffline, problem } = verdict;
  useEffect(() => {
    button.current?.focus();
    // Somebody who passes makes room by themselves; a refusal stays until it was read.
    if (!isGood) return;
    const timer = setTimeout(onClose, shown_ms);
    return () => clearTimeout(timer);
  }, [isGood, shown_ms, onClose]);
  const Icon = isGood ? CircleCheck : problem ? RotateCcw : OctagonX;
  return (
    <div
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="verdict"
      aria-describedby="verdict-reason"
      className={clsx(
        'fixed inset-0 z-50 grid place-items-center p-6 text-center text-white',
        isGood ? 'bg-[#0f6b3c]' : problem ? 'bg-[#7a4a00]' : 'bg-[#a01414]',
      )}
    >
      <div className="grid justify-items-center gap-4">
        <Icon className="size-24" aria-hidden strokeWidth={1.5} />
        <h2 id="verdict" className="text-5xl font-extrabold">
          {isGood ? (direction === 'entry' ? t.welcome : t.goodbye) : problem ? t.again : t.stop}
        </h2>
        {holder && <p className="text-3xl font-bold">{holder}</p>}
        {ticket_type && <p className="text-xl">{ticket_type}</p>}
        <p id="verdict-reason" className="max-w-prose text-xl">
          {!isGood && (message || t.reasons[code] || code)}
        </p>
        {isOffline && !problem && <p className="text-sm opacity-90">{t.decidedAlone}</p>}
        <button
          ref={button}
          type="button"
          onClick={onClose}
          // There is nothing else here: what lies behind is not to be reached.
          onKeyDown={(event) => {
            if (event.key === 'Tab') event.preventDefault();
            if (event.key === 'Escape') onClose();
          }}
          className="mt-4 min-h-14 rounded-full bg-white px-10 text-lg font-bold text-black"
        >
          {t.next}
        </button>
      </div>
    </div>
  );
}
