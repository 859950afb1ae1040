import type { Prisma } from '@setiket/db';
import type { UserActor } from '../../kernel/context.ts';
import { ownBookings, seesAllBookings } from '../bookings/index.ts';

/** `oc-mena.md`: an order is between its buyer and the house. Organizers see bookings, not how these were paid. */
export function visibleOrders(actor: UserActor): Prisma.bookingsWhereInput {
  return ownBookings(actor);
}

/**
 * A document names who paid: it is for them and the house. An upgrade is paid by who had the ticket then, which need not
 * be who had booked; neither reads the other's.
 */
export function visiblePapers(actor: UserActor): Prisma.invoicesWhereInput {
  if (seesAllBookings(actor)) return {};
  const own = { upgrade: { payer_id: actor.id } };
  return {
    OR: [
      own,
      { invoice: own },
      { kind: 'invoice', upgrade_id: null, booking: { user_id: actor.id } },
      { invoice: { upgrade_id: null, booking: { user_id: actor.id } } },
    ],
  };
}

/** The same of what is at hand already. */
export function isReader(actor: UserActor, payer_id: string): boolean {
  return seesAllBookings(actor) || payer_id === actor.id;
}
