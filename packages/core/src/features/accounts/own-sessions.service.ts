import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { accountErrors } from './accounts.errors.ts';
import type { endedSessionsOutput, endSessionInput, sessionOutput } from './accounts.schema.ts';
import { sessionCookie } from './cookies.ts';

/** Where the caller is signed in, the latest first. */
export async function listSessions(ctx: UserCtx, input: PageInput): Promise<Page<z.output<typeof sessionOutput>>> {
  const { skip, take } = rowsOf(input);
  const where = { user_id: ctx.actor.id, expires_at: { gt: ctx.clock.now() } };
  const [sessions, total] = await Promise.all([
    ctx.db.sessions.findMany({ where, orderBy: [{ created_at: 'desc' }, { id: 'asc' }], skip, take }),
    ctx.db.sessions.count({ where }),
  ]);
  const items = sessions.map(({ id, kind, created_at, expires_at, user_agent, ip }) => ({
    id,
    kind,
    is_current: id === ctx.actor.session_id,
    signed_in_at: iso(created_at),
    expires_at: iso(expires_at),
    user_agent,
    ip,
  }));
  return toPage(input, items, total);
}

/**
 * Signs one of the caller's devices out.
 * @throws account.session_not_found, of somebody else's session too
 */
export async function endSession(ctx: UserCtx, { id }: z.output<typeof endSessionInput>): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.sessions.deleteMany({ where: { id, user_id: ctx.actor.id } });
    if (count === 0) throw accountErrors.session_not_found();
    await audit(tx, { action: 'user.session_ended', subject_type: 'user', subject_id: ctx.actor.id });
  });
  if (id === ctx.actor.session_id) ctx.call.reply('Set-Cookie', sessionCookie(ctx.env));
}

/** Signs the caller out everywhere but here. */
export async function endOtherSessions(ctx: UserCtx): Promise<z.output<typeof endedSessionsOutput>> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.sessions.deleteMany({
      where: { user_id: ctx.actor.id, id: { not: ctx.actor.session_id } },
    });
    await audit(tx, {
      action: 'user.sessions_ended',
      subject_type: 'user',
      subject_id: ctx.actor.id,
      data: { ended: count },
    });
    return { ended: count };
  });
}
