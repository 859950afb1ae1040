import type { Purge } from '../../kernel/purge.ts';

/** Refresh tokens go with their session. */
export const accountPurges: readonly Purge[] = [
  {
    table: 'sessions',
    keep_days: 1,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < ${before} LIMIT ${limit})`,
  },
  {
    table: 'password_resets',
    keep_days: 7,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM password_resets WHERE id IN
        (SELECT id FROM password_resets WHERE expires_at < ${before} LIMIT ${limit})`,
  },
];
