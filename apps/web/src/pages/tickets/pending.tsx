import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Ticket } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

/** What is about to become of a ticket. */
export function Pending({ ticket }: { ticket: Ticket }) {
  const t = useText(ticketTexts);
  const queries = useQueryClient();
  const giveUp = useMutation({
    mutationFn: (id: string) => api.upgrades.cancel.mutate({ id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tickets'] }),
  });
  // A ticket that an older version kept on this device may not say.
  const { pending_upgrade: upgrade, pending_transfer: transfer } = ticket;
  return (
    <>
      {transfer && <Notice>{t.offeredTo(transfer.to_email)}</Notice>}
      {upgrade && (
        <Notice tone="warn">
          <span className="flex flex-wrap items-center justify-between gap-3">
            {t.upgradeWaits(upgrade.to)}
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
