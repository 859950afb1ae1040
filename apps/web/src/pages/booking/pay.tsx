import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CreditCard, Wallet } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { type Account, accountQuery } from '../../lib/session.ts';
import { usePageRestored } from '../../lib/use-page-restored.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { orderTexts } from './order.texts.ts';
import type { Booking } from './order-page.tsx';

type Method = 'balance' | 'card';

type PayProps = {
  booking: Booking;
  account: Account;
  /** The buyer comes back from the card page: the payment is on its way here, so nothing else can be begun. */
  isWaiting: boolean;
};

/** Pays what is held: from the balance, by card on the provider's page, or not at all where nothing is due. */
export function Pay({ booking, account, isWaiting }: PayProps) {
  const t = useText(orderTexts);
  const words = useRefusalTexts();
  const { money } = useFormats();
  const queries = useQueryClient();
  const due = Number(booking.total_amount);
  const isFree = due === 0;
  const isEnough = account.balance >= due && account.currency === booking.currency;
  const [method, setMethod] = useState<Method>(isEnough ? 'balance' : 'card');
  const settled = (next: Booking) => {
    queries.setQueryData(['booking', booking.id], next);
    void queries.invalidateQueries({ queryKey: accountQuery.queryKey });
    void queries.invalidateQueries({ queryKey: ['timeline', booking.id] });
    void queries.invalidateQueries({ queryKey: ['tickets'] });
  };
  const pay = useMutation({
    mutationFn: () => api.bookings.pay.mutate({ id: booking.id }),
    onSuccess: settled,
    onError: () => queries.invalidateQueries({ queryKey: ['booking', booking.id] }),
  });
  const byCard = useMutation({
    mutationFn: () => api.checkout.createSession.mutate({ booking_id: booking.id }),
    onSuccess: ({ url }) => location.assign(url),
  });
  usePageRestored(byCard.reset);
  const cancel = useMutation({ mutationFn: () => api.bookings.cancel.mutate({ id: booking.id }), onSuccess: settled });
  const error = pay.error ?? byCard.error ?? cancel.error;
  const isPaying = pay.isPending || byCard.isPending || byCard.isSuccess;
  const isBusy = isWaiting || isPaying || pay.isSuccess || cancel.isPending;
  return (
    <section className="grid gap-4" aria-labelledby="pay">
      {error !== null && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
      <h2 id="pay" className={isFree ? 'sr-only' : 'text-xl font-extrabold'}>
        {isFree ? t.free : t.pay}
      </h2>
      {!isFree && (
        <fieldset className="grid gap-3">
          <legend className="sr-only">{t.pay}</legend>
          <Option
            icon={<Wallet className="size-5" aria-hidden />}
            name={t.byBalance}
            hint={(isEnough ? t.balanceIs : t.balanceShort)(money(account.balance, account.currency))}
            isChosen={method === 'balance'}
            isPossible={isEnough}
            choose={() => setMethod('balance')}
          />
          <Option
            icon={<CreditCard className="size-5" aria-hidden />}
            name={t.byCard}
            hint={t.byCardHint}
            isChosen={method === 'card'}
            isPossible
            choose={() => setMethod('card')}
          />
        </fieldset>
      )}
      <Button
        size="large"
        isBusy={isPaying}
        disabled={isBusy}
        onClick={() => (isFree || method === 'balance' ? pay : byCard).mutate()}
      >
        {isFree ? t.takePlace : method === 'balance' ? t.payWith(money(due, booking.currency)) : t.goToCard}
      </Button>
      <Button variant="quiet" isBusy={cancel.isPending} disabled={isBusy} onClick={() => cancel.mutate()}>
        {t.cancel}
      </Button>
    </section>
  );
}

type OptionProps = {
  icon: ReactNode;
  name: string;
  hint: string;
  isChosen: boolean;
  isPossible: boolean;
  choose(): void;
};

function Option({ icon, name, hint, isChosen, isPossible, choose }: OptionProps) {
  return (
    <label className="flex cursor-pointer items-center gap-4 rounded-card border border-strong-line bg-card px-5 py-4 has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-not-allowed has-focus-visible:outline-3 has-focus-visible:outline-accent">
      <input
        type="radio"
        name="method"
        className="size-5 accent-accent"
        checked={isChosen}
        disabled={!isPossible}
        onChange={choose}
      />
      <span className="grow">
        <span className="block font-bold">{name}</span>
        <span className="block text-sm text-muted">{hint}</span>
      </span>
      {icon}
    </label>
  );
}
