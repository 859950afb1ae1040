import { buffer } from 'node:stream/consumers';
import type { Deps } from '../../kernel/context.ts';

/** A file that somebody gets: its bytes, and what it is called. */
export type Document = { bytes: Buffer; filename: string };

const PDF = 'application/pdf';

/**
 * The document under a key, drawn where there is none yet. The store only saves drawing it again: when it can't be
 * reached, nobody waits for their ticket because of that.
 */
export async function storedPdf(deps: Deps, key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
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
