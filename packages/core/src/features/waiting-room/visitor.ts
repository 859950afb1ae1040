import { createHmac } from 'node:crypto';
import type { Actor, Ctx } from '../../kernel/context.ts';
import { deriveKey, randomToken, sha256Hex } from '../../kernel/crypto.ts';

/** Of browsers: it keeps the secret of whoever waits without an account, out of the reach of scripts. */
export const VISITOR_COOKIE = 'setiket_visitor';

/** What a secret looks like; anything else that a browser sends is no visitor. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const COOKIE_SECONDS = 7 * 24 * 3600;

/** Whom a place belongs to, as the database knows it: a hash, so that a stolen table is nobody's place. */
export function accountVisitor(user_id: string): string {
  return sha256Hex(`account:${user_id}`);
}

function browserVisitor(secret: string): string {
  return sha256Hex(`browser:${secret}`);
}

type Asking = Pick<Ctx, 'call'> & { actor: Actor };

/** The browser behind a call, where it has waited before. */
export function browserOf({ call }: Asking): string | undefined {
  const secret = call.visitor_secret;
  return secret !== undefined && SECRET.test(secret) ? browserVisitor(secret) : undefined;
}

/** Who asks: the account where somebody is signed in, else the browser; undefined for who has neither. */
export function visitorOf(ctx: Asking): string | undefined {
  return ctx.actor.kind === 'user' ? accountVisitor(ctx.actor.id) : browserOf(ctx);
}

/**
 * A secret for a browser that has none. A request that is repeated because its answer got lost has the same
 * `Idempotency-Key`, so it gets the same secret, and with it the same place. A key that somebody else guesses is of no use
 * to them at another address.
 */
export function newSecret(
  { env, call }: Pick<Ctx, 'env' | 'call'>,
  event_id: string,
): { secret: string; visitor: string } {
  const key = call.idempotency_key;
  const secret =
    key === undefined
      ? randomToken()
      : createHmac('sha256', deriveKey(env.APP_SECRET, 'waiting-visitor'))
          .update(`${event_id}\n${call.ip}\n${key}`)
          .digest('base64url');
  return { secret, visitor: browserVisitor(secret) };
}

/** `Set-Cookie` for a browser's secret. */
export function visitorCookie({ env }: Pick<Ctx, 'env'>, secret: string): string {
  const secure = env.PUBLIC_URL.startsWith('https:') ? '; Secure' : '';
  return `${VISITOR_COOKIE}=${secret}; Max-Age=${COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}
