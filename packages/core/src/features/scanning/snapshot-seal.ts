import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

/*
 * What a gate keeps of each ticket while it has no network. Whoever finds the phone learns how many tickets there are and
 * nothing about anybody: an entry is found, and its name opened, only with what the ticket's QR says. All of it can be
 * done by a browser's WebCrypto.
 */

type Secrets = { ticket_id: string; qr_secret: string };

/**
 * Names a ticket without telling which: the same in every snapshot, so that an entry under a new key replaces the one
 * under the old, which was that of the QR before the ticket changed hands.
 */
export function entryRef(key: Uint8Array, ticket_id: string): string {
  return createHmac('sha256', key).update(ticket_id).digest().subarray(0, 9).toString('base64url');
}

/** `HKDF-SHA-256(qr secret, salt: ticket id, info: "setiket-gate-holder")`. */
function nameKey({ ticket_id, qr_secret }: Secrets): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', qr_secret, ticket_id, 'setiket-gate-holder', 32));
}

/** Lengths tell something too. */
const BLOCK = 16;

/**
 * AES-256-GCM; nonce, then text and tag as WebCrypto has them. The nonce follows from key and name, so that the same
 * name gives the same bytes, and another name under the same key another nonce.
 */
export function sealName(secrets: Secrets, name: string): string {
  const key = nameKey(secrets);
  const plain = Buffer.from(name);
  const padded = Buffer.concat([plain, Buffer.alloc((BLOCK - (plain.length % BLOCK)) % BLOCK, ' ')]);
  const nonce = createHmac('sha256', key).update(padded).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** The name, for whoever has the QR; throws for anybody else. */
export function openName(secrets: Secrets, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', nameKey(secrets), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    .toString()
    .trimEnd();
}

/** A ticket's id for nobody but us: one block of AES, as the same id has to look the same. */
export function hideId(key: Uint8Array, id: string): string {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(id.replaceAll('-', ''), 'hex'), cipher.final()]).toString('base64url');
}

export function showId(key: Uint8Array, hidden: string): string {
  const decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const hex = Buffer.concat([decipher.update(hidden, 'base64url'), decipher.final()]).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
