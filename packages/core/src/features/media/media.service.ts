import { createHmac, timingSafeEqual } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Ctx, Deps } from '../../kernel/context.ts';
import { deriveKey } from '../../kernel/crypto.ts';
import { fieldError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';

/** What may be uploaded where. Sizes are bytes; types are judged by content, so SVG and HTML never pass. */
export const UPLOADS = {
  avatar: {
    maximum: 5_000_000,
    types: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'],
    is_public: true,
  },
  event: {
    maximum: 5_000_000,
    types: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'],
    is_public: true,
  },
  banner: {
    maximum: 5_000_000,
    types: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'],
    is_public: true,
  },
  proposal: {
    maximum: 10_000_000,
    types: [
      'application/pdf',
      'image/png',
      'image/jpeg',
      'image/webp',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    is_public: false,
  },
} as const;

export type UploadKind = keyof typeof UPLOADS;

/** An object that is stored already, but that no row names yet. */
export type StoredUpload = {
  id: string;
  key: string;
  kind: UploadKind;
  content_type: string;
  bytes: number;
  is_public: boolean;
};

type Upload = { field: string; kind: UploadKind; file: File | null | undefined };

/**
 * Judges a file by its content and stores it, before and outside of any transaction. An object whose transaction
 * never commits is an orphan that a job sweeps.
 * @throws request.invalid on the field when the file is empty, too large or of a type that is not allowed
 */
export async function storeUpload(ctx: Ctx, { field, kind, file }: Upload): Promise<StoredUpload | undefined> {
  if (!file) return undefined;
  const rule = UPLOADS[kind];
  if (file.size === 0) throw fieldError(field, 'The file is empty.');
  if (file.size > rule.maximum)
    throw fieldError(field, `The file is too large. At most ${sizeText(rule.maximum)} are allowed.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !(rule.types as readonly string[]).includes(type.mime)) {
    throw fieldError(
      field,
      `This file type is not allowed. Use one of: ${rule.types.map((mime) => mime.split(/[/.]/).at(-1)).join(', ')}.`,
    );
  }
  const id = newId(ctx.clock.now().getTime());
  const key = `${kind}/${id}.${type.ext}`;
  await ctx.store.put(key, bytes, type.mime);
  return { id, key, kind, content_type: type.mime, bytes: bytes.length, is_public: rule.is_public };
}

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1000} KB`;
}

/** Gives a stored object its row, in the transaction of what refers to it. */
export async function recordUpload(
  tx: Tx,
  upload: StoredUpload | undefined,
  owner_id: string,
  now: Date,
): Promise<string | undefined> {
  if (!upload) return undefined;
  await tx.media.create({ data: { ...upload, owner_id, created_at: now } });
  return upload.id;
}

type MediaRow = { key: string; is_public: boolean };

/** Address of a stored object. What is not public carries a signature of its own key. */
export function mediaUrl(ctx: Pick<Deps, 'env'>, media: MediaRow | null): string | null {
  if (!media) return null;
  const url = `${ctx.env.PUBLIC_URL}/media/${media.key}`;
  return media.is_public ? url : `${url}?signature=${signatureOf(ctx, media.key)}`;
}

function signatureOf({ env }: Pick<Deps, 'env'>, key: string): string {
  return createHmac('sha256', deriveKey(env.APP_SECRET, 'media')).update(key).digest('base64url');
}

/**
 * Opens a stored object for the `/media/…` route; undefined when there is none or when it is private and the
 * signature does not fit.
 */
export async function openMedia(deps: Deps, key: string, signature?: string) {
  const row = await deps.db.media.findUnique({ where: { key } });
  if (!row || !(row.is_public || isSigned(deps, key, signature))) return undefined;
  const object = await deps.store.get(key);
  return object && { body: object.body, content_type: row.content_type, bytes: row.bytes, is_public: row.is_public };
}

function isSigned(deps: Deps, key: string, signature: string | undefined): boolean {
  const expected = Buffer.from(signatureOf(deps, key));
  const given = Buffer.from(signature ?? '');
  return expected.length === given.length && timingSafeEqual(expected, given);
}
