import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { toBuffer } from 'qrcode';
import { deriveKey } from '../../kernel/crypto.ts';

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

/** The signer of `QR_SIGNING_SECRET`. Deriving a key takes longer than signing, so each is made once. */
export function openQrSigner(secret: string): QrSigner {
  let signer = signers.get(secret);
  if (!signer) {
    signer = makeSigner(privateKeyOf(deriveKey(secret, 'ticket-qr')));
    signers.set(secret, signer);
  }
  return signer;
}

/** Node takes a seed only inside of PKCS #8: this is the DER in front of the 32 bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

function makeSigner(private_key: KeyObject): QrSigner {
  const public_key = createPublicKey(private_key);
  return {
    sign({ ticket_id, event_id, qr_secret }) {
      const body = `SETIKET-${ticket_id}.${packUuid(event_id)}.${qr_secret}`;
      const text = `${body}.${sign(null, Buffer.from(body), private_key).toString('base64url')}`;
      if (!TEXT.test(text)) throw new Error('A QR needs two UUIDs and a secret made by newQrSecret.');
      return text;
    },
    verify(text) {
      const match = TEXT.exec(text);
      if (!match) return undefined;
      const [, ticket_id, event, qr_secret, encoded] = match;
      const signature = Buffer.from(encoded!, 'base64url');
      // Base64 leaves unused bits at its end. One ticket has one text, so a changed bit there is a changed text.
      if (signature.toString('base64url') !== encoded) return undefined;
      const body = text.slice(0, text.lastIndexOf('.'));
      if (!verify(null, Buffer.from(body), public_key, signature)) return undefined;
      return { ticket_id: ticket_id!, event_id: unpackUuid(event!), qr_secret: qr_secret! };
    },
    public_key: public_key.export({ format: 'jwk' }).x!,
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
  return randomBytes(12).toString('base64url');
}

/** Six pixels a module and a quiet zone of two: sharp on a phone and on paper. */
const PICTURE = { errorCorrectionLevel: 'M', margin: 2, scale: 6 } as const;

export function qrPng(text: string): Promise<Buffer> {
  return toBuffer(text, { ...PICTURE, type: 'png' });
}

/** The same picture as `setiket.md` documents it: `data:image/png;base64,…`. */
export async function qrPngDataUrl(text: string): Promise<string> {
  return `data:image/png;base64,${(await qrPng(text)).toString('base64')}`;
}
