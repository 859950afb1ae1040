import type { users } from '@setiket/db';
import type { z } from 'zod';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { hashPassword, sha256Hex, verifyPassword } from '../../kernel/crypto.ts';
import { DomainError, fieldError } from '../../kernel/errors.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { accountErrors } from './accounts.errors.ts';
import type { logoutInput, refreshInput, signInInput } from './accounts.schema.ts';
import { type AccountView, accountView, withProfile } from './accounts.view.ts';
import { attemptsAt, countFailure, refuseAfterTooMany } from './attempts.ts';
import { createSession, invalidateSession, sessionCookie } from './sessions.ts';
import { issueTokens, type Tokens } from './tokens.ts';

type Credentials = z.output<typeof signInInput>;

/** `setiket.md`, Login: a pair of tokens on a session of their own. */
export async function signIn(ctx: Ctx, input: Credentials): Promise<Tokens> {
  const user = await checkCredentials(ctx, input);
  return withTransaction(ctx, async (tx) => {
    const holder = { env: ctx.env, db: tx };
    const session = await createSession(holder, {
      user_id: user.id,
      kind: 'token',
      now: ctx.clock.now(),
      call: ctx.call,
    });
    return issueTokens(ctx, tx, { user_id: user.id, session_id: session.id });
  });
}

/** The same for the web app: the session's secret goes into an HttpOnly cookie and nowhere else. */
export async function signInBrowser(ctx: Ctx, input: Credentials): Promise<AccountView> {
  const user = await checkCredentials(ctx, input);
  // No transaction to be repeated: whoever signs in again gets another cookie, which harms nobody.
  const session = await createSession(ctx, { user_id: user.id, kind: 'cookie', now: ctx.clock.now(), call: ctx.call });
  ctx.call.reply('Set-Cookie', sessionCookie(ctx.env, session));
  return accountView(ctx, await ctx.db.users.findUniqueOrThrow({ where: { id: user.id }, include: withProfile }));
}

async function checkCredentials(ctx: Ctx, { username, email, password }: Credentials): Promise<users> {
  const login = (username ?? email)?.toLowerCase();
  if (login === undefined) throw fieldError('username', 'This field is required.');
  const user = await findByLogin(ctx, login);
  const limits = attemptsAt(ctx, user?.id ?? login);
  await refuseAfterTooMany(ctx, limits);
  // The same work for an unknown account, so that time does not tell whether there is one.
  const fits = await verifyPassword(user?.password_hash ?? (await decoyHash()), password);
  if (user && fits && user.is_active) return user;
  await countFailure(ctx, limits);
  throw accountErrors.credentials_invalid();
}

/** An address goes before a username: nobody may shut its owner out by taking it as a name. */
async function findByLogin(ctx: Ctx, login: string): Promise<users | undefined> {
  const found = await ctx.db.users.findMany({ where: { OR: [{ username_key: login }, { email: login }] } });
  return found.find((user) => user.email === login) ?? found[0];
}

let decoy: Promise<string> | undefined;
function decoyHash(): Promise<string> {
  decoy ??= hashPassword('nobody has this password');
  return decoy;
}

/**
 * `setiket.md`, Refresh Token. A refresh token is good for one use; a used one that comes again was stolen, either
 * now or then, so its whole session ends.
 */
export async function refreshTokens(ctx: Ctx, { refresh }: z.output<typeof refreshInput>): Promise<Tokens> {
  const token_hash = sha256Hex(refresh);
  const token = await ctx.db.refresh_tokens.findUnique({
    where: { token_hash },
    include: { session: { include: { user: true } } },
  });
  if (!token?.session.user.is_active || token.session.expires_at <= ctx.clock.now())
    throw accountErrors.refresh_invalid();
  const { session } = token;
  try {
    return await withTransaction(ctx, async (tx) => {
      const { count } = await tx.refresh_tokens.updateMany({
        where: { token_hash, used_at: null },
        data: { used_at: ctx.clock.now() },
      });
      if (count === 0) throw accountErrors.refresh_reused();
      return issueTokens(ctx, tx, { user_id: session.user_id, session_id: session.id });
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'account.refresh_reused') {
      ctx.log.warn({ user_id: session.user_id }, 'a refresh token was used twice; its session ends');
      await invalidateSession(ctx, session.id);
    }
    throw error;
  }
}

/** `setiket.md`, Logout: the caller's session ends, and that of the refresh token when it is the caller's own too. */
export async function signOut(ctx: UserCtx, input: z.output<typeof logoutInput>): Promise<void> {
  const refresh = input.refresh_token ?? input.refresh;
  await withTransaction(ctx, async (tx) => {
    if (refresh !== undefined) {
      const token = await tx.refresh_tokens.findUnique({
        where: { token_hash: sha256Hex(refresh) },
        include: { session: true },
      });
      if (token?.session.user_id !== ctx.actor.id) throw fieldError('refresh_token', 'Token is invalid or expired.');
      await invalidateSession({ env: ctx.env, db: tx }, token.session_id);
    }
    await invalidateSession({ env: ctx.env, db: tx }, ctx.actor.session_id);
  });
  ctx.call.reply('Set-Cookie', sessionCookie(ctx.env));
}
