import type { users } from '@setiket/db';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Ctx, UserCtx } from '../../kernel/context.ts';
import { hashPassword, sha256Hex, verifyPassword } from '../../kernel/crypto.ts';
import { fieldError } from '../../kernel/errors.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { email as emailSchema } from '../../kernel/validation.ts';
import { accountErrors } from './accounts.errors.ts';
import type { logoutInput, refreshInput, signInInput } from './accounts.schema.ts';
import { type AccountView, accountView, withProfile } from './accounts.view.ts';
import { countAttempt, countRefresh } from './attempts.ts';
import { deviceCookie, knownDevice, sessionCookie } from './cookies.ts';
import { createSession, invalidateSession } from './sessions.ts';
import { issueTokens, signAccess, type Tokens } from './tokens.ts';

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
    await auditSignIn(tx, ctx, user.id);
    return issueTokens(ctx, tx, { user_id: user.id, session_id: session.id });
  });
}

/**
 * The same for the web app: the session's secret goes into an HttpOnly cookie and nowhere else. A browser that was signed in
 * gives up the session that it had.
 */
export async function signInBrowser(ctx: Ctx, input: Credentials): Promise<AccountView> {
  const user = await checkCredentials(ctx, input);
  const { session, account } = await withTransaction(
    ctx,
    async (tx) => {
      const holder = { env: ctx.env, db: tx };
      if (ctx.actor.kind === 'user')
        await tx.sessions.deleteMany({ where: { id: ctx.actor.session_id, kind: 'cookie' } });
      const now = ctx.clock.now();
      const session = await createSession(holder, { user_id: user.id, kind: 'cookie', now, call: ctx.call });
      await auditSignIn(tx, ctx, user.id);
      const row = await tx.users.findUniqueOrThrow({ where: { id: user.id }, include: withProfile });
      return { session, account: accountView(ctx, row) };
    },
    // The cookie is no part of the stored answer: whoever signs in again with the same key gets another one.
    { side: true },
  );
  const cookies = [sessionCookie(ctx.env, session)];
  if (knownDevice(ctx.env, user.id, ctx.call.device_token) === undefined) cookies.push(deviceCookie(ctx.env, user.id));
  ctx.call.reply('Set-Cookie', cookies);
  return account;
}

function auditSignIn(tx: Tx, ctx: Ctx, user_id: string): Promise<void> {
  return audit(tx, {
    action: 'user.signed_in',
    subject_type: 'user',
    subject_id: user_id,
    data: { ip: ctx.call.ip },
  });
}

async function checkCredentials(ctx: Ctx, { username, email, password }: Credentials): Promise<users> {
  const login = (username ?? email)?.toLowerCase();
  if (login === undefined) throw fieldError('username', 'This field is required.');
  const user = await findByLogin(ctx, login);
  const takeBack = await countAttempt(ctx, user ? { user_id: user.id } : { login });
  // The same work for an unknown account, and for a guest's that has no password yet, so that time does not tell whether there is one.
  const fits = await verifyPassword(user?.password_hash || (await decoyHash()), password);
  if (user && fits && user.is_active) {
    takeBack();
    return user;
  }
  ctx.log.warn({ user_id: user?.id, ip: ctx.call.ip }, 'sign-in refused');
  throw accountErrors.credentials_invalid();
}

/** An address goes before a username: nobody may shut its owner out by taking it as a name. */
async function findByLogin(ctx: Ctx, login: string): Promise<users | undefined> {
  const address = emailSchema.safeParse(login).data ?? login;
  const found = await ctx.db.users.findMany({ where: { OR: [{ username_key: login }, { email: address }] } });
  return found.find((user) => user.email === address) ?? found[0];
}

let decoy: Promise<string> | undefined;
function decoyHash(): Promise<string> {
  decoy ??= hashPassword('nobody has this password');
  return decoy;
}

/**
 * `setiket.md`, Refresh Token: a new access token. The refresh token stays the same and may be used until its session ends,
 * as the sources show no other: several tabs and processes share one. Signing out, a new password and an administrator end
 * the session, and with it this token, at once.
 * @throws account.refresh_invalid, account.too_many_attempts
 */
export async function refreshTokens(ctx: Ctx, { refresh }: z.output<typeof refreshInput>): Promise<Tokens> {
  const giveBack = await countRefresh(ctx);
  const token = await ctx.db.refresh_tokens.findUnique({
    where: { token_hash: sha256Hex(refresh) },
    include: { session: { include: { user: { select: { is_active: true } } } } },
  });
  if (!token?.session.user.is_active || token.session.expires_at <= ctx.clock.now())
    throw accountErrors.refresh_invalid();
  giveBack();
  const { user_id, id: session_id } = token.session;
  const access = await signAccess(ctx, { user_id, session_id });
  return { access, refresh, expires_in: ctx.env.ACCESS_TOKEN_TTL_SECONDS };
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
