import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SearchX, ShieldX } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { api } from '../../lib/api.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { type Account, isHouse } from '../../lib/session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { SignedIn } from '../../ui/signed-in.tsx';
import { boxOfficeTexts } from './box-office.texts.ts';
import { OrderCard } from './order-card.tsx';

const PAGE = 20;
const MOST = 100;

export default function BoxOfficePage() {
  const t = useText(boxOfficeTexts);
  useTitle(t.title);
  return (
    <div className="page grid max-w-4xl gap-6 pt-8">
      <header className="grid gap-2">
        <h1 className="text-3xl font-extrabold sm:text-4xl">{t.title}</h1>
        <p className="text-muted">{t.lead}</p>
      </header>
      <SignedIn>
        {(account) =>
          isHouse(account) ? <Orders account={account} /> : <EmptyState icon={ShieldX} title={t.forbidden} />
        }
      </SignedIn>
    </div>
  );
}

function Orders({ account }: { account: Account }) {
  const t = useText(boxOfficeTexts);
  const { locale } = useLocale();
  const [typed, setTyped] = useState('');
  const [size, setSize] = useState(PAGE);
  const search = useDeferredValue(typed.trim());
  const input = { page_size: size, ...(search !== '' && { search }) };
  const orders = useQuery({
    queryKey: ['staff-orders', input],
    queryFn: () => api.orders.list.query(input),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Field
        label={t.search}
        hint={t.searchHint}
        type="search"
        autoComplete="off"
        value={typed}
        onChange={(change) => {
          setTyped(change.target.value);
          setSize(PAGE);
        }}
      />
      <section className="grid gap-4" aria-labelledby="orders" aria-busy={orders.isFetching}>
        <div className="flex items-baseline justify-between gap-4">
          <h2 id="orders" className="text-xl font-extrabold">
            {t.begin}
          </h2>
          <p className="text-sm text-muted" role="status">
            {orders.data && plural(locale, orders.data.total, t.found)}
          </p>
        </div>
        {orders.isError ? (
          <Failure error={orders.error} retry={() => orders.refetch()} />
        ) : orders.isPending ? (
          [1, 2, 3].map((key) => <div key={key} className="skeleton h-44 rounded-card" />)
        ) : orders.data.items.length === 0 ? (
          <EmptyState icon={SearchX} title={t.none} heading="h3">
            {t.noneHint}
          </EmptyState>
        ) : (
          <ul className="grid gap-4">
            {orders.data.items.map((order) => (
              <li key={order.id}>
                <OrderCard order={order} canAct={account.role !== 'support'} />
              </li>
            ))}
          </ul>
        )}
        {orders.data && orders.data.total > size && size < MOST && (
          <Button variant="secondary" className="justify-self-center" onClick={() => setSize(MOST)}>
            {t.more}
          </Button>
        )}
      </section>
    </>
  );
}
