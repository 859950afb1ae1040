import type { audit_reports } from '@setiket/db';
import type { z } from 'zod';
import { type Ctx, type Deps, systemContext } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { type Page, type PageInput, rowsOf, toPage } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { operatorAlertMail } from '../notifications/index.ts';
import { auditErrors } from './audit.errors.ts';
import type { AuditReport, auditReportDetailOutput } from './audit.schema.ts';
import { type CheckResult, runChecks } from './audit.ts';

/** Enough to see what is wrong; the command line shows more. */
const FINDINGS_A_CHECK = 100;

/** Audits so far, the latest first. */
export async function listAudits(ctx: Ctx, input: PageInput): Promise<Page<AuditReport>> {
  const { skip, take } = rowsOf(input);
  const [rows, total] = await Promise.all([
    ctx.db.audit_reports.findMany({ orderBy: [{ requested_at: 'desc' }, { id: 'desc' }], skip, take }),
    ctx.db.audit_reports.count(),
  ]);
  const names = await namesOf(ctx, rows);
  return toPage(
    input,
    rows.map((row) => toReport(row, names)),
    total,
  );
}

/** @throws audit.not_found */
export async function getAudit(ctx: Ctx, { id }: { id: string }): Promise<z.output<typeof auditReportDetailOutput>> {
  const row = await ctx.db.audit_reports.findUnique({ where: { id } });
  if (!row) throw auditErrors.not_found();
  return { ...toReport(row, await namesOf(ctx, [row])), results: row.results as CheckResult[] };
}

/**
 * The work of a requested audit. A worker that dies leaves it to the next one; an audit that cannot be carried out
 * says so instead of being tried for hours.
 */
export async function recordAudit(deps: Deps, { report_id }: { report_id: string }): Promise<void> {
  const report = await deps.db.audit_reports.findUnique({ where: { id: report_id, status: 'running' } });
  if (!report) return;
  const outcome = await outcomeOf(deps, report_id);
  await withTransaction(systemContext(deps, 'audit.run'), async (tx) => {
    const { count } = await tx.audit_reports.updateMany({
      where: { id: report_id, status: 'running' },
      data: { ...outcome, finished_at: deps.clock.now() },
    });
    const alert = alertFor(outcome);
    if (count > 0 && alert) await enqueue(tx, operatorAlertMail, { ...alert, reference: report_id });
  });
}

/** What the operator has to hear of an audit that is over; undefined when all adds up. */
function alertFor(outcome: Outcome) {
  if (outcome.status === 'failed') return { alert: 'audit_failed' as const, count: 0 };
  return outcome.findings > 0 ? { alert: 'audit_findings' as const, count: outcome.findings } : undefined;
}

type Outcome = { status: 'finished'; checks: number; findings: number; results: CheckResult[] } | { status: 'failed' };

async function outcomeOf(deps: Deps, report_id: string): Promise<Outcome> {
  try {
    const results = await runChecks(deps.db, FINDINGS_A_CHECK);
    const findings = results.reduce((sum, result) => sum + result.findings.length, 0);
    deps.log[findings > 0 ? 'error' : 'info']({ report_id, findings }, 'books audited');
    return { status: 'finished', checks: results.length, findings, results };
  } catch (error) {
    deps.log.error({ err: error, report_id }, 'the audit could not be carried out');
    return { status: 'failed' };
  }
}

function toReport(row: audit_reports, names: Map<string, string>): AuditReport {
  return {
    id: row.id,
    status: row.status,
    requested_by: (row.requested_by !== null && names.get(row.requested_by)) || null,
    requested_at: iso(row.requested_at),
    finished_at: iso(row.finished_at),
    checks: row.checks,
    findings: row.findings,
  };
}

async function namesOf(ctx: Ctx, rows: readonly audit_reports[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ requested_by }) => requested_by ?? []);
  const people = await ctx.db.users.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
  return new Map(people.map(({ id, username }) => [id, username]));
}
