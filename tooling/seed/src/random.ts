/** A stream of numbers that is the same for the same seed (mulberry32): quick, and good enough for made-up data. */
export type Random = {
  /** From 0 up to, but not including 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(items: readonly T[]): T;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    pick: <T>(items: readonly T[]) => {
      if (items.length === 0) throw new Error('There is nothing to pick from.');
      return items[between(0, items.length - 1)] as T;
    },
  };
}

/** Makes ids as the product's own (UUIDv7), but the same ones for the same seed; a counter keeps them apart. */
export function idsFrom(seed: number): (at: Date) => string {
  const salt = (seed >>> 0).toString(16).padStart(8, '0');
  let count = 0;
  return (at) => {
    count += 1;
    const time = at.getTime().toString(16).padStart(12, '0');
    const rest = count.toString(16).padStart(9, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${salt.slice(0, 3)}-0${salt.slice(3)}${rest.slice(3)}`;
  };
}

const READABLE = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODES = READABLE.length ** 8;
/** It shares no factor with the number of codes, so that counting on in its steps meets each code once. */
const STEP = 412_345_678_901;

/** Makes the last part of ticket codes: scattered, and never the same one twice. */
export function codesFrom(seed: number): () => string {
  let at = (BigInt(seed >>> 0) * 1_000_003n) % BigInt(CODES);
  return () => {
    at = (at + BigInt(STEP)) % BigInt(CODES);
    let rest = Number(at);
    let code = '';
    for (let place = 0; place < 8; place++) {
      code += READABLE[rest % READABLE.length];
      rest = Math.floor(rest / READABLE.length);
    }
    return code;
  };
}
