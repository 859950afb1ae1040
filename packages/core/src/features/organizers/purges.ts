import type { Purge } from '../../kernel/purge.ts';

export const organizationPurges: readonly Purge[] = [
  {
    table: 'organization_invitations',
    keep_days: 90,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM organization_invitations WHERE id IN
        (SELECT id FROM organization_invitations WHERE expires_at < ${before} LIMIT ${limit})`,
  },
];
