import { buffer } from 'node:stream/consumers';
import type { Deps } from '../../kernel/context.ts';
import { addSeconds } from '../../kernel/time.ts';

/** A file that somebody gets: its bytes, and what it is called. */
export type Document = { bytes: Buffer; filename: string };

const PDF = 'application/pdf';

/** What is being made at this moment, a store each. */
const underway = new WeakMap<Deps['store'], Map<string, Promise<Buffer>>>();

/**
 * The document under a key, drawn where there is none yet. Who asks while it is being drawn waits for that one: a
 * mail that is written and a buyer who looks at the order begin in the same moment, and drawing is what costs.
 */
export function storedPdf(deps: Deps, key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const making = underway.get(deps.store) ?? new Map<string, Promise<Buffer>>();
  underway.set(deps.store, making);
  let bytes = making.get(key);
  if (!bytes) {
    bytes = readOrDraw(deps, key, draw).finally(() => making.delete(key));
    making.set(key, bytes);
  }
  return bytes;
}

/** The store only saves drawing it again: when it can't be reached, nobody waits for their ticket because of that. */
async function readOrDraw(deps: Deps, key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const kept = await asked(deps, key, async ({ store }) => {
    const object = await store.get(key);
    return object && (await buffer(object.body));
  });
  if (kept) return kept;
  const bytes = await draw();
  await asked(deps, key, ({ store }) => store.put(key, bytes, PDF));
  return bytes;
}

/** A store that was not there is left alone for so long: each attempt takes longer than drawing does. */
const PATIENCE_SECONDS = 30;
const away_until = new WeakMap<Deps['store'], Date>();

async function asked<T>(deps: Deps, key: string, question: (deps: Deps) => Promise<T>): Promise<T | undefined> {
  const { store, clock, log } = deps;
  const now = clock.now();
  const until = away_until.get(store);
  if (until && now < until) return undefined;
  try {
    return await question(deps);
  } catch (error) {
    away_until.set(store, addSeconds(now, PATIENCE_SECONDS));
    log.warn({ err: error, key, away_seconds: PATIENCE_SECONDS }, 'the store of documents does not answer');
    return undefined;
  }
}
