import type { Font, PathCommand } from './fontkit.ts';

/** Bits before the outline: contours and box, five 16-bit numbers. */
const HEADER_BYTES = 10;
const ON_CURVE = 1;

/**
 * A TrueType outline (glyf, simple glyph) of a path. fontkit's own encoder of the outlines of variable fonts fails on the
 * buffer that it makes; this one spends some bytes a point and needs nothing but the path.
 */
export function encodeOutline({ commands }: { commands: PathCommand[] }): Uint8Array {
  const points: { x: number; y: number; flag: number }[] = [];
  const ends: number[] = [];
  for (const { command, args } of commands) {
    if (command === 'closePath') ends.push(points.length - 1);
    for (let at = 0; at < args.length; at += 2) {
      const isControl = command === 'quadraticCurveTo' && at === 0;
      points.push({ x: Math.round(args[at]!), y: Math.round(args[at + 1]!), flag: isControl ? 0 : ON_CURVE });
    }
  }
  if (points.length === 0) return new Uint8Array(0);
  const length = HEADER_BYTES + ends.length * 2 + 2 + points.length * 5;
  // Outlines begin at multiples of four.
  const bytes = Buffer.alloc(Math.ceil(length / 4) * 4);
  let at = 0;
  const write = (value: number) => {
    at = bytes.writeInt16BE(value, at);
  };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  write(ends.length);
  for (const edge of [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]) write(edge);
  for (const end of ends) write(end);
  write(0);
  for (const { flag } of points) at = bytes.writeUInt8(flag, at);
  for (const steps of [stepsOf(xs), stepsOf(ys)]) for (const step of steps) write(step);
  return bytes;
}

/** Each coordinate as its distance from the one before. */
function stepsOf(values: number[]): number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0));
}

/** A font of one weight of a variable one, which can be subset, under a name of its own. */
export function instanceOf(variable: Font, weight: number, name: string): Font {
  const font = variable.getVariation({ wght: weight });
  const createSubset = font.createSubset.bind(font);
  Object.defineProperty(font, 'createSubset', {
    configurable: true,
    value() {
      const subset = createSubset();
      subset.glyphEncoder = { encodeSimple: encodeOutline };
      return subset;
    },
  });
  // Programs that show a PDF take two fonts of one name for the same.
  Object.defineProperty(font, 'postscriptName', { value: `${name}-${weight}` });
  return font;
}
