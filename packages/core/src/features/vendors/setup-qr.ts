import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Env } from '../../env.ts';
import { deriveKey, randomToken } from '../../kernel/crypto.ts';

/** What a setup QR says: which booth, and the secret that its vendor was given with it. */
export type SetupQr = { booth_id: string; setup_secret: string };

const TEXT = /^SETUP-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{43})$/;

/**
 * `SETUP-<booth id>.<secret>.<signature>`: like a ticket's QR, with a prefix and a key of its own, so that neither can ever
 * be taken for the other. It is read where there is a network, so one key signs and verifies.
 */
export function signSetupQr(env: Pick<Env, 'QR_SIGNING_SECRET'>, { booth_id, setup_secret }: SetupQr): string {
  const body = `SETUP-${booth_id}.${setup_secret}`;
  return `${body}.${signatureOf(env, body)}`;
}

/** What a text says if we signed it; undefined for everything else. */
export function verifySetupQr(env: Pick<Env, 'QR_SIGNING_SECRET'>, text: string): SetupQr | undefined {
  const match = TEXT.exec(text);
  if (!match) return undefined;
  const [, booth_id, setup_secret, signature] = match;
  const expected = signatureOf(env, text.slice(0, text.lastIndexOf('.')));
  if (!timingSafeEqual(Buffer.from(signature!), Buffer.from(expected))) return undefined;
  return { booth_id: booth_id!, setup_secret: setup_secret! };
}

function signatureOf({ QR_SIGNING_SECRET }: Pick<Env, 'QR_SIGNING_SECRET'>, body: string): string {
  return createHmac('sha256', deriveKey(QR_SIGNING_SECRET, 'vendor-setup-qr')).update(body).digest('base64url');
}

/** 96 random bits, as a ticket has. */
export function newSetupSecret(): string {
  return randomToken().slice(0, 16);
}
