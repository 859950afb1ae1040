import { createSecretKey, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Env } from '../../env.ts';
import type { Ctx, Deps } from '../../kernel/context.ts';
import { deriveKey, randomToken, sha256Hex } from '../../kernel/crypto.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { Tx } from '../../kernel/transaction.ts';

/** The public part of a signed-in caller: who, and which session it stands on. */
export type AccessClaims = { user_id: string; session_id: string };

export type Tokens = { access: string; refresh: string; expires_in: number };

const ISSUER = 'setiket';

/** As an object, because the library prepares a key once for each object that it is given. */
const keys = new WeakMap<Env, KeyObject>();

function keyOf({ env }: Pick<Deps, 'env'>): KeyObject {
  const key = keys.get(env) ?? createSecretKey(deriveKey(env.APP_SECRET, 'access-token'));
  keys.set(env, key);
  return key;
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

/** @throws request.token_invalid when it is forged, expired or no access token at all */
export async function verifyAccess(deps: Pick<Deps, 'env' | 'clock'>, token: string): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(token, keyOf(deps), {
      issuer: ISSUER,
      algorithms: ['HS256'],
      currentDate: deps.clock.now(),
    });
    if (typeof payload.sub !== 'string' || typeof payload.sid !== 'string') throw new TypeError('claims are missing');
    return { user_id: payload.sub, session_id: payload.sid };
  } catch {
    throw commonErrors.token_invalid();
  }
}

/** A fresh pair on a session. Only the refresh token's hash is kept. */
export async function issueTokens(ctx: Ctx, tx: Tx, claims: AccessClaims): Promise<Tokens> {
  const refresh = randomToken();
  await tx.refresh_tokens.create({
    data: { token_hash: sha256Hex(refresh), session_id: claims.session_id, created_at: ctx.clock.now() },
  });
  return { access: await signAccess(ctx, claims), refresh, expires_in: ctx.env.ACCESS_TOKEN_TTL_SECONDS };
}
