/*
 * What a gate computes from a QR code: whether we made it, under which key the snapshot has the ticket, and the holder's
 * name. The same as `snapshot-seal.ts` of the server, by WebCrypto.
 */

import { meantTexts } from './keyboard-layouts.ts';

export type Content = { ticket_id: string; event_id: string; qr_secret: string };

const encoder = new TextEncoder();

export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
}

function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Undefined where the browser's WebCrypto has no Ed25519: Chrome before 137, older WebViews. */
const keys = new Map<string, Promise<CryptoKey | undefined>>();

function nativeKey(public_key: string): Promise<CryptoKey | undefined> {
  let key = keys.get(public_key);
  if (!key) {
    const raw = fromBase64url(public_key);
    key = crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']).catch(() => undefined);
    keys.set(public_key, key);
  }
  return key;
}

/** Whether `signature` is ours over exactly this text. */
export async function isSigned(text: string, signature: string, public_key: string): Promise<boolean> {
  const [bytes, message] = [fromBase64url(signature), encoder.encode(text)];
  const key = await nativeKey(public_key);
  if (key) return crypto.subtle.verify('Ed25519', key, bytes, message);
  const { verifyAsync } = await import('@noble/ed25519');
  return verifyAsync(bytes, message, fromBase64url(public_key));
}

const QR = /^SETIKET-([0-9a-f-]{36})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/;

/** A text that begins as ours do, with a wrong character where ours have a hyphen. */
const MANGLED = /^(SETIKET|TKT)[^A-Z0-9-]/i;

/**
 * What a QR code says; undefined where it is no ticket, `forged` where it only looks like one, `keyboard_layout` where a
 * scanner typed it for another keyboard and what was meant can't be told.
 */
export async function readTicket(
  text: string,
  public_key: string,
): Promise<Content | 'forged' | 'keyboard_layout' | undefined> {
  const read = await readExactly(text, public_key);
  if (typeof read === 'object') return read;
  for (const meant of meantTexts(text)) {
    const content = await readExactly(meant, public_key);
    if (typeof content === 'object') return content;
  }
  return MANGLED.test(text) ? 'keyboard_layout' : read;
}

async function readExactly(text: string, public_key: string): Promise<Content | 'forged' | undefined> {
  const [, ticket_id, event, qr_secret, signature] = QR.exec(text) ?? [];
  if (!ticket_id || !event || !qr_secret || !signature) return undefined;
  if (!(await isSigned(text.slice(0, text.lastIndexOf('.')), signature, public_key))) return 'forged';
  return { ticket_id, event_id: uuidOf(fromBase64url(event)), qr_secret };
}

function uuidOf(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export async function entryKey({ ticket_id, qr_secret }: Content): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(`setiket-gate-entry.${ticket_id}.${qr_secret}`));
  return toBase64url(new Uint8Array(digest).subarray(0, 16));
}

/** Opens a sealed name with what the presented QR says; empty where it can't be opened. */
export async function openName({ ticket_id, qr_secret }: Content, sealed: string): Promise<string> {
  try {
    const material = await crypto.subtle.importKey('raw', encoder.encode(qr_secret), 'HKDF', false, ['deriveKey']);
    const key = await crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode(ticket_id), info: encoder.encode('setiket-gate-holder') },
      material,
      { name: 'AES-GCM', length: 256 },
      false,
      ['decrypt'],
    );
    const bytes = fromBase64url(sealed);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(0, 12) }, key, bytes.subarray(12));
    return new TextDecoder().decode(plain).trimEnd();
  } catch {
    return '';
  }
}
