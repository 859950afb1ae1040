import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { useReturnedFromCard } from '../../lib/use-returned-from-card.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { Ticket } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';
import { useCardUpgrade } from './use-card-upgrade.ts';

/** What is about to become of a ticket. */
export function Pending({ ticket, payment }: { ticket: Ticket; payment: string | undefined }) {
  const t = useText(ticketTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const giveUp = useMutation({
    mutationFn: (id: string) => api.upgrades.cancel.mutate({ id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tickets'] }),
  });
  const byCard = useCardUpgrade(ticket.id);
  // A ticket that an older version kept on this device may not say.
  const { pending_upgrade: upgrade, pending_transfer: transfer } = ticket;
  const isReturned = payment === 'done';
  const returned = useReturnedFromCard({
    id: ticket.id,
    isReturned,
    ask: () => askAbout(ticket),
    onEnd: () => {
      void queries.invalidateQueries({ queryKey: ['tickets'] });
      void queries.invalidateQueries({ queryKey: ['qr'] });
      // Said once: left in the address, it would be said of whatever is done next.
      void navigate({ to: '/tickets/$id', params: { id: ticket.id }, replace: true, resetScroll: false });
    },
  });
  const error = giveUp.error ?? byCard.error ?? (upgrade ? returned.error : null);
  return (
    <>
      {error !== null && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
      {payment === 'cancelled' && upgrade && <Notice>{t.paymentCancelled}</Notice>}
      {returned.outcome?.isCompleted === true && <Notice tone="good">{t.upgraded(returned.outcome.title)}</Notice>}
      {returned.outcome?.isCompleted === false && <Notice tone="warn">{t.upgradeEnded}</Notice>}
      {transfer && <Notice>{t.offeredTo(transfer.to_email)}</Notice>}
      {upgrade && upgrade.id !== returned.outcome?.id && (
        <Notice tone="warn">
          <span className="flex flex-wrap items-center justify-between gap-3">
            {isReturned ? t.upgradeChecking : t.upgradeWaits(upgrade.to)}
            <Button
              size="small"
              isBusy={byCard.isPending || byCard.isSuccess}
              onClick={() => byCard.mutate(upgrade.to_ticket_type_id)}
            >
              {t.payNow}
            </Button>
            <Button
              variant="secondary"
              size="small"
              isBusy={giveUp.isPending}
              onClick={() => giveUp.mutate(upgrade.id)}
            >
              {t.giveUp}
            </Button>
          </span>
        </Notice>
      )}
    </>
  );
}

/** What became of its upgrade: asked of the provider, or read where the provider's message was faster. */
async function askAbout({ id, pending_upgrade: upgrade }: Ticket) {
  // Once its time to pay is over, the provider need not know it any more.
  if (upgrade && new Date(upgrade.expires_at) > new Date())
    return decided(await api.upgrades.confirm.mutate({ id: upgrade.id }));
  const { items } = await api.upgrades.list.query({ page_size: 100 });
  const latest = items.find(({ ticket_id }) => ticket_id === id);
  return latest ? decided(latest) : { id: '', isCompleted: false, title: '' };
}

function decided({ id, status, to }: Pick<Output['upgrades']['confirm'], 'id' | 'status' | 'to'>) {
  return status === 'pending' ? null : { id, isCompleted: status === 'completed', title: to.title };
}
