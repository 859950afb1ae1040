import type { Prisma } from '@setiket/db';
import type { Ctx, Deps } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { makeVariants, removeObjects } from './media.jobs.ts';
import { type CleanPicture, cleanPicture, VARIANT_PREFIX } from './pictures.ts';
import { isSigned, signatureOf } from './signature.ts';
import { type StoredUpload, UPLOADS, type UploadKind } from './uploads.ts';

type Upload = { field: string; kind: UploadKind; file: File | null | undefined };

/**
 * Judges a file by its content and stores it, before and outside of any transaction: a picture re-encoded, without its
 * metadata. An object whose transaction never commits is an orphan that a job sweeps.
 * @throws request.invalid on the field when the file is empty, too large, broken or of a type that is not allowed
 */
export async function storeUpload(ctx: Ctx, { field, kind, file }: Upload): Promise<StoredUpload | undefined> {
  if (!file) return undefined;
  const rule = UPLOADS[kind];
  if (file.size === 0) throw fieldError(field, 'The file is empty.');
  if (file.size > rule.maximum)
    throw fieldError(field, `The file is too large. At most ${sizeText(rule.maximum)} are allowed.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !(rule.types as readonly string[]).includes(type.mime)) {
    throw fieldError(
      field,
      `This file type is not allowed. Use one of: ${rule.types.map((mime) => mime.split(/[/.]/).at(-1)).join(', ')}.`,
    );
  }
  const file_as_sent: StoredFile = { bytes, content_type: type.mime, extension: type.ext, width: null, height: null };
  const stored = type.mime.startsWith('image/') ? await cleanPicture(bytes, type.mime) : file_as_sent;
  if (!stored) throw fieldError(field, 'The picture can’t be read. Save it again and retry.');
  const now = ctx.clock.now();
  const id = newId(now.getTime());
  const { extension, content_type, width, height } = stored;
  const key = `${kind}/${id}.${extension}`;
  await ctx.store.put(key, stored.bytes, content_type);
  const { is_public } = rule;
  return { id, key, kind, content_type, bytes: stored.bytes.length, width, height, is_public, cleaned_at: now };
}

type StoredFile = Omit<CleanPicture, 'width' | 'height'> & { width: number | null; height: number | null };

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1000} KB`;
}

/** Gives a stored object its row, in the transaction of what refers to it; pictures of events get smaller copies. */
export async function recordUpload(
  tx: Tx,
  upload: StoredUpload | undefined,
  owner_id: string,
  now: Date,
): Promise<string | undefined> {
  if (!upload) return undefined;
  await tx.media.create({ data: { ...upload, owner_id, created_at: now } });
  if (UPLOADS[upload.kind].has_variants) await enqueue(tx, makeVariants, { media_id: upload.id });
  return upload.id;
}

/** Drops a row in the transaction of what no longer refers to it; the objects follow after the commit. */
export async function forgetUpload(tx: Tx, media_id: string): Promise<void> {
  const media = await tx.media.findUnique({ where: { id: media_id }, include: { variants: true } });
  if (!media) return;
  await tx.media.delete({ where: { id: media_id } });
  await enqueue(tx, removeObjects, { keys: [media.key, ...media.variants.map(({ key }) => key)] });
}

type AddressDeps = Pick<Deps, 'env' | 'clock'>;

type MediaRow = { key: string; is_public: boolean };

/** What `srcsetOf` and `variantsOf` need beside the row itself. */
export const withVariants = { variants: { orderBy: { width: 'asc' } } } as const satisfies Prisma.mediaInclude;

type PictureRow = MediaRow & { width: number | null; variants: { key: string; width: number }[] };

/** The smaller copies of a picture, the smallest first. They are made by a job, so there may be none yet. */
export function variantsOf(ctx: AddressDeps, media: PictureRow): { width: number; url: string }[] {
  return media.variants.map(({ key, width }) => ({ width, url: mediaUrl(ctx, { key, is_public: media.is_public }) }));
}

/** What `<img srcset>` takes: every copy and the picture itself with their widths; null while there is no copy. */
export function srcsetOf(ctx: AddressDeps, media: PictureRow | null): string | null {
  if (!media?.width || media.variants.length === 0) return null;
  const all = [...variantsOf(ctx, media), { width: media.width, url: mediaUrl(ctx, media) }];
  return all.map(({ width, url }) => `${url} ${width}w`).join(', ');
}

/** Address of a stored object. A private object's address carries a signature that expires. */
export function mediaUrl(ctx: AddressDeps, media: MediaRow): string;
export function mediaUrl(ctx: AddressDeps, media: MediaRow | null): string | null;
export function mediaUrl(ctx: AddressDeps, media: MediaRow | null): string | null {
  if (!media) return null;
  const url = `${ctx.env.PUBLIC_URL}/media/${media.key}`;
  return media.is_public ? url : `${url}?signature=${signatureOf(ctx, media.key)}`;
}

/**
 * Opens a stored object for the `/media/…` route; undefined when there is none or when it is private and the
 * signature does not fit.
 */
export async function openMedia(deps: Deps, key: string, signature?: string) {
  const row = key.startsWith(VARIANT_PREFIX) ? await findVariant(deps, key) : await findOriginal(deps, key);
  if (!row || !(row.is_public || isSigned(deps, key, signature))) return undefined;
  // Type and length come from the object: a cleaned picture replaces its bytes before its row is updated.
  const object = await deps.store.get(key);
  return object && { ...object, is_public: row.is_public };
}

const SERVED = { is_public: true } as const;

function findOriginal({ db }: Deps, key: string) {
  return db.media.findUnique({ where: { key }, select: SERVED });
}

async function findVariant({ db }: Deps, key: string) {
  const variant = await db.media_variants.findUnique({
    where: { key },
    select: { media: { select: SERVED } },
  });
  return variant?.media;
}
