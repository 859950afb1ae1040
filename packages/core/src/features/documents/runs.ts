import { createRequire } from 'node:module';
import type { Face, Typeface, Weight } from './fonts.ts';

/** A piece of a line in one font and one direction. */
export type Run = { text: string; face: Face };

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
  const clean = withoutPictures(text);
  const { levels } = bidi.getEmbeddingLevels(clean);
  const pieces: Piece[] = [];
  let index = 0;
  for (const character of clean) {
    const level = levels[index] ?? 0;
    index += character.length;
    const isSpace = /\s/.test(character);
    const last = pieces.at(-1);
    const face = faceFor(character, isSpace ? last?.face : undefined, typeface, weight);
    if (!face) continue;
    const goesOn = last && last.level === level && last.face === face && !isSpace && !last.isSpace;
    if (goesOn) last.text += character;
    else pieces.push({ text: character, level, face, isSpace });
  }
  return inVisualOrder(pieces).map(({ text: logical, face, level }) => ({ face, text: drawn(logical, face, level) }));
}

/** Where no font knows a character, Noto Sans shows its box; a space is as wide as those of the word before it. */
function faceFor(character: string, before: Face | undefined, typeface: Typeface, weight: Weight): Face | undefined {
  const code_point = character.codePointAt(0)!;
  if (before?.font.hasGlyphForCodePoint(code_point)) return before;
  return typeface.faceOf(code_point, weight) ?? typeface.faceOf(0x20, weight);
}

/** Emoji are pictures, which no text font has: better none than a box. */
function withoutPictures(text: string): string {
  return text.replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, (found) =>
    /[©®™]/.test(found) ? found : '',
  );
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

/** From right to left, brackets are mirrored (rule L4); what is not Arabic fontkit would set from left to right. */
function drawn(text: string, face: Face, level: number): string {
  if (level % 2 === 0 || face.script === 'arabic') return text;
  return [...text]
    .reverse()
    .map((character) => bidi.getMirroredCharacter(character) ?? character)
    .join('');
}
