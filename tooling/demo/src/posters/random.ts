/** Chance that is the same for the same word, so that an event keeps its picture over every fresh start. */
export type Random = {
  /** From 0 up to, but not, 1. */
  next(): number;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
};

/** Mulberry32, seeded by an FNV-1a hash of the word. */
export function randomFrom(word: string): Random {
  let state = 0x811c9dc5;
  for (const letter of word) state = Math.imul(state ^ letter.codePointAt(0)!, 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole,
    pick: (items) => items[whole(0, items.length - 1)]!,
  };
}
