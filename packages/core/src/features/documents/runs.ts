import { createRequire } from 'node:module';
import type { Face, Typeface, Weight } from './fonts.ts';

/** A piece of a line in one font and one direction; `order` is its place in the text. */
export type Run = { text: string; face: Face; order: number };

type Bidi = {
  getEmbeddingLevels(text: string): { levels: Uint8Array };
  getMirroredCharacter(character: string): string | null;
};

// Its types describe another build than the one that Node loads, which is a function that makes it.
const bidi = (createRequire(import.meta.url)('bidi-js') as () => Bidi)();

type Piece = Run & { level: number; isSpace: boolean };

/**
 * A line cut into runs, in the order in which they stand on paper from left to right (Unicode bidirectional algorithm).
 * Words are runs of their own: within one, fontkit shapes and orders the letters itself.
 */
export function runsOf(text: string, typeface: Typeface, weight: Weight): Run[] {
  const clean = withoutPictures(text.normalize('NFC'));
  const { levels } = bidi.getEmbeddingLevels(clean);
  const pieces: Piece[] = [];
  let index = 0;
  for (const character of clean) {
    const level = levels[index] ?? 0;
    index += character.length;
    const isSpace = /\s/.test(character);
    const last = pieces.at(-1);
    const isAttached = isSpace || /[\p{M}\p{Cf}]/u.test(character);
    const found = faceFor(character, isAttached ? last?.face : undefined, typeface, weight);
    if (!found && /\p{Cf}/u.test(character)) continue;
    const face = found ?? typeface.faceOf(0x3f, weight);
    if (!face) continue;
    const goesOn = last && last.level === level && last.face === face && !isSpace && !last.isSpace;
    const shown = found ? character : '?';
    if (goesOn) last.text += shown;
    else pieces.push({ text: shown, order: pieces.length, level, face, isSpace });
  }
  return inVisualOrder(pieces).map(({ text: logical, face, level, order }) => ({
    face,
    order,
    text: drawn(logical, face, level),
  }));
}

/** Marks, joiners and spaces belong to the word before them, also in its font. */
function faceFor(character: string, before: Face | undefined, typeface: Typeface, weight: Weight): Face | undefined {
  const code_point = character.codePointAt(0)!;
  if (before?.font.hasGlyphForCodePoint(code_point)) return before;
  return typeface.faceOf(code_point, weight);
}

/** Emoji are pictures, which no text font has: better none than a box. */
function withoutPictures(text: string): string {
  return text.replace(/\p{Extended_Pictographic}(?:\u200d|\p{Emoji_Modifier})*|\p{Emoji_Modifier}|\ufe0f/gu, (found) =>
    /[©®™]/.test(found) ? found : '',
  );
}

/** Whether a text can be drawn: every letter and digit of it has a glyph, and there is one at least. */
export function isDrawable(text: string, typeface: Typeface): boolean {
  const letters = withoutPictures(text.normalize('NFC')).match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length > 0 && letters.every((letter) => typeface.faceOf(letter.codePointAt(0)!, 'regular'));
}

/** Rule L2: from the highest level down, everything at or above it is turned round. */
function inVisualOrder(pieces: Piece[]): Piece[] {
  const ordered = [...pieces];
  const highest = Math.max(0, ...pieces.map(({ level }) => level));
  for (let level = highest; level >= 1; level--) {
    for (let from = 0; from < ordered.length; from++) {
      if (ordered[from]!.level < level) continue;
      let to = from;
      while (to < ordered.length && ordered[to]!.level >= level) to++;
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = to;
    }
  }
  return ordered;
}

/** fontkit turns Arabic and Hebrew round by itself. Punctuation is turned round here, its brackets mirrored (rule L4). */
function drawn(text: string, face: Face, level: number): string {
  if (level % 2 === 0 || face.script === 'arabic' || face.script === 'hebrew') return text;
  return [...text]
    .reverse()
    .map((character) => bidi.getMirroredCharacter(character) ?? character)
    .join('');
}
