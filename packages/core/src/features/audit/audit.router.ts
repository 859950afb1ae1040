import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { roleProcedure, router } from '../../kernel/trpc.ts';
import { auditReportDetailOutput, auditReportOutput, getAuditInput, listAuditsInput } from './audit.schema.ts';
import { getAudit, listAudits } from './reports.service.ts';
import { requestAudit } from './request-audit.ts';

const tags = ['Administration'];

export const auditsRouter = router({
  list: roleProcedure('administrator')
    .meta({
      openapi: { method: 'GET', path: '/admin/audits', tags, summary: 'Audits of the books' },
      rest: { page: true },
    })
    .input(listAuditsInput)
    .output(pageOf(auditReportOutput))
    .query(({ ctx, input }) => listAudits(ctx, input)),

  get: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/audits/{id}',
        tags,
        summary: 'One audit',
        description: 'With the result of every check.',
      },
    })
    .input(getAuditInput)
    .output(auditReportDetailOutput)
    .query(({ ctx, input }) => getAudit(ctx, input)),

  request: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'POST',
        path: '/admin/audits',
        tags,
        summary: 'Audit the books',
        description:
          'Recomputes pools, balances, ledger, bookings, payments and figures from the rows beneath them, in the background and while sales go on. One at a time.',
      },
      rest: { status: 202 },
    })
    .input(z.object({}))
    .output(auditReportOutput)
    .mutation(command(requestAudit)),
});
