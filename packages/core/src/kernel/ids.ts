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
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
