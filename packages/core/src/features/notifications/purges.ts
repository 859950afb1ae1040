import type { Purge } from '../../kernel/purge.ts';

/** A row keeps a mail from being sent twice by a job that runs again, which it may for weeks; it holds an address. */
export const mailPurges: readonly Purge[] = [
  {
    table: 'mails',
    keep_days: 365,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE sent_at < ${before} LIMIT ${limit})`,
  },
];
