import { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import { systemContext, type UserCtx } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { defineJob, enqueue } from '../../kernel/jobs.ts';
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
    const id = await beginAudit(tx, { requested_by: ctx.actor.id, now });
    if (id === undefined) throw auditErrors.already_running();
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

/** @returns undefined while another audit runs: of two requests at once the index lets one through */
async function beginAudit(
  tx: Tx,
  { requested_by, now }: { requested_by: string | null; now: Date },
): Promise<string | undefined> {
  await giveUpOn(tx, addSeconds(now, -GIVEN_UP_SECONDS), now);
  const id = newId(now.getTime());
  const data = [{ id, requested_by, requested_at: now }];
  const { count } = await tx.audit_reports.createMany({ data, skipDuplicates: true });
  if (count === 0) return undefined;
  await enqueue(tx, runRequestedAudit, { report_id: id });
  return id;
}

/** Every night, before people get up: the books are audited, and the operator gets a mail when they do not add up. */
export const nightlyAudit = defineJob({
  name: 'audit.nightly',
  payload: z.object({}),
  // 03:20 in Jakarta.
  schedule: '20 20 * * *',
  concurrency: 1,
  async run(deps) {
    await withTransaction(systemContext(deps, 'audit.nightly'), (tx) =>
      beginAudit(tx, { requested_by: null, now: deps.clock.now() }),
    );
  },
});

async function giveUpOn(tx: Tx, requested_before: Date, now: Date): Promise<void> {
  await tx.audit_reports.updateMany({
    where: { status: 'running', requested_at: { lt: requested_before } },
    data: { status: 'failed', finished_at: now },
  });
}
