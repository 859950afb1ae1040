import { createRequire } from 'node:module';

/** What is used of fontkit, which brings no types of its own. */
export type Font = {
  postscriptName: string;
  characterSet: number[];
  glyphForCodePoint(code_point: number): unknown;
  hasGlyphForCodePoint(code_point: number): boolean;
  getVariation(axes: Record<string, number>): Font;
  createSubset(): Subset;
};

export type PathCommand = { command: string; args: number[] };
type Subset = { glyphEncoder: { encodeSimple(path: { commands: PathCommand[] }): Uint8Array } };

type Library = { create(bytes: Uint8Array): Font };

/** Parses a TrueType font. */
export function create(bytes: Uint8Array): Font {
  // Loaded with the first paper, as pdfkit is.
  return (createRequire(import.meta.url)('fontkit') as Library).create(bytes);
}
