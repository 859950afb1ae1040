import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { Ticket } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';

/** Offers a ticket to an e-mail address. */
export default function TransferDialog({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const t = useText(ticketTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const offer = useMutation({
    mutationFn: (input: { to_email: string; message: string }) =>
      api.transfers.create.mutate({ ticket_id: ticket.id, ...input }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['transfers'] });
      void queries.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  const refusal = offer.isError ? refusalOf(offer.error) : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    offer.mutate({ to_email: String(form.get('email')), message: String(form.get('message')) });
  };
  return (
    <Dialog title={t.transfer} isOpen onClose={onClose} closeLabel={t.close}>
      {offer.data ? (
        <div className="grid gap-4">
          <Notice tone="good">{t.sent(offer.data.to_email)}</Notice>
          <Button onClick={onClose}>{t.close}</Button>
        </div>
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          <p className="text-muted">{t.transferHint}</p>
          {refusal && !refusal.fields.to_email && <Notice tone="bad">{refusalSentence(refusal, words)}</Notice>}
          <Field
            label={t.email}
            name="email"
            type="email"
            required
            autoComplete="off"
            errors={refusal?.fields.to_email}
          />
          <TextArea label={t.message} hint={t.messageHint} name="message" maxLength={500} rows={2} />
          <Button type="submit" isBusy={offer.isPending}>
            {t.send}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
