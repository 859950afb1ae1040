import { useEffect, useState } from 'react';
import { api, type Output } from '../../lib/api.ts';
import { listen } from '../../lib/listen.ts';

type Told = Output['events']['watchSales'] extends AsyncIterable<infer T> ? T : never;
export type SalesFigures = Told extends readonly (infer F)[] ? F : never;

/** The figures of own events as they change, by event; empty until the first are heard. */
export function useLiveSales(id?: string): ReadonlyMap<string, SalesFigures> {
  const [figures, setFigures] = useState<ReadonlyMap<string, SalesFigures>>(new Map());
  useEffect(() => {
    const onData = (changed: readonly SalesFigures[]) =>
      setFigures((known) => new Map([...known, ...changed.map((one) => [one.event_id, one] as const)]));
    return listen((told) => api.events.watchSales.subscribe(id === undefined ? {} : { id }, { ...told, onData }));
  }, [id]);
  return figures;
}
