import { loadSharp } from '../../kernel/sharp.ts';

/** Widths that `srcset` offers; only those below the picture's own are made. */
export const VARIANT_WIDTHS = [320, 640, 960, 1280] as const;
export const VARIANT_PREFIX = 'variant/';
export const VARIANT_TYPE = 'image/webp';

/** A picture of some kilobytes can claim a size that fills the memory when it is unpacked; nobody prints larger ones. */
const MOST_PIXELS = 50_000_000;

/** Width and height as a viewer shows them, turned the way the camera was; undefined for what is no readable picture. */
export async function measure(bytes: Uint8Array): Promise<{ width: number; height: number } | undefined> {
  try {
    const sharp = await loadSharp();
    const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
    return { width: autoOrient?.width ?? width, height: autoOrient?.height ?? height };
  } catch {
    return undefined;
  }
}

export type Variant = { width: number; bytes: Uint8Array };

/**
 * Smaller copies as WebP. A moving picture gets none, because a copy would stand still.
 * @throws when the picture can't be unpacked
 */
export async function shrink(bytes: Uint8Array): Promise<Variant[]> {
  const sharp = await loadSharp();
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS });
  const { pages = 1 } = await picture.metadata();
  const own = await measure(bytes);
  if (pages > 1 || !own) return [];
  const variants: Variant[] = [];
  // One after the other: side by side they would take the memory of four.
  for (const width of VARIANT_WIDTHS.filter((wanted) => wanted < own.width)) {
    variants.push({
      width,
      bytes: await picture.clone().autoOrient().resize({ width }).webp({ quality: 80 }).toBuffer(),
    });
  }
  return variants;
}
