import type { Actor, Deps } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import { sessionIdOf, validateSession } from './sessions.ts';
import { verifyAccess } from './tokens.ts';

type Credentials = { bearer?: string | undefined; session_cookie?: string | undefined };

/**
 * Who is asking. A bearer token that does not hold is refused, so that a client learns to refresh; a stale cookie
 * only means that nobody is signed in.
 * @throws request.token_invalid
 */
export async function authenticate(deps: Deps, { bearer, session_cookie }: Credentials): Promise<Actor> {
  if (bearer !== undefined) {
    const claims = verifyAccess(deps, bearer);
    const actor = await actorOf(deps, claims.session_id);
    if (actor.kind !== 'user' || actor.id !== claims.user_id) throw commonErrors.token_invalid();
    return actor;
  }
  if (session_cookie) return actorOf(deps, sessionIdOf(session_cookie));
  return { kind: 'anonymous' };
}

async function actorOf(deps: Deps, session_id: string): Promise<Actor> {
  const user = await validateSession(deps, session_id);
  if (!user) return { kind: 'anonymous' };
  const { only_events, is_active: _, ...own } = user;
  return { kind: 'user', ...own, session_id, ...(only_events && { only_events }) };
}
