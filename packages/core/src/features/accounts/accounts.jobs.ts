import { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { systemContext } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { newId } from '../../kernel/ids.ts';
import { type AnyJob, defineJob, enqueue } from '../../kernel/jobs.ts';
import { addSeconds } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { passwordResetMail, passwordResetToken } from '../notifications/index.ts';

/** How long a link in a mail opens an account. */
const GOOD_FOR_SECONDS = 3600;

/**
 * Looks whether somebody has the address that was asked for, and gives that account a token. A person has one row, so a
 * newer request makes the older mail worthless; one that was overtaken, or that runs twice, changes nothing.
 */
export const preparePasswordReset = defineJob({
  name: 'account.prepare_password_reset',
  payload: z.object({ email: z.string(), requested_at: z.iso.datetime() }),
  async run(deps, { email, requested_at }) {
    const user = await deps.db.users.findUnique({ where: { email }, select: { id: true, is_active: true } });
    if (!user?.is_active) return;
    const ctx = systemContext(deps, 'account.prepare_password_reset');
    await withTransaction(ctx, async (tx) => {
      const id = newId();
      const asked = new Date(requested_at);
      const hash = sha256Hex(passwordResetToken(deps.env, id));
      const kept = await tx.$executeRaw`
        INSERT INTO password_resets (id, user_id, email, token_hash, requested_at, expires_at)
        VALUES (${id}::uuid, ${user.id}::uuid, ${email}, ${hash}, ${asked}, ${addSeconds(ctx.clock.now(), GOOD_FOR_SECONDS)})
        ON CONFLICT (user_id) DO UPDATE SET id = excluded.id, email = excluded.email, token_hash = excluded.token_hash,
          requested_at = excluded.requested_at, expires_at = excluded.expires_at, used_at = NULL
        WHERE password_resets.requested_at < excluded.requested_at`;
      if (kept === 0) return;
      await audit(tx, { action: 'user.password_reset_requested', subject_type: 'user', subject_id: user.id });
      await enqueue(tx, passwordResetMail, { reset_id: id });
    });
  },
});

export const accountJobs: readonly AnyJob[] = [preparePasswordReset];
