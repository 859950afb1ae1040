import { buffer } from 'node:stream/consumers';
import type { Prisma } from '@setiket/db';
import type { Deps } from '../../kernel/context.ts';
import { cleanPicture } from './pictures.ts';

type Media = Prisma.mediaGetPayload<object>;

const BATCH_SIZE = 50;

/**
 * Re-encodes each picture that still is as it was sent, under the same key, so that no published address breaks. A row is
 * marked after its object was replaced: a job that is interrupted repeats one picture at most.
 */
export async function cleanStoredPictures(deps: Deps): Promise<void> {
  let failed = 0;
  for (let after = ''; ; ) {
    const rows = await deps.db.media.findMany({
      where: { cleaned_at: null, ...(after && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: BATCH_SIZE,
    });
    for (const row of rows) {
      after = row.id;
      try {
        await cleanOne(deps, row);
      } catch (error) {
        failed += 1;
        deps.log.warn({ err: error, media_id: row.id }, 'picture could not be cleaned');
      }
    }
    if (rows.length < BATCH_SIZE) break;
  }
  if (failed > 0) throw new Error(`${failed} pictures could not be cleaned`);
}

async function cleanOne({ db, store, clock, log }: Deps, { id, key, content_type }: Media): Promise<void> {
  const cleaned_at = clock.now();
  const where = { id, key, cleaned_at: null };
  const object = await store.get(key);
  const picture = object && (await cleanPicture(await buffer(object.body), content_type, { salvage: true }));
  if (!picture) {
    // Bytes that can't be decoded can't be cleaned either, and may hold a position all the same.
    log.warn({ media_id: id, key }, 'unreadable picture removed');
    await store.remove(key);
    await db.media.updateMany({ where, data: { cleaned_at } });
    return;
  }
  await store.put(key, picture.bytes, picture.content_type);
  const { width, height, bytes } = picture;
  const data = { content_type: picture.content_type, bytes: bytes.length, width, height, cleaned_at };
  const { count } = await db.media.updateMany({ where, data });
  // Deleted meanwhile: its object was removed before this one was put.
  if (count === 0 && !(await db.media.findUnique({ where: { id } }))) await store.remove(key);
}
