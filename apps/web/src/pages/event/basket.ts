import { useEffect, useState } from 'react';

export type Choice = { quantity: number; price: string };
export type Basket = Record<string, Choice>;

const keyOf = (event_id: string) => `basket:${event_id}`;

function stored(event_id: string): Basket {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(event_id)) ?? '{}') as Basket;
  } catch {
    return {};
  }
}

/** What somebody chose of an event. It survives signing in, reloading and going back. */
export function useBasket(event_id: string) {
  const [basket, setBasket] = useState<Basket>(() => stored(event_id));
  useEffect(() => sessionStorage.setItem(keyOf(event_id), JSON.stringify(basket)), [event_id, basket]);
  const choose = (type_id: string, choice: Partial<Choice>) =>
    setBasket((before) => ({
      ...before,
      [type_id]: { quantity: 0, price: '', ...before[type_id], ...choice },
    }));
  return { basket, choose, empty: () => setBasket({}) };
}
