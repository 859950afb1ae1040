import type { Prisma } from '@setiket/db';

/** What tells who paid. */
export const withPayer = {
  booking: { select: { user_id: true, event_id: true } },
  upgrade: { select: { payer_id: true, ticket_id: true } },
} as const satisfies Prisma.paymentsInclude;

type Paid = { booking: { user_id: string }; upgrade: { payer_id: string } | null };

/** Whose money it was: the buyer's, or of an upgrade whoever had the ticket then. To them it goes back. */
export function payerOf({ booking, upgrade }: Paid): string {
  return upgrade?.payer_id ?? booking.user_id;
}
