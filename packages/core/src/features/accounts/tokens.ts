import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import type { Ctx, Deps } from '../../kernel/context.ts';
import { deriveKey, randomToken, sha256Hex } from '../../kernel/crypto.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { Tx } from '../../kernel/transaction.ts';

/** The public part of a signed-in caller: who, and which session it stands on. */
export type AccessClaims = { user_id: string; session_id: string };

export type Tokens = { access: string; refresh: string; expires_in: number };

const ISSUER = 'setiket';

function keyOf({ env }: Pick<Deps, 'env'>): KeyObject {
  return deriveKey(env.APP_SECRET, 'access-token');
}

/** An access token of a session. */
export async function signAccess(
  ctx: Pick<Deps, 'env' | 'clock'>,
  { user_id, session_id }: AccessClaims,
): Promise<string> {
  const issued = Math.floor(ctx.clock.now().getTime() / 1000);
  return new SignJWT({ sid: session_id })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(user_id)
    .setIssuer(ISSUER)
    .setIssuedAt(issued)
    .setExpirationTime(issued + ctx.env.ACCESS_TOKEN_TTL_SECONDS)
    .sign(keyOf(ctx));
}

/**
 * Checked without leaving the thread: a signature takes some microseconds, a way through the thread pool many times
 * that, and every request of everybody who has signed in comes by here.
 * @throws request.token_invalid when it is forged, expired or no access token at all
 */
export function verifyAccess(deps: Pick<Deps, 'env' | 'clock'>, token: string): AccessClaims {
  try {
    const { alg } = decodeProtectedHeader(token);
    const { iss, exp = 0, sub, sid } = decodeJwt(token);
    const isOurs = alg === 'HS256' && iss === ISSUER && isSigned(token, keyOf(deps));
    if (isOurs && exp * 1000 > deps.clock.now().getTime() && typeof sub === 'string' && typeof sid === 'string')
      return { user_id: sub, session_id: sid };
  } catch {
    // Nothing that can be read as a token.
  }
  throw commonErrors.token_invalid();
}

function isSigned(token: string, key: KeyObject): boolean {
  const end = token.lastIndexOf('.');
  const expected = createHmac('sha256', key).update(token.slice(0, end)).digest();
  const actual = Buffer.from(token.slice(end + 1), 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** The tokens of a new session. Only the refresh token's hash is kept. */
export async function issueTokens(ctx: Ctx, tx: Tx, claims: AccessClaims): Promise<Tokens> {
  const refresh = randomToken();
  await tx.refresh_tokens.create({
    data: { token_hash: sha256Hex(refresh), session_id: claims.session_id, created_at: ctx.clock.now() },
  });
  return { access: await signAccess(ctx, claims), refresh, expires_in: ctx.env.ACCESS_TOKEN_TTL_SECONDS };
}
