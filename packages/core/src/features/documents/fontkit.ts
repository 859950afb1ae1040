import { createRequire } from 'node:module';

/** What is used of fontkit, which brings no types of its own. */
export type Font = {
  postscriptName: string;
  getGlyph(id: number, code_points?: number[]): Glyph;
  layout(text: string, ...settings: unknown[]): GlyphRun;
  hasGlyphForCodePoint(code_point: number): boolean;
  getVariation(axes: Record<string, number>): Font;
  createSubset(): Subset;
};

export type Glyph = { id: number; codePoints: number[]; advanceWidth: number };

type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };
export type GlyphRun = { glyphs: Glyph[]; positions: Position[] };

export type PathCommand = { command: string; args: number[] };
export type Subset = {
  glyphs: number[];
  mapping: Record<number, number>;
  includeGlyph(glyph: number | Glyph): number;
  glyphEncoder: { encodeSimple(path: { commands: PathCommand[] }): Uint8Array };
};

type Library = { create(bytes: Uint8Array): Font };

/** Parses a TrueType font. */
export function create(bytes: Uint8Array): Font {
  // Loaded with the first paper, as pdfkit is.
  return (createRequire(import.meta.url)('fontkit') as Library).create(bytes);
}
