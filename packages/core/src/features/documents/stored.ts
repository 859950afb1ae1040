import { buffer } from 'node:stream/consumers';
import type { Deps } from '../../kernel/context.ts';

/** A file that somebody gets: its bytes, and what it is called. */
export type Document = { bytes: Buffer; filename: string };

const PDF = 'application/pdf';

/** What is being made at this moment, a store each. */
const underway = new WeakMap<Deps['store'], Map<string, Promise<Buffer>>>();

/**
 * The document under a key, drawn where there is none yet. Who asks while it is being drawn waits for that one: the job
 * that prepares a sale's papers and the mail that carries them begin in the same moment, and drawing is what costs.
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
  const kept = await read(deps, key);
  if (kept) return kept;
  const bytes = await draw();
  try {
    await deps.store.put(key, bytes, PDF);
  } catch (error) {
    deps.log.warn({ err: error, key }, 'document was not kept');
  }
  return bytes;
}

async function read({ store, log }: Deps, key: string): Promise<Buffer | undefined> {
  try {
    const object = await store.get(key);
    return object && (await buffer(object.body));
  } catch (error) {
    log.warn({ err: error, key }, 'document was not read');
    return undefined;
  }
}
