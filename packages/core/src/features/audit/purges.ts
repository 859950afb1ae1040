import type { Purge } from '../../kernel/purge.ts';

export const auditPurges: readonly Purge[] = [
  {
    table: 'audit_reports',
    keep_days: 365,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM audit_reports WHERE id IN
        (SELECT id FROM audit_reports WHERE finished_at < ${before} LIMIT ${limit})`,
  },
];
