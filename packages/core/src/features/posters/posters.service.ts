import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, Deps, UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { adoptPicture, eventErrors, requireManager, visibleEvents } from '../events/index.ts';
import {
  forgetUpload,
  mediaUrl,
  recordUpload,
  srcsetOf,
  storeUpload,
  variantsOf,
  withVariants,
} from '../media/index.ts';
import { posterErrors } from './posters.errors.ts';
import type { deletePosterInput, posterOutput, uploadPosterInput } from './posters.schema.ts';

export type PosterView = z.output<typeof posterOutput>;
type UploadInput = z.output<typeof uploadPosterInput>;

/** More than anybody looks at; a bound, so that one event can't fill the store. */
const MOST_POSTERS = 20;

const FILE_FIELDS = ['image', 'file', 'poster'] as const;

/** `dicoevent.md`, POST /api/events/upload/: adds a poster behind those that the event has. */
export async function uploadPoster(ctx: UserCtx, input: UploadInput): Promise<PosterView> {
  const event_id = input.event ?? input.event_id;
  if (!event_id) throw fieldError('event', 'This field is required.');
  const field = FILE_FIELDS.find((name) => input[name]);
  if (!field) throw fieldError('image', 'This field is required.');
  await requireOpenEvent(ctx, event_id);
  const upload = await storeUpload(ctx, { field, kind: 'poster', file: input[field] });
  return withTransaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    // Two uploads at once take turns, so that no position is given twice. Purchases only share the row's key, and go on.
    await tx.$queryRaw`SELECT 1 FROM events WHERE id = ${event_id}::uuid FOR NO KEY UPDATE`;
    const { _count, _max } = await tx.event_posters.aggregate({
      where: { event_id },
      _count: true,
      _max: { position: true },
    });
    if (_count >= MOST_POSTERS) throw posterErrors.too_many();
    const media_id = await recordUpload(tx, upload, ctx.actor.id, now);
    if (!media_id) throw fieldError(field, 'This field is required.');
    const poster = await tx.event_posters.create({
      data: { id: newId(now.getTime()), event_id, media_id, position: (_max.position ?? 0) + 1, created_at: now },
      include: withMedia,
    });
    await adoptPicture(tx, ctx, { id: event_id, image_id: media_id });
    await audit(tx, {
      action: 'event.poster_added',
      subject_type: 'event',
      subject_id: event_id,
      data: { poster_id: poster.id },
    });
    return posterView(ctx, poster);
  });
}

async function requireOpenEvent(ctx: UserCtx, id: string): Promise<void> {
  const event = await ctx.db.events.findUnique({ where: { id } });
  await requireManager(ctx.db, ctx.actor, event);
  if (event?.status === 'cancelled' || event?.status === 'completed') throw eventErrors.closed();
}

/** `dicoevent.md`, GET /api/events/{id}/poster/: all of them, in their order. */
export async function listPosters(ctx: Ctx, { id }: { id: string }): Promise<PosterView[]> {
  const event = await ctx.db.events.findFirst({
    where: { id, ...visibleEvents(ctx.actor) },
    select: { posters: { include: withMedia, orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
  });
  if (!event) throw eventErrors.not_found();
  return event.posters.map((poster) => posterView(ctx, poster));
}

/** Deletes a poster, of an event that is over too: somebody may ask for that. Its objects follow by a job. */
export async function deletePoster(
  ctx: UserCtx,
  { id: event_id, poster_id }: z.output<typeof deletePosterInput>,
): Promise<void> {
  await requireManager(ctx.db, ctx.actor, await ctx.db.events.findUnique({ where: { id: event_id } }));
  await withTransaction(ctx, async (tx) => {
    const poster = await tx.event_posters.findFirst({ where: { id: poster_id, event_id } });
    const { count } = await tx.event_posters.deleteMany({ where: { id: poster_id, event_id } });
    if (!poster || count === 0) throw posterErrors.not_found();
    await forgetUpload(tx, poster.media_id);
    await audit(tx, {
      action: 'event.poster_removed',
      subject_type: 'event',
      subject_id: event_id,
      data: { poster_id },
    });
  });
}

const withMedia = { media: { include: withVariants } } as const satisfies Prisma.event_postersInclude;

type PosterRow = Prisma.event_postersGetPayload<{ include: typeof withMedia }>;

function posterView(ctx: Pick<Deps, 'env' | 'clock'>, { id, event_id, position, media }: PosterRow): PosterView {
  const { content_type, bytes, width, height } = media;
  return {
    id,
    event_id,
    url: mediaUrl(ctx, media),
    content_type,
    bytes,
    width,
    height,
    position,
    srcset: srcsetOf(ctx, media),
    variants: variantsOf(ctx, media),
  };
}
