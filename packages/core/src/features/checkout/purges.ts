import type { Purge } from '../../kernel/purge.ts';

export const checkoutPurges: readonly Purge[] = [
  {
    // Makes a provider's message count once. Stripe repeats a message for three days, and by hand for a month.
    table: 'provider_events',
    keep_days: 90,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM provider_events WHERE (provider, event_id) IN
        (SELECT provider, event_id FROM provider_events WHERE received_at < ${before} LIMIT ${limit})`,
  },
  {
    table: 'reconciliations',
    keep_days: 90,
    remove: ({ db }, before, limit) => db.$executeRaw`
      DELETE FROM reconciliations WHERE id IN
        (SELECT id FROM reconciliations WHERE started_at < ${before} LIMIT ${limit})`,
  },
];
