import { sha256Hex } from '../../kernel/crypto.ts';

/** The order that a draw with this seed gives, for whoever wants to check one afterwards: ids of places, first to last. */
export function drawOrder(seed: string, ids: readonly string[]): string[] {
  const lots = ids.map((id) => ({ id, lot: sha256Hex(`${seed}${id}`) }));
  return lots.sort((a, b) => (a.lot < b.lot || (a.lot === b.lot && a.id < b.id) ? -1 : 1)).map(({ id }) => id);
}
