import type { Prisma } from '@setiket/db';
import type { UserActor } from '../../kernel/context.ts';
import { seesAllBookings } from '../bookings/index.ts';

/** `oc-mena.md`: an order is between its buyer and the house. Organizers see bookings, not how these were paid. */
export function visibleOrders(actor: UserActor): Prisma.bookingsWhereInput {
  return seesAllBookings(actor) ? {} : { user_id: actor.id };
}
