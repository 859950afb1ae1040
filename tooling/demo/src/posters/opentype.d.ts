// What is used of opentype.js, which ships no types.
declare module 'opentype.js' {
  export type Path = { toPathData(digits?: number): string };
  export type Font = {
    getPath(text: string, x: number, y: number, size: number, options?: { letterSpacing?: number }): Path;
    getAdvanceWidth(text: string, size: number, options?: { letterSpacing?: number }): number;
  };
  const opentype: { parse(bytes: ArrayBuffer): Font };
  export default opentype;
}
