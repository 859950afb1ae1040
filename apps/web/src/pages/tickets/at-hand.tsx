import { useMutation } from '@tanstack/react-query';
import clsx from 'clsx';
import { CalendarPlus, FileDown, WalletCards } from 'lucide-react';
import { api, refusalOf } from '../../lib/api.ts';
import { fileAddress, saveMadeFile } from '../../lib/files.ts';
import { useText } from '../../lib/locale.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { Ticket } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

/** The ways to have a ticket with one: in a wallet, in the calendar, on paper. */
export function AtHand({ ticket }: { ticket: Ticket }) {
  const t = useText(ticketTexts);
  const words = useRefusalTexts();
  const apple = useMutation({
    mutationFn: () => saveMadeFile('/wallet/apple/create-pass/', { ticket_id: ticket.id }, `${ticket.code}.pkpass`),
  });
  const google = useMutation({
    mutationFn: () => api.wallets.createGooglePass.mutate({ ticket_id: ticket.id }),
    onSuccess: ({ save_url }) => location.assign(save_url),
  });
  const error = apple.error ?? google.error;
  return (
    <section className="grid gap-3" aria-labelledby="at-hand">
      <h2 id="at-hand" className="text-lg font-bold">
        {t.atHand}
      </h2>
      {error && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
      <div className="grid grid-cols-2 gap-3">
        <Button variant="secondary" className="px-3!" isBusy={apple.isPending} onClick={() => apple.mutate()}>
          <WalletCards className="size-4 shrink-0" aria-hidden /> {t.apple}
        </Button>
        <Button variant="secondary" className="px-3!" isBusy={google.isPending} onClick={() => google.mutate()}>
          <WalletCards className="size-4 shrink-0" aria-hidden /> {t.google}
        </Button>
        <a
          className={clsx(buttonClass({ variant: 'secondary' }), 'px-3!')}
          href={fileAddress(`/tickets/${ticket.id}/calendar/`)}
          download={`${ticket.code}.ics`}
        >
          <CalendarPlus className="size-4 shrink-0" aria-hidden /> {t.calendar}
        </a>
        <a
          className={clsx(buttonClass({ variant: 'secondary' }), 'px-3!')}
          href={fileAddress(`/tickets/${ticket.id}/pdf/`)}
          download={`${ticket.code}.pdf`}
        >
          <FileDown className="size-4 shrink-0" aria-hidden /> {t.pdf}
        </a>
      </div>
    </section>
  );
}
