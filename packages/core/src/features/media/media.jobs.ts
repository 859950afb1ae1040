import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { sqlState } from '../../kernel/transaction.ts';
import { cleanStoredPictures } from './clean-pictures.ts';
import { shrink, VARIANT_PREFIX, VARIANT_TYPE } from './pictures.ts';
import { sweepMedia } from './sweep.ts';

/** Makes the smaller copies of a picture. Run twice, it writes the same ones again. */
export const makeVariants = defineJob({
  name: 'media.make_variants',
  payload: z.object({ media_id: z.uuid() }),
  retry_limit: 4,
  async run({ db, store, log }, { media_id }) {
    const media = await db.media.findUnique({ where: { id: media_id } });
    const object = media && (await store.get(media.key));
    if (!object) return log.info({ media_id }, 'picture is gone; no copies made');
    for (const { width, bytes } of await shrink(await buffer(object.body))) {
      const key = `${VARIANT_PREFIX}${media_id}-${width}.webp`;
      await store.put(key, bytes, VARIANT_TYPE);
      const row = { media_id, width, key, bytes: bytes.length };
      try {
        await db.media_variants.upsert({ where: { media_id_width: { media_id, width } }, create: row, update: row });
      } catch (error) {
        if (!isParentGone(error)) throw error;
        await store.remove(key);
        return;
      }
    }
  },
});

/** The picture was deleted while its copies were made. */
function isParentGone(error: unknown): boolean {
  const code = sqlState(error);
  return code === 'P2003' || code === '23503';
}

/** Objects whose rows are gone. Removing what is gone already is fine. */
export const removeObjects = defineJob({
  name: 'media.remove_objects',
  payload: z.object({ keys: z.array(z.string()) }),
  async run({ store }, { keys }) {
    for (const key of keys) await store.remove(key);
  },
});

/** Every night: what an upload left behind whose transaction never committed, and what nothing refers to any more. */
export const sweep = defineJob({
  name: 'media.sweep',
  payload: z.object({}),
  schedule: '20 19 * * *',
  async run(deps) {
    const { objects, rows } = await sweepMedia(deps);
    deps.log.info({ objects, rows }, 'orphaned files removed');
  },
});

/** Removes metadata from pictures that were stored as they were sent. Without such rows it reads one empty index. */
export const cleanPictures = defineJob({
  name: 'media.clean_pictures',
  payload: z.object({}),
  schedule: '*/15 * * * *',
  concurrency: 1,
  run: cleanStoredPictures,
});

export const mediaJobs: readonly AnyJob[] = [makeVariants, removeObjects, sweep, cleanPictures];
