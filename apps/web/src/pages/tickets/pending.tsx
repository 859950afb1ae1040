import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
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
  const giveUp = useMutation({
    mutationFn: (id: string) => api.upgrades.cancel.mutate({ id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tickets'] }),
  });
  const byCard = useCardUpgrade(ticket.id);
  // A ticket that an older version kept on this device may not say.
  const { pending_upgrade: upgrade, pending_transfer: transfer } = ticket;
  const isReturned = payment === 'done' && Boolean(upgrade);
  useReturnedFromCard(upgrade?.id, isReturned);
  const error = giveUp.error ?? byCard.error;
  return (
    <>
      {error !== null && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
      {payment === 'cancelled' && upgrade && <Notice>{t.paymentCancelled}</Notice>}
      {payment === 'done' && !upgrade && <Notice tone="good">{t.upgraded(ticket.title)}</Notice>}
      {transfer && <Notice>{t.offeredTo(transfer.to_email)}</Notice>}
      {upgrade && (
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

/** The provider's message may come later than the buyer: asking it ourselves ends the wait. */
function useReturnedFromCard(upgrade_id: string | undefined, isReturned: boolean): void {
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: ['confirm-upgrade', upgrade_id],
    queryFn: () => api.upgrades.confirm.mutate({ id: upgrade_id! }).catch(() => null),
    enabled: isReturned && upgrade_id !== undefined,
    refetchInterval: isReturned ? 2_000 : false,
  });
  const isOver = asked.data?.status === 'completed';
  useEffect(() => {
    if (!isOver) return;
    void queries.invalidateQueries({ queryKey: ['tickets'] });
    void queries.invalidateQueries({ queryKey: ['qr'] });
  }, [isOver, queries]);
}
