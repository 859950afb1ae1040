import { Prisma, type session_kind, type users } from '@setiket/db';
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import type { CallInfo, Deps } from '../../kernel/context.ts';
import { randomToken, sha256Hex } from '../../kernel/crypto.ts';
import { inOneTurn } from '../../kernel/in-one-turn.ts';
import { prepared } from '../../kernel/rows.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';

/*
 * Sessions, the one place that knows Lucia. Cookies carry a secret; the database keeps its hash as the session's id,
 * so a stolen table opens nothing. Access and refresh tokens name the same session, which is why ending it ends all.
 */
declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

type SessionAttributes = { kind: session_kind; created_at: Date; user_agent: string; ip: string };
type UserAttributes = Pick<users, 'username' | 'email' | 'role' | 'is_superuser' | 'is_active' | 'locale'> & {
  email_verified: boolean;
  only_events: string[] | null;
};
export type SessionUser = UserAttributes & { id: string };
type Holder = Pick<Deps, 'env'> & { db: DbOrTx };
type NewSession = { user_id: string; kind: session_kind; now: Date; call: CallInfo };

/** Starts a session. `secret` goes into the cookie and is not kept. */
export async function createSession(
  holder: Holder,
  { user_id, kind, now, call }: NewSession,
): Promise<{ id: string; secret: string; expires_at: Date }> {
  const secret = randomToken();
  const attributes = { kind, created_at: now, user_agent: (call.user_agent ?? '').slice(0, 300), ip: call.ip };
  const session = await luciaOf(holder).createSession(user_id, attributes, { sessionId: sha256Hex(secret) });
  return { id: session.id, secret, expires_at: session.expiresAt };
}

/** Who a living session belongs to, with its life extended when half of it is over. */
export async function validateSession(holder: Holder, session_id: string): Promise<SessionUser | undefined> {
  const { session, user } = await luciaOf(holder).validateSession(session_id);
  return session && user.is_active ? user : undefined;
}

export async function invalidateSession(holder: Holder, session_id: string): Promise<void> {
  await luciaOf(holder).invalidateSession(session_id);
}

/** Ends all sessions of a user, or all but one. */
export async function invalidateSessions(holder: Holder, user_id: string, except?: string): Promise<void> {
  if (except === undefined) return luciaOf(holder).invalidateUserSessions(user_id);
  const sessions = await luciaOf(holder).getUserSessions(user_id);
  for (const session of sessions) if (session.id !== except) await luciaOf(holder).invalidateSession(session.id);
}

/** The id of the session that a cookie's secret opens. */
export function sessionIdOf(secret: string): string {
  return sha256Hex(secret);
}

const luciaByHolder = new WeakMap<object, Lucia<SessionAttributes, UserAttributes>>();

function luciaOf({ db, env }: Holder): Lucia<SessionAttributes, UserAttributes> {
  let lucia = luciaByHolder.get(db);
  if (!lucia) {
    lucia = new Lucia(adapterFor(db, env.SESSION_TTL_SECONDS), {
      sessionExpiresIn: new TimeSpan(env.REFRESH_TOKEN_TTL_SECONDS, 's'),
      getSessionAttributes: (attributes) => attributes,
      getUserAttributes: (attributes) => attributes,
    });
    luciaByHolder.set(db, lucia);
  }
  return lucia;
}

type SessionRow = { id: string; user_id: string; expires_at: Date } & SessionAttributes;

function toLucia({ id, user_id, expires_at, kind, created_at, user_agent, ip }: SessionRow): DatabaseSession {
  return { id, userId: user_id, expiresAt: expires_at, attributes: { kind, created_at, user_agent, ip } };
}

function toUser({ user_id, ...row }: SessionRow & UserAttributes) {
  const { username, email, email_verified, role, is_superuser, is_active, locale, only_events } = row;
  const attributes = { username, email, email_verified, role, is_superuser, is_active, locale, only_events };
  return { id: user_id, attributes };
}

/** Sessions with their users. */
const readSession = inOneTurn(async (db: DbOrTx, ids: readonly string[]) => {
  const rows = await db.$queryRaw<(SessionRow & UserAttributes)[]>(
    prepared(Prisma.sql`
      SELECT s.id, s.user_id, s.expires_at, s.kind::text AS kind, s.created_at, s.user_agent, s.ip,
        u.username, u.email, u.email_verified_at IS NOT NULL AS email_verified, u.role::text AS role, u.is_superuser, u.is_active, u.locale,
        CASE WHEN u.role = 'staff'
          THEN (SELECT array_agg(b.event_id::text) FROM gate_staff AS b WHERE b.user_id = u.id) END AS only_events
      FROM sessions AS s JOIN users AS u ON u.id = s.user_id WHERE s.id = ANY(${ids})`),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id));
});

function adapterFor(db: DbOrTx, lifetime_seconds: number): Adapter {
  return {
    async getSessionAndUser(id) {
      const row = await readSession(db, id);
      return row ? [toLucia(row), toUser(row)] : [null, null];
    },
    async getUserSessions(user_id) {
      const rows = await db.sessions.findMany({ where: { user_id } });
      return rows.map(toLucia);
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      const { kind, created_at, user_agent, ip } = attributes;
      await db.sessions.create({
        data: { id, user_id: userId, expires_at: expiresAt, kind, created_at, user_agent, ip },
      });
    },
    async updateSessionExpiration(id, expires_at) {
      // However often it is used, a session ends some time after it began. At that end nothing is written any more.
      await db.$executeRaw`
        UPDATE sessions SET expires_at = LEAST(${expires_at}, created_at + make_interval(secs => ${lifetime_seconds}))
        WHERE id = ${id} AND expires_at < LEAST(${expires_at}, created_at + make_interval(secs => ${lifetime_seconds}))`;
    },
    async deleteSession(id) {
      await db.sessions.deleteMany({ where: { id } });
    },
    async deleteUserSessions(user_id) {
      await db.sessions.deleteMany({ where: { user_id } });
    },
    async deleteExpiredSessions() {
      await db.sessions.deleteMany({ where: { expires_at: { lte: new Date() } } });
    },
  };
}
