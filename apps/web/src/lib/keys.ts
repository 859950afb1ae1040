import type { Refusal } from './api.ts';

/** Keys of what was sent and has no certain answer yet, by what it was. */
const unanswered = new Map<string, string>();

/**
 * The `Idempotency-Key` of a change. Whoever presses again after an answer was lost sends the same one, so nothing happens
 * twice; once it was answered, the same wish is a new one.
 */
export function keyOf(wish: string): string {
  const key = unanswered.get(wish) ?? randomKey();
  unanswered.set(wish, key);
  return key;
}

/** Says that a wish was granted, or how it was refused. Of an outage nobody knows what came of it. */
export function noteAnswer(wish: string, refusal?: Refusal): void {
  const isUncertain =
    refusal && (refusal.status === 0 || refusal.status >= 500 || refusal.code === 'idempotency.in_progress');
  if (!isUncertain) unanswered.delete(wish);
}

/** A page that came over plain HTTP, in a local network say, has no `randomUUID`. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
