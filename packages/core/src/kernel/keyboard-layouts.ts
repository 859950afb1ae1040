/*
 * A hand-held scanner types as a US-English keyboard does. Where the computer expects another keyboard, other characters
 * arrive: of these texts the ones that were meant are found here. The gate page has the same list (a test compares them).
 */

/** `typed` and `meant` correspond character by character. */
const layout = (typed: string, meant: string) => new Map([...typed].map((sign, at) => [sign, meant[at]!]));

const LAYOUTS: readonly ReadonlyMap<string, string>[] = [
  /* German, Austrian */ layout('ß?yzYZ', '-_zyZY'),
  /* Swiss */ layout("'?yzYZ", '-_zyZY'),
  /* Spanish, Italian, Portuguese, Latin American */ layout("'?", '-_'),
  /* Danish, Norwegian, Swedish, Finnish */ layout('+?', '-_'),
  /* Dutch */ layout('/?', '-_'),
  /* Hungarian */ layout('üÜöyzYZ', '-_0zyZY'),
  /* Turkish */ layout('*?ıç', '-_i.'),
  /* Czech */ layout('+ěščřžýáíé=%yzYZ', '1234567890-_zyZY'),
  /* French */ layout('&é"\'(-è_çà)°:,?qwazQWAZ', '1234567890-_.mMazqwAZQW'),
  /* Belgian */ layout('&é"\'(§è!çà)°:,?qwazQWAZ', '1234567890-_.mMazqwAZQW'),
];

const ASCII = /^[A-Za-z0-9._-]+$/;

/** Caps Lock was on: every letter has the other case. */
function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/** All texts that may have been meant by what arrived, each once, and never the text itself. */
export function meantTexts(text: string): string[] {
  const found = new Set<string>();
  for (const typed of [text, swapCase(text)]) {
    found.add(typed);
    for (const keys of LAYOUTS) found.add([...typed].map((sign) => keys.get(sign) ?? sign).join(''));
  }
  found.delete(text);
  return [...found].filter((candidate) => ASCII.test(candidate));
}
