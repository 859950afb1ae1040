import { roleProcedure, router } from '../../kernel/trpc.ts';
import { auditPageOutput, listAuditEntriesInput } from './audit-trail.schema.ts';
import { listAuditEntries } from './audit-trail.service.ts';

export const auditTrailRouter = router({
  list: roleProcedure('administrator')
    .meta({
      openapi: {
        method: 'GET',
        path: '/admin/audit-trail',
        tags: ['Administration'],
        summary: 'Who did what',
        description:
          'Every change of state with who made it and why, the latest first. Pages go on where the one before ended.',
      },
      rest: { page: true },
    })
    .input(listAuditEntriesInput)
    .output(auditPageOutput)
    .query(({ ctx, input }) => listAuditEntries(ctx, input)),
});
