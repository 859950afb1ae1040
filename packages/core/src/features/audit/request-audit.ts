import { audit } from '../../kernel/audit.ts';
import type { UserCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { auditErrors } from './audit.errors.ts';
import { runRequestedAudit } from './audit.jobs.ts';
import type { AuditReport } from './audit.schema.ts';

/** After this long nobody is working on it any more: the checks may take half an hour. */
const GIVEN_UP_SECONDS = 3600;

/**
 * Asks for an audit, which a worker carries out.
 * @throws audit.already_running: two at once would read everything twice and find the same
 */
export async function requestAudit(ctx: UserCtx): Promise<AuditReport> {
  const now = ctx.clock.now();
  return withTransaction(ctx, async (tx) => {
    await giveUpOn(tx, addSeconds(now, -GIVEN_UP_SECONDS), now);
    const id = newId(now.getTime());
    // Of two requests at once the index lets one through.
    const { count } = await tx.audit_reports.createMany({
      data: [{ id, requested_by: ctx.actor.id, requested_at: now }],
      skipDuplicates: true,
    });
    if (count === 0) throw auditErrors.already_running();
    await enqueue(tx, runRequestedAudit, { report_id: id });
    await audit(tx, { action: 'audit.requested', subject_type: 'audit', subject_id: id });
    return {
      id,
      status: 'running',
      requested_by: ctx.actor.username,
      requested_at: iso(now),
      finished_at: null,
      checks: 0,
      findings: 0,
    };
  });
}

async function giveUpOn(tx: Tx, requested_before: Date, now: Date): Promise<void> {
  await tx.audit_reports.updateMany({
    where: { status: 'running', requested_at: { lt: requested_before } },
    data: { status: 'failed', finished_at: now },
  });
}
