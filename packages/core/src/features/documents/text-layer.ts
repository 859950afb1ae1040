import type { Font, Glyph, GlyphRun } from './fontkit.ts';

/*
 * What a PDF reader copies, searches and reads aloud. fontkit keeps one text a glyph, the first that it was asked for, and
 * pdfkit writes that one down; but one glyph stands for different texts: the body of an Arabic letter without its dots,
 * a vowel that is drawn before its consonant. So each pair of glyph and text becomes a glyph of its own in the document.
 */

/** Scripts whose glyphs are not in the order of their characters: a word's text hangs on its first glyph. */
export const REORDERED = /[\p{scx=Deva}\p{scx=Beng}\p{scx=Taml}\p{scx=Khmr}\p{scx=Java}\p{scx=Thai}]/u;

const RIGHT_TO_LEFT = /[\p{scx=Arab}\p{scx=Hebr}]/u;

/** For glyphs without a text of their own: PDF readers would show the glyph's number for an empty mapping. */
const NO_TEXT = [0x200b];

/** Glyphs have 16 bits; numbers above them name a glyph with another text than its first. */
const FIRST_LABEL = 0x1_0000;

/** Makes every text of a font's glyphs findable in the documents that embed it. */
export function searchable(font: Font): Font {
  const ids = new Map<string, number>();
  const real_ids = new Map<number, number>();

  function labelled(glyph: Glyph, code_points: number[]): Glyph {
    const real_id = real_ids.get(glyph.id) ?? glyph.id;
    const key = `${real_id}:${code_points.join()}`;
    const id = ids.get(key) ?? FIRST_LABEL + ids.size;
    ids.set(key, id);
    real_ids.set(id, real_id);
    const { advanceWidth } = glyph;
    return Object.create(glyph, {
      id: { value: id },
      codePoints: { value: code_points },
      advanceWidth: { value: advanceWidth },
    }) as Glyph;
  }

  const layout = font.layout.bind(font);
  const createSubset = font.createSubset.bind(font);
  const getGlyph = font.getGlyph.bind(font);
  Object.defineProperties(font, {
    getGlyph: {
      value(id: number, code_points?: number[]) {
        const glyph = getGlyph(id, code_points);
        if (code_points === undefined) return glyph;
        const isOwn = code_points.length > 0 && glyph.codePoints.join() === code_points.join();
        return isOwn ? glyph : labelled(glyph, code_points);
      },
    },
    layout: {
      value(text: string, ...settings: unknown[]) {
        const run = layout(text, ...settings);
        if (RIGHT_TO_LEFT.test(text)) marksLast(run, labelled);
        else if (REORDERED.test(text))
          run.glyphs = run.glyphs.map((glyph, at) => labelled(glyph, at === 0 ? codesOf(text) : []));
        // Not before: fontkit draws a space for a glyph with such a text.
        run.glyphs = run.glyphs.map((glyph) => (glyph.codePoints.length === 0 ? labelled(glyph, NO_TEXT) : glyph));
        return run;
      },
    },
    createSubset: {
      value() {
        const subset = createSubset();
        const includeGlyph = subset.includeGlyph.bind(subset);
        subset.includeGlyph = (glyph) => {
          const id = typeof glyph === 'object' ? glyph.id : glyph;
          const real_id = real_ids.get(id);
          if (real_id === undefined) return includeGlyph(id);
          subset.mapping[id] ??= subset.glyphs.push(real_id) - 1;
          return subset.mapping[id];
        };
        return subset;
      },
    },
  });
  return font;
}

/**
 * Dots and vowel signs are drawn after the letters of their word, and their text goes to their letter: PDF readers take a
 * glyph above or below the line for the beginning of another word.
 */
function codesOf(text: string): number[] {
  return [...text].map((character) => character.codePointAt(0)!);
}

type Placed = { glyph: Glyph; position: GlyphRun['positions'][number]; text: number[] };

function marksLast(run: GlyphRun, labelled: (glyph: Glyph, code_points: number[]) => Glyph): void {
  const letters: Placed[] = [];
  const marks: Omit<Placed, 'text'>[] = [];
  let left = run.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  const width = left;
  let pending: number[] = [];
  // Glyphs stand from left to right, so the text's order is from the last to the first.
  for (let at = run.glyphs.length - 1; at >= 0; at--) {
    const glyph = run.glyphs[at]!;
    const position = run.positions[at]!;
    left -= position.xAdvance;
    // Joiners show in how letters are drawn; PDF readers would split the word there.
    const text = glyph.codePoints.filter((code_point) => !/\p{Cf}/u.test(String.fromCodePoint(code_point)));
    if (position.xAdvance === 0) {
      marks.push({ glyph: labelled(glyph, []), position: { ...position, xOffset: position.xOffset + left - width } });
      if (letters[0]) letters[0].text.push(...text);
      else pending.push(...text);
    } else {
      letters.unshift({ glyph, position, text: [...pending, ...text] });
      pending = [];
    }
  }
  if (letters.length === 0) return;
  run.glyphs = [...letters.map(({ glyph, text }) => labelled(glyph, text)), ...marks.map(({ glyph }) => glyph)];
  run.positions = [...letters, ...marks].map(({ position }) => position);
}
