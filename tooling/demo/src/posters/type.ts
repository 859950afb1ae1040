/// <reference path="./opentype.d.ts" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype, { type Font, type PathCommand } from 'opentype.js';
import { n } from './canvas.ts';

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
export function outline(
  text: string,
  x: number,
  y: number,
  { face, size, tracking = 0 }: Setting,
  fill: string,
): string {
  const { commands } = fontOf(face).getPath(text, x, y, size, { letterSpacing: tracking });
  return `<path d="${commands.map(pathStep).join('')}" fill="${fill}"/>`;
}

/** The font package's own writer rounds decimals so carefully that it takes half the time of a picture. */
function pathStep(command: PathCommand): string {
  switch (command.type) {
    case 'M':
    case 'L':
      return `${command.type}${n(command.x)} ${n(command.y)}`;
    case 'Q':
      return `Q${n(command.x1)} ${n(command.y1)} ${n(command.x)} ${n(command.y)}`;
    case 'C':
      return `C${n(command.x1)} ${n(command.y1)} ${n(command.x2)} ${n(command.y2)} ${n(command.x)} ${n(command.y)}`;
    case 'Z':
      return 'Z';
    default:
      return command satisfies never;
  }
}

type Box = { width: number; lines: number; largest: number };

/** Breaks a title into the fewest lines in which it can be set large, and finds that size. */
export function fitTitle(title: string, face: Face, { width, lines, largest }: Box): { lines: string[]; size: number } {
  const words = title.split(/\s+/).map((text) => ({ text, width: widthOf(text, { face, size: 100 }) }));
  const space = widthOf('n n', { face, size: 100 }) - 2 * widthOf('n', { face, size: 100 });
  let best = { lines: [title], size: 0 };
  for (let count = 1; count <= Math.min(lines, words.length); count++) {
    const broken = breakEvenly(words, count, space);
    const size = Math.min(largest, (width / widestOf(broken, space)) * 100, (largest * 1.9) / broken.length);
    if (size > best.size * 1.08) best = { lines: broken.map((line) => line.map(({ text }) => text).join(' ')), size };
  }
  return best;
}

type Word = { text: string; width: number };

/** Every way to break, judged by its widest line; titles are short. */
function breakEvenly(words: Word[], count: number, space: number): Word[][] {
  if (count <= 1 || words.length <= 1) return [words];
  const ways = words
    .slice(1)
    .map((_, first) => [words.slice(0, first + 1), ...breakEvenly(words.slice(first + 1), count - 1, space)]);
  return ways.reduce((best, way) => (widestOf(way, space) < widestOf(best, space) ? way : best));
}

function widestOf(lines: Word[][], space: number): number {
  return Math.max(...lines.map((line) => line.reduce((sum, word) => sum + word.width, space * (line.length - 1))));
}
