import DataLoader from 'dataloader';
import type { DbOrTx } from './transaction.ts';

/** More in one statement would make the first of them wait too long. */
const MOST_TOGETHER = 200;

/**
 * Gathers what is asked for in the same turn of the event loop into one statement: when many come at once, what each of them
 * needs would otherwise cost as much as what they came for. Nothing is kept.
 * @param ask answers in the order of what was asked
 */
export function inOneTurn<D extends DbOrTx, K, V>(
  ask: (db: D, asked: readonly K[]) => Promise<V[]>,
): (db: D, one: K) => Promise<V> {
  const loaders = new WeakMap<D, DataLoader<K, V>>();
  return (db, one) => {
    const loader =
      loaders.get(db) ??
      new DataLoader<K, V>((asked) => ask(db, asked), {
        cache: false,
        maxBatchSize: MOST_TOGETHER,
        batchScheduleFn: setImmediate,
      });
    loaders.set(db, loader);
    return loader.load(one);
  };
}
