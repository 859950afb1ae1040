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

/** Parses a TrueType font. */
export const { create } = createRequire(import.meta.url)('fontkit') as { create(bytes: Uint8Array): Font };
