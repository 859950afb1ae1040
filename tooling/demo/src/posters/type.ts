import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype, { type Font } from 'opentype.js';

/**
 * Letters are drawn as outlines from fonts that come as packages: what a machine has installed, often nothing in a
 * container, must not change a picture.
 */
const FILES = {
  grotesk: '@fontsource/archivo-black/files/archivo-black-latin-400-normal.woff',
  condensed: '@fontsource/anton/files/anton-latin-400-normal.woff',
  serif: '@fontsource/dm-serif-display/files/dm-serif-display-latin-400-normal.woff',
  text: '@fontsource/space-grotesk/files/space-grotesk-latin-700-normal.woff',
} as const;

export type Face = keyof typeof FILES;

const require = createRequire(import.meta.url);
const fonts = new Map<Face, Font>();

function fontOf(face: Face): Font {
  let font = fonts.get(face);
  if (!font) {
    const bytes = readFileSync(require.resolve(FILES[face]));
    font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    fonts.set(face, font);
  }
  return font;
}

type Setting = { face: Face; size: number; tracking?: number };

export function widthOf(text: string, { face, size, tracking = 0 }: Setting): number {
  return fontOf(face).getAdvanceWidth(text, size, { letterSpacing: tracking });
}

/** One line of text as a path; `x` and `y` are the beginning of its baseline. */
export function outline(text: string, x: number, y: number, { face, size, tracking = 0 }: Setting, fill: string): string {
  const data = fontOf(face).getPath(text, x, y, size, { letterSpacing: tracking }).toPathData(1);
  return `<path d="${data}" fill="${fill}"/>`;
}

type Box = { width: number; lines: number; largest: number };

/** Breaks a title into the fewest lines in which it can be set large, and finds that size. */
export function fitTitle(title: string, face: Face, { width, lines, largest }: Box): { lines: string[]; size: number } {
  let best = { lines: [title], size: 0 };
  for (let count = 1; count <= lines; count++) {
    const broken = breakEvenly(title.split(/\s+/), count, face);
    const widest = Math.max(...broken.map((line) => widthOf(line, { face, size: 100 })));
    const size = Math.min(largest, (width / widest) * 100, largest * 1.9 / broken.length);
    if (size > best.size * 1.08) best = { lines: broken, size };
  }
  return best;
}

/** Every way to break, judged by its widest line; titles are short. */
function breakEvenly(words: string[], count: number, face: Face): string[] {
  if (count <= 1 || words.length <= 1) return [words.join(' ')];
  let best: string[] = [words.join(' ')];
  let narrowest = Number.POSITIVE_INFINITY;
  for (let first = 1; first < words.length; first++) {
    const candidate = [words.slice(0, first).join(' '), ...breakEvenly(words.slice(first), count - 1, face)];
    const widest = Math.max(...candidate.map((line) => widthOf(line, { face, size: 100 })));
    if (widest < narrowest) [best, narrowest] = [candidate, widest];
  }
  return best;
}
