import { constants, crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const GREYSCALE = 0;

/**
 * A PNG of one bit a pixel (W3C PNG, 2003). The encoder of `qrcode` writes 32 bits a pixel, which took two thirds of the
 * time that a ticket mail takes.
 * @param isDark of each module, row by row
 */
export function squarePng(
  isDark: (x: number, y: number) => boolean,
  modules: number,
  margin: number,
  scale: number,
): Buffer {
  const width = (modules + 2 * margin) * scale;
  const bytes = Math.ceil(width / 8);
  // Each line begins with its filter (none). A set bit is white.
  const blank = Buffer.alloc(1 + bytes, 0xff);
  blank[0] = 0;
  const lines: Buffer[] = [];
  for (let y = -margin; y < modules + margin; y++) {
    const line = Buffer.from(blank);
    if (y >= 0 && y < modules)
      for (let x = 0; x < modules; x++) if (isDark(x, y)) darken(line, (x + margin) * scale, scale);
    for (let copy = 0; copy < scale; copy++) lines.push(line);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header[8] = 1;
  header[9] = GREYSCALE;
  const data = deflateSync(Buffer.concat(lines), { level: constants.Z_BEST_SPEED });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function darken(line: Buffer, from: number, count: number): void {
  for (let pixel = from; pixel < from + count; pixel++) line[1 + (pixel >> 3)]! &= ~(0x80 >> (pixel & 7));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
