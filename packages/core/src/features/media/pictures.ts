import { loadSharp } from '../../kernel/sharp.ts';

/** Widths that `srcset` offers; only those below the picture's own are made. */
export const VARIANT_WIDTHS = [320, 640, 960, 1280] as const;
export const VARIANT_PREFIX = 'variant/';
export const VARIANT_TYPE = 'image/webp';

/** A picture of some kilobytes can claim a size that fills the memory when it is unpacked; nobody prints larger ones. */
const MAX_PIXELS = 50_000_000;

/** libvips gives up on a picture that takes longer. */
const MAX_SECONDS = 20;

export type CleanPicture = {
  bytes: Uint8Array;
  content_type: string;
  extension: string;
  width: number;
  height: number;
};

let last: Promise<unknown> = Promise.resolve();

/** Runs one task at a time: a decoded picture of 50 million pixels takes 200 MB. */
function oneAtATime<T>(task: () => Promise<T>): Promise<T> {
  const result = last.then(task, task);
  last = result.catch(() => {});
  return result;
}

type CleanOptions = {
  /** Keeps what a broken picture still shows; for pictures that were stored before uploads were decoded. */
  salvage?: boolean;
};

/**
 * Decodes a whole picture and encodes it anew: upright, in sRGB, without EXIF, GPS, XMP, ICC and text chunks.
 * @returns undefined for a truncated, corrupt or oversized picture
 */
export async function cleanPicture(
  bytes: Uint8Array,
  content_type: string,
  { salvage = false }: CleanOptions = {},
): Promise<CleanPicture | undefined> {
  return oneAtATime(async () => {
    try {
      return await encode(bytes, content_type, salvage ? 'none' : 'warning');
    } catch (error) {
      // Cameras of a large maker write this harmless field wrongly; every viewer shows such photos.
      if (/Invalid SOS parameters/.test(String(error)))
        return encode(bytes, content_type, 'error').catch(() => undefined);
      return undefined;
    }
  });
}

async function encode(
  bytes: Uint8Array,
  content_type: string,
  failOn: 'none' | 'error' | 'warning',
): Promise<CleanPicture> {
  const sharp = await loadSharp();
  const isAnimation = content_type === 'image/gif' || content_type === 'image/webp';
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn, animated: isAnimation })
    .timeout({ seconds: MAX_SECONDS })
    .autoOrient()
    .toColourspace('srgb');
  const encoded = {
    'image/jpeg': () => picture.jpeg({ quality: 88 }),
    'image/png': () => picture.png(),
    'image/gif': () => picture.gif(),
  }[content_type];
  // AVIF becomes WebP too: encoding AVIF takes seconds.
  const { data, info } = await (encoded?.() ?? picture.webp({ quality: 88 })).toBuffer({ resolveWithObject: true });
  const format = info.format === 'jpeg' ? { extension: 'jpg' } : { extension: info.format };
  return {
    ...format,
    bytes: data,
    content_type: `image/${info.format}`,
    width: info.width,
    height: info.pageHeight ?? info.height,
  };
}

export type Variant = { width: number; bytes: Uint8Array };

/**
 * Smaller copies as WebP. A moving picture gets none, because a copy would stand still.
 * @throws when the picture can't be unpacked
 */
export async function shrink(bytes: Uint8Array): Promise<Variant[]> {
  const sharp = await loadSharp();
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS });
  const { pages = 1, autoOrient } = await picture.metadata();
  if (pages > 1) return [];
  const variants: Variant[] = [];
  // One after the other: side by side they would take the memory of four.
  for (const width of VARIANT_WIDTHS.filter((wanted) => wanted < autoOrient.width)) {
    variants.push({
      width,
      bytes: await picture.clone().autoOrient().resize({ width }).webp({ quality: 80 }).toBuffer(),
    });
  }
  return variants;
}
