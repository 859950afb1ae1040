/** Text that Postgres can hold: no NUL, and no half of a surrogate pair. */
export function isCleanText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * True when every string in a parsed body is clean, names included. Without recursion: a body of a megabyte can nest
 * half a million arrays.
 */
export function isCleanValue(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string' && !isCleanText(next)) return false;
    if (next === null || typeof next !== 'object') continue;
    for (const [name, member] of Object.entries(next)) {
      if (!isCleanText(name)) return false;
      if (typeof member === 'string' || typeof member === 'object') waiting.push(member);
    }
  }
  return true;
}
