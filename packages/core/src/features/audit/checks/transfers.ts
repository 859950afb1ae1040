import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

export const transferChecks: Check[] = [
  {
    name: 'transfer.ticket',
    query: Prisma.sql`
      SELECT tr.id::text AS subject_id, 'an active ticket of ' || tr.from_user_id AS expected,
        t.status || ', of ' || t.owner_id AS actual
      FROM ticket_transfers tr JOIN tickets t ON t.id = tr.ticket_id
      WHERE tr.status = 'pending' AND (t.status <> 'active' OR t.owner_id <> tr.from_user_id)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Transfer ${subject_id} is pending, so it should be of ${expected}; the ticket is ${actual}.`,
  },
  {
    name: 'ticket.owner',
    query: Prisma.sql`
      WITH latest AS (
        SELECT DISTINCT ON (ticket_id) ticket_id, to_user_id FROM ticket_transfers
        WHERE status = 'accepted' ORDER BY ticket_id, ended_at DESC, id DESC
      )
      SELECT t.id::text AS subject_id, coalesce(latest.to_user_id, b.user_id)::text AS expected, t.owner_id::text AS actual
      FROM tickets t JOIN bookings b ON b.id = t.booking_id LEFT JOIN latest ON latest.ticket_id = t.id
      WHERE t.owner_id <> coalesce(latest.to_user_id, b.user_id)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ticket ${subject_id} is of user ${actual}; who booked it and its transfers make it ${expected}’s.`,
  },
];
