import { randomFew } from './crypto.ts';

let latest = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562): made by the application, so that a row's id is known before it is written, and ordered by
 * time, so that indexes grow at their end. Within a millisecond a counter (method 1 of the RFC) keeps the order in
 * which one process made them.
 */
export function newId(now: number = Date.now()): string {
  counter = now === latest ? (counter + 1) & 0x0fff : randomFew(2).readUInt16BE() & 0x07ff;
  latest = now;
  const bytes = randomFew(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  for (let n = 0, at = 0; n < 16; n++) {
    if (n === 4 || n === 6 || n === 8 || n === 10) at += 1;
    text[at++] = HEX[bytes[n]! >> 4]!;
    text[at++] = HEX[bytes[n]! & 0x0f]!;
  }
  return text.toString('latin1');
}

const HEX = Buffer.from('0123456789abcdef');
/** Written over each time: a sale makes ten thousands of ids a second, and parts of a string are objects each. */
const text = Buffer.from('00000000-0000-0000-0000-000000000000');
