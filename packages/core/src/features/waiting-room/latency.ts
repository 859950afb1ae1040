import type { Db } from '@setiket/db';
import { DomainError } from '../../kernel/errors.ts';

/** How long purchases took in this process, by event; the leading process asks. Only of events with a waiting room. */
type Sample = { at: number; took_ms: number };

const WINDOW_MS = 5_000;
const MOST_SAMPLES = 2_000;

const samplesOf = new WeakMap<Db, Map<string, Sample[]>>();

/** Whoever was sent away because the process was full would have waited longer than anybody should. */
const BUSY_MS = 10_000;

/** Runs a purchase and remembers how long it took, refused or not. */
export async function measured<T>(db: Db, event_id: string, purchase: () => Promise<T>): Promise<T> {
  const started = performance.now();
  let least = 0;
  try {
    return await purchase();
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'SERVICE_UNAVAILABLE') least = BUSY_MS;
    throw error;
  } finally {
    const now = performance.now();
    notePurchase(db, event_id, { at: now, took_ms: Math.max(least, now - started) });
  }
}

/** One measurement; `at` is in the milliseconds of `performance.now()`. */
export function notePurchase(db: Db, event_id: string, sample: Sample): void {
  const events = samplesOf.get(db) ?? new Map<string, Sample[]>();
  samplesOf.set(db, events);
  const samples = events.get(event_id) ?? [];
  events.set(event_id, samples);
  samples.push(sample);
  if (samples.length > MOST_SAMPLES) samples.splice(0, samples.length - MOST_SAMPLES);
}

/** The 95th percentile of the last seconds, in milliseconds; undefined when nobody bought. */
export function recentP95(db: Db, event_id: string, now: number = performance.now()): number | undefined {
  const events = samplesOf.get(db);
  const recent = (events?.get(event_id) ?? []).filter(({ at }) => at > now - WINDOW_MS);
  if (recent.length === 0) {
    events?.delete(event_id);
    return undefined;
  }
  events?.set(event_id, recent);
  const times = recent.map(({ took_ms }) => took_ms).sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.95) - 1];
}
