// What is used of opentype.js, which ships no types.
declare module 'opentype.js' {
  type Point = { x: number; y: number };
  export type PathCommand =
    | ({ type: 'M' | 'L' } & Point)
    | ({ type: 'Q'; x1: number; y1: number } & Point)
    | ({ type: 'C'; x1: number; y1: number; x2: number; y2: number } & Point)
    | { type: 'Z' };
  export type Font = {
    getPath(
      text: string,
      x: number,
      y: number,
      size: number,
      options?: { letterSpacing?: number },
    ): { commands: PathCommand[] };
    getAdvanceWidth(text: string, size: number, options?: { letterSpacing?: number }): number;
  };
  const opentype: { parse(bytes: ArrayBuffer): Font };
  export default opentype;
}
