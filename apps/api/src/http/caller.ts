import { deviceCookieName } from '@setiket/core/features/accounts';
import { VISITOR_COOKIE } from '@setiket/core/features/waiting-room';
import { type Actor, accountOf, type CallInfo, type Ctx, type Deps } from '@setiket/core/kernel/context';
import { commonErrors } from '@setiket/core/kernel/errors';
import type { Language } from '@setiket/core/kernel/format';
import { addressKey, hit, type RateState, rateLimited } from '@setiket/core/kernel/rate-limit';
import type { Request, Response } from 'express';
import { callOf } from './call.ts';
import { assertOwnOrigin } from './security.ts';

export type Credentials = { bearer?: string; session_cookie?: string };

/** Who a token or a session cookie belongs to; throws `request.token_invalid` for a token that is no good. */
export type Authenticate = (deps: Deps, credentials: Credentials) => Promise<Actor>;

export type Caller = { deps: Deps; authenticate: Authenticate; session_cookie: string };

/** Reads the credentials of a request. A token counts before a cookie; a cookie that leads nowhere is nobody. */
export async function identify({ deps, authenticate, session_cookie }: Caller, req: Request): Promise<Actor> {
  const header = req.headers.authorization;
  if (header !== undefined) {
    const bearer = /^(?:Bearer|Gate) +([\x21-\x7e]+)$/i.exec(header.trim())?.[1];
    if (bearer === undefined) throw commonErrors.token_invalid();
    return authenticate(deps, { bearer });
  }
  const cookie = cookieOf(req, session_cookie);
  if (cookie === undefined) return { kind: 'anonymous' };
  const actor = await authenticate(deps, { session_cookie: cookie });
  if (actor.kind === 'user') assertOwnOrigin(req, deps.env);
  return actor;
}

/** A cookie that came once. Of two with one name a sibling domain may have planted either, so neither counts. */
function cookieOf(req: Request, name: string): string | undefined {
  const values = (req.headers.cookie?.split(';') ?? []).flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  return values.length === 1 ? values[0] || undefined : undefined;
}

/** Limits of a door, per account or address and hour. */
export type DoorLimit = { door: string; anonymous: number; signed_in: number; gate: number };

const HOUR = 3600;

/**
 * Who is asking, and whether they may once more: counted by account when signed in, by address otherwise. A refused
 * credential counts for the address, so that tokens can't be guessed at for free.
 * @param cost 0 for what has a limit of its own
 */
export async function admit(caller: Caller, req: Request, res: Response, limit: DoorLimit, cost = 1): Promise<Actor> {
  const actor = await identify(caller, req).catch(async (refusal: unknown) => {
    await count(caller.deps, req, res, { actor: { kind: 'anonymous' }, limit, cost: Math.max(1, cost) });
    throw refusal;
  });
  callOf(req).actor = actor;
  await count(caller.deps, req, res, { actor, limit, cost });
  return actor;
}

async function count(
  deps: Deps,
  req: Request,
  res: Response,
  { actor, limit, cost }: { actor: Actor; limit: DoorLimit; cost: number },
): Promise<void> {
  if (!deps.env.RATE_LIMIT || cost === 0) return;
  const account = accountOf(actor);
  const who = account === undefined ? `address:${addressKey(req.ip ?? '')}` : `account:${account}`;
  const most = account === undefined ? limit.anonymous : worksAtGate(actor) ? limit.gate : limit.signed_in;
  const state = await hit(deps, { key: `${limit.door}:${who}`, limit: most, window_seconds: HOUR, cost });
  setRateHeaders(res, state);
  if (!state.allowed) throw rateLimited(state);
}

/** A queue at a gate is no flood: two requests a guest, and nobody waits for an hour to pass. */
function worksAtGate(actor: Actor): boolean {
  return actor.kind === 'gate' || (actor.kind === 'user' && actor.role === 'staff');
}

function setRateHeaders(res: Response, state: RateState): void {
  res.setHeader('RateLimit-Limit', String(state.limit));
  res.setHeader('RateLimit-Remaining', String(state.remaining));
  res.setHeader('RateLimit-Reset', String(state.reset_seconds));
}

/** The context of every procedure that this request calls. */
export function contextFor(deps: Deps, req: Request, res: Response): Ctx {
  const { id, log, actor } = callOf(req);
  return { ...deps, log, actor, procedure: '', call: callInfo(id, req, res, deps.env) };
}

function callInfo(id: string, req: Request, res: Response, env: Deps['env']): CallInfo {
  return {
    id,
    ip: req.ip ?? '',
    user_agent: req.get('User-Agent')?.slice(0, 512),
    locale: localeOf(req),
    refusal_language: refusalLanguage(req),
    idempotency_key: req.get('Idempotency-Key'),
    admission_token: req.get('Admission-Token'),
    device_token: cookieOf(req, deviceCookieName(env)),
    visitor_secret: req.get('Waiting-Visitor') ?? cookieOf(req, VISITOR_COOKIE),
    reply: (header, value) => {
      if (res.headersSent) return;
      // Two calls of one batch may each set a cookie; of any other header the last one counts.
      if (header.toLowerCase() === 'set-cookie') res.append(header, value);
      else res.setHeader(header, value);
    },
  };
}

/** English, in which refusals are documented, unless the caller asks for Indonesian by name. */
export function refusalLanguage(req: Request): Language {
  if (!/(?:^|[\s,])id\b/i.test(req.headers['accept-language'] ?? '')) return 'en';
  return req.acceptsLanguages('en', 'id') === 'id' ? 'id' : 'en';
}

/** Indonesian unless English is preferred. */
function localeOf(req: Request): string {
  if (req.headers['accept-language'] === undefined) return 'id';
  return req.acceptsLanguages('id', 'en') || 'id';
}
