import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../../kernel/context.ts';
import { deriveKey } from '../../kernel/crypto.ts';

type SignatureDeps = Pick<Deps, 'env' | 'clock'>;

/** A link is valid for one to two of these periods; links made within one period are equal, so answers can be cached. */
const PERIOD_SECONDS = 1800;

/** `<expiry in seconds>.<HMAC over key and expiry>`. */
export function signatureOf(deps: SignatureDeps, key: string): string {
  const now = Math.floor(deps.clock.now().getTime() / 1000);
  const expires = (Math.floor(now / PERIOD_SECONDS) + 2) * PERIOD_SECONDS;
  return `${expires}.${hmacOf(deps, key, expires)}`;
}

export function isSigned(deps: SignatureDeps, key: string, signature: string | undefined): boolean {
  const [, expires = '', hmac = ''] = /^(\d{1,12})\.([\w-]+)$/.exec(signature ?? '') ?? [];
  const expected = Buffer.from(hmacOf(deps, key, Number(expires)));
  const given = Buffer.from(hmac);
  const isGenuine = expected.length === given.length && timingSafeEqual(expected, given);
  return isGenuine && Number(expires) * 1000 > deps.clock.now().getTime();
}

function hmacOf({ env }: SignatureDeps, key: string, expires: number): string {
  const secret = deriveKey(env.APP_SECRET, 'media');
  return createHmac('sha256', secret).update(`${key}\n${expires}`).digest('base64url');
}
