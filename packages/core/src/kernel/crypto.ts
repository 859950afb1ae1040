import {
  argon2,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';
import { promisify } from 'node:util';
import { generateRandomString, type RandomReader } from '@oslojs/crypto/random';
import { encodeBase64urlNoPadding } from '@oslojs/encoding';

/** Random bytes are drawn by the page, because a code is read byte by byte and each draw asks the system. */
const page = Buffer.alloc(4096);
let used = page.length;
const random: RandomReader = {
  read(bytes) {
    if (bytes.length > page.length - used) {
      randomFillSync(page);
      used = 0;
    }
    // By hand: for a few bytes each call of `copy` and `fill` takes longer.
    for (let n = 0; n < bytes.length; n++) {
      bytes[n] = page[used]!;
      page[used++] = 0;
    }
  },
};

/** A few random bytes. */
export function randomFew(count: number): Buffer {
  const bytes = Buffer.allocUnsafe(count);
  random.read(bytes);
  return bytes;
}

/** Upper-case letters and digits without those that people confuse (0/O, 1/I/L). */
const READABLE = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A cryptographically random code that can be read aloud. */
export function randomCode(length: number): string {
  return generateRandomString(random, READABLE, length);
}

/** A secret of 256 bits in base64url. */
export function randomToken(): string {
  return encodeBase64urlNoPadding(randomFew(32));
}

/** SHA-256 in hex: how tokens are kept, so that a stolen table opens nothing. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** HMAC-SHA-256 in hex: a fingerprint of data that may be guessable, a password say. Without the key it proves nothing. */
export function hmacHex(key: KeyObject, data: string): string {
  return createHmac('sha256', key).update(data).digest('hex');
}

const derived = new Map<string, KeyObject>();

/** A key of 32 bytes for one purpose, derived from a secret of the environment. Each is made once, and then the same object. */
export function deriveKey(secret: string, purpose: string): KeyObject {
  const name = `${purpose}\n${secret}`;
  const key = derived.get(name) ?? createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'setiket', purpose, 32)));
  derived.set(name, key);
  return key;
}

/**
 * A private key, PEM or DER. OpenSSL remembers, thread by thread, errors that earlier work met and got over; Node takes one
 * that is left for a failure to read this key, and clears it by that. So the second try is the one that counts.
 */
export function readPrivateKey(key: Parameters<typeof createPrivateKey>[0]): KeyObject {
  try {
    return createPrivateKey(key);
  } catch {
    return createPrivateKey(key);
  }
}

/**
 * AES-256-GCM, nonce and tag in front. What it is `about` has to be said again to open it, so that nothing sealed can be
 * put in another's place. The key is an object, because Node takes twice as long to look at bytes.
 */
export function seal(key: KeyObject, plain: string, about = ''): Buffer {
  const nonce = randomFew(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

export function unseal(key: KeyObject, sealed: Uint8Array, about = ''): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
const ARGON2 = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const hashArgon2 = promisify(argon2);

/** Hashes a password in the PHC string form, so that parameters may change without locking anybody out. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await hashArgon2('argon2id', { ...ARGON2, message: password.normalize('NFKC'), nonce });
  const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${ARGON2.memory},t=${ARGON2.passes},p=${ARGON2.parallelism}$${b64(nonce)}$${b64(tag)}`;
}

export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash);
  if (!match) return false;
  const [, memory, passes, parallelism, nonce, tag] = match;
  const expected = Buffer.from(tag!, 'base64');
  const actual = await hashArgon2('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(nonce!, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}
