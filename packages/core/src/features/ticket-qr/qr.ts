import { createHash } from 'node:crypto';
import { randomFew } from '../../kernel/crypto.ts';
import { squarePng } from './png.ts';
import { openTextSigner, type TextSigner } from './signing.ts';

/**
 * What a ticket's QR says: `SETIKET-<ticket id>.<event id>.<qr secret>.<signature>`. It begins as `setiket.md` documents
 * it. The signature (Ed25519) covers everything before its dot, so a gate without network tells a genuine ticket from
 * a forged one with the public key alone; whether the ticket is still good, only the ticket's row knows. The secret
 * changes when a ticket changes hands, which makes every older QR worthless.
 */
export type QrContent = { ticket_id: string; event_id: string; qr_secret: string };

export type QrSigner = {
  sign(content: QrContent): string;
  /** What a text says if this key signed it; undefined for everything else. */
  verify(text: string): QrContent | undefined;
  /** The raw 32 bytes in base64url: what a gate keeps. */
  public_key: string;
};

const TEXT =
  /^SETIKET-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{11,64})\.([A-Za-z0-9_-]{86})$/;

const signers = new Map<string, QrSigner>();

/** The signer of `QR_SIGNING_SECRET`. */
export function openQrSigner(secret: string): QrSigner {
  let signer = signers.get(secret);
  if (!signer) {
    signer = makeSigner(openTextSigner(secret, 'ticket-qr'));
    signers.set(secret, signer);
  }
  return signer;
}

function makeSigner({ sign, verify, public_key }: TextSigner): QrSigner {
  return {
    sign({ ticket_id, event_id, qr_secret }) {
      const body = `SETIKET-${ticket_id}.${packUuid(event_id)}.${qr_secret}`;
      const text = `${body}.${sign(body)}`;
      if (!TEXT.test(text)) throw new Error('A QR needs two UUIDs and a secret made by newQrSecret.');
      return text;
    },
    verify(text) {
      const match = TEXT.exec(text);
      if (!match) return undefined;
      const [, ticket_id, event, qr_secret, signature] = match;
      if (!verify(text.slice(0, text.lastIndexOf('.')), signature!)) return undefined;
      return { ticket_id: ticket_id!, event_id: unpackUuid(event!), qr_secret: qr_secret! };
    },
    public_key,
  };
}

/** 22 characters in place of 36: a smaller QR is read from further away. */
function packUuid(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function unpackUuid(packed: string): string {
  const hex = Buffer.from(packed, 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** 96 random bits. It is a second lock: without it, a leaked signing key would open every ticket whose id is known. */
export function newQrSecret(): string {
  return randomFew(12).toString('base64url');
}

const KEY_BYTES = 16;

/**
 * Identifies a QR without its secret: `SHA-256("setiket-gate-entry.<ticket id>.<qr secret>")`, its first 16 bytes. Gates
 * keep it in place of the QR, and so does the list of former ones.
 */
export function qrKey({ ticket_id, qr_secret }: Omit<QrContent, 'event_id'>): string {
  return createHash('sha256')
    .update(`setiket-gate-entry.${ticket_id}.${qr_secret}`)
    .digest()
    .subarray(0, KEY_BYTES)
    .toString('base64url');
}

/** Six pixels a module and a quiet zone of two: sharp on a phone and on paper. */
const MARGIN = 2;
const SCALE = 6;

export async function qrPng(text: string): Promise<Buffer> {
  const { create } = await import('qrcode');
  // Bytes, said outright: looking for a shorter mix of modes takes a third of the time and saves nothing here.
  const { modules } = create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  return squarePng((x, y) => modules.get(y, x) === 1, modules.size, MARGIN, SCALE);
}

/** The same picture as `setiket.md` documents it: `data:image/png;base64,…`. */
export async function qrPngDataUrl(text: string): Promise<string> {
  return `data:image/png;base64,${(await qrPng(text)).toString('base64')}`;
}
