import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

export const walletChecks: Check[] = [
  {
    name: 'wallet.holder',
    query: Prisma.sql`
      SELECT p.id::text AS subject_id, 'a good ticket of ' || p.user_id AS expected,
        t.status || ', of ' || t.owner_id AS actual
      FROM wallet_passes p JOIN tickets t ON t.id = p.ticket_id
      WHERE p.voided_at IS NULL AND (t.status = 'cancelled' OR t.owner_id <> p.user_id)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Wallet pass ${subject_id} is not void, so it should be of ${expected}; the ticket is ${actual}.`,
  },
];
