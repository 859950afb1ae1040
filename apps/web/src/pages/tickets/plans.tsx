import { ArrowUpCircle, Send, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../../lib/locale.tsx';
import { useOnline } from '../../lib/use-online.ts';
import { Button } from '../../ui/button.tsx';
import { limitsOf, WISHES, type Wish } from './limits.ts';
import { planTexts } from './plans.texts.ts';
import { isPast, type Ticket } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

const DIALOGS = {
  upgrade: lazy(() => import('./upgrade-dialog.tsx')),
  transfer: lazy(() => import('./transfer-dialog.tsx')),
  refund: lazy(() => import('./refund-dialog.tsx')),
};
const ICONS = { upgrade: ArrowUpCircle, transfer: Send, refund: Undo2 };

/** What somebody can do with a ticket when their plans change; and what they can't, and why. */
export function Plans({ ticket }: { ticket: Ticket }) {
  const t = useText(planTexts);
  const words = useText(ticketTexts);
  const is_online = useOnline();
  const [open, setOpen] = useState<Wish>();
  const limits = limitsOf(ticket, { is_past: isPast(ticket), is_online });
  const possible = WISHES.filter((wish) => !limits[wish]);
  const impossible = WISHES.filter((wish) => limits[wish]);
  const Opened = open && DIALOGS[open];
  return (
    <>
      {possible.length > 0 && (
        <section className="grid gap-3" aria-labelledby="change">
          <h2 id="change" className="text-lg font-bold">
            {t.title}
          </h2>
          <div className="grid gap-3 sm:grid-cols-3">
            {possible.map((wish) => {
              const Icon = ICONS[wish];
              return (
                <Button key={wish} variant="secondary" onClick={() => setOpen(wish)}>
                  <Icon className="size-4" aria-hidden /> {words[wish]}
                </Button>
              );
            })}
          </div>
        </section>
      )}
      {impossible.length > 0 && (
        <section className="grid gap-2 rounded-card bg-sunken p-5 text-sm" aria-labelledby="not-possible">
          <h2 id="not-possible" className="font-bold">
            {t.not}
          </h2>
          <ul className="grid gap-1.5">
            {impossible.map((wish) => (
              <li key={wish}>
                <span className="font-semibold">{words[wish]}:</span>{' '}
                <span className="text-muted">{t.why[limits[wish]!]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Suspense>{Opened && <Opened ticket={ticket} onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  );
}
