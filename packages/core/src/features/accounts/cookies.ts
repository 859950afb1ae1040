import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Env } from '../../env.ts';
import { deriveKey, randomToken } from '../../kernel/crypto.ts';

type Site = Pick<Env, 'PUBLIC_URL'>;

const isSecure = ({ PUBLIC_URL }: Site) => PUBLIC_URL.startsWith('https:');

/** With https a browser takes a `__Host-` cookie from this very host only, so no sibling subdomain can plant one. */
const nameFor = (env: Site, name: string) => (isSecure(env) ? `__Host-${name}` : name);

export const SESSION_COOKIE = 'setiket_session';

export const sessionCookieName = (env: Site) => nameFor(env, SESSION_COOKIE);
export const deviceCookieName = (env: Site) => nameFor(env, 'setiket_device');

const attributesFor = (env: Site) => `Path=/; HttpOnly; SameSite=Lax${isSecure(env) ? '; Secure' : ''}`;

/** `Set-Cookie` for a session, or to forget it. */
export function sessionCookie(env: Site, session?: { secret: string; expires_at: Date }): string {
  const value = session ? `${session.secret}; Expires=${session.expires_at.toUTCString()}` : '; Max-Age=0';
  return `${sessionCookieName(env)}=${value}; ${attributesFor(env)}`;
}

const YEAR_SECONDS = 365 * 86_400;

/**
 * `Set-Cookie` for a browser in which an account signed in with its password. It opens nothing: it gives later sign-ins of
 * that account from this browser a budget of their own, which guesses from elsewhere can't use up.
 */
export function deviceCookie(env: Site & Pick<Env, 'APP_SECRET'>, user_id: string): string {
  const id = randomToken();
  const value = `${id}.${signatureOf(env, user_id, id)}`;
  return `${deviceCookieName(env)}=${value}; Max-Age=${YEAR_SECONDS}; ${attributesFor(env)}`;
}

/** The id of a browser that this account has signed in from; undefined for any other token. */
export function knownDevice(env: Pick<Env, 'APP_SECRET'>, user_id: string, token: string | undefined) {
  const [id = '', signature = ''] = token?.split('.') ?? [];
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(env, user_id, id))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined;
}

function signatureOf({ APP_SECRET }: Pick<Env, 'APP_SECRET'>, user_id: string, id: string): string {
  return createHmac('sha256', deriveKey(APP_SECRET, 'known-device')).update(`${user_id}\n${id}`).digest('base64url');
}
