import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CreditCard } from 'lucide-react';
import { useState } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { accountQuery, useAccount } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { Ticket } from './queries.ts';
import { ticketTexts } from './tickets.texts.ts';
import { useCardUpgrade } from './use-card-upgrade.ts';

/** Dearer types of the same event, each with what it costs more, and the way to have one. */
export default function UpgradeDialog({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const t = useText(ticketTexts);
  const words = useRefusalTexts();
  const { money } = useFormats();
  const { account } = useAccount();
  const queries = useQueryClient();
  const [chosen, choose] = useState<string>();
  const event = useQuery({
    queryKey: ['event', ticket.event_id],
    queryFn: () => api.events.get.query({ id: ticket.event_id }),
  });
  const upgrade = useMutation({
    mutationFn: (to_ticket_type_id: string) =>
      api.upgrades.create.mutate({ ticket_id: ticket.id, to_ticket_type_id, provider: 'balance' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tickets'] });
      void queries.invalidateQueries({ queryKey: ['qr', ticket.id] });
      void queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    },
  });
  const byCard = useCardUpgrade(ticket.id);
  const types = event.data?.ticket_type ?? [];
  const own = types.find(({ id }) => id === ticket.ticket_type_id);
  // What counts as dearer are the prices of the types; what is paid is the difference to what the ticket had cost.
  const dearer = types
    .filter((type) => type.availability === 'available' && Number(type.price) > Number(own?.price ?? ticket.price))
    .map((type) => ({ ...type, more: Math.max(0, Number(type.price_with_tax) - Number(ticket.price)) }));
  const target = dearer.find(({ id }) => id === chosen);
  const error = upgrade.error ?? byCard.error;
  const isShort = target !== undefined && (account?.balance ?? 0) < target.more;
  if (upgrade.data)
    return (
      <Dialog title={t.upgrade} isOpen onClose={onClose} closeLabel={t.close}>
        <div className="grid gap-4">
          <Notice tone="good">{t.upgraded(upgrade.data.to.title)}</Notice>
          <Button onClick={onClose}>{t.close}</Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={t.upgrade} isOpen onClose={onClose} closeLabel={t.close}>
      <div className="grid gap-4">
        {event.isError ? (
          <Failure error={event.error} retry={() => event.refetch()} />
        ) : event.isPending ? (
          <div className="skeleton h-20 rounded-card" />
        ) : dearer.length === 0 ? (
          <p>{t.upgradeNone}</p>
        ) : (
          <>
            <p className="text-muted">{t.upgradeHint}</p>
            {error !== null && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
            <fieldset className="grid gap-3">
              <legend className="sr-only">{t.upgrade}</legend>
              {dearer.map((type) => (
                <label
                  key={type.id}
                  className="flex cursor-pointer items-center gap-4 rounded-card border border-strong-line px-5 py-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-accent"
                >
                  <input
                    type="radio"
                    name="type"
                    className="size-5 accent-accent"
                    checked={chosen === type.id}
                    onChange={() => choose(type.id)}
                  />
                  <span className="grow font-bold">{type.title}</span>
                  <span className="text-right tabular-nums">
                    {type.more === 0 ? t.upgradeSame : t.upgradeMore(money(type.more, type.currency))}
                  </span>
                </label>
              ))}
            </fieldset>
            {isShort && account && (
              <Notice tone="warn">{t.upgradeShort(money(account.balance, account.currency))}</Notice>
            )}
            <Button
              size="large"
              disabled={!target || isShort}
              isBusy={upgrade.isPending}
              onClick={() => target && upgrade.mutate(target.id)}
            >
              {target && target.more > 0 ? t.upgradeFor(money(target.more, target.currency)) : t.upgradeFree}
            </Button>
            {target && target.more > 0 && (
              <Button
                variant={isShort ? 'primary' : 'secondary'}
                size="large"
                isBusy={byCard.isPending || byCard.isSuccess}
                onClick={() => byCard.mutate(target.id)}
              >
                <CreditCard className="size-5" aria-hidden /> {t.upgradeByCard(money(target.more, target.currency))}
              </Button>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
