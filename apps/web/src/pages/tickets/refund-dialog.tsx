import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { accountQuery } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { Ticket } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

/** Says what comes back before it is too late to think again. */
export default function RefundDialog({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const t = useText(ticketTexts);
  const words = useRefusalTexts();
  const { money } = useFormats();
  const queries = useQueryClient();
  const refund = useMutation({
    mutationFn: () => api.tickets.refund.mutate({ id: ticket.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tickets'] });
      void queries.invalidateQueries({ queryKey: accountQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog title={t.refund} isOpen onClose={onClose} closeLabel={t.close}>
      <div className="grid gap-4">
        {refund.isError && <Notice tone="bad">{refusalSentence(refusalOf(refund.error), words)}</Notice>}
        <p>{Number(ticket.price) === 0 ? t.refundFree : t.refundAsk(money(ticket.price, ticket.currency))}</p>
        <Button variant="danger" isBusy={refund.isPending} onClick={() => refund.mutate()}>
          {t.refundYes}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {t.keep}
        </Button>
      </div>
    </Dialog>
  );
}
