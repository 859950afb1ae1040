import type { Prisma } from '@setiket/db';
import { type Actor, isDoorStaff, type Role, type UserActor } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { memberRole } from '../organizers/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { type BookingAction, isAllowed, type Relation } from './bookings.state.ts';

/** Roles that see every booking (`btick.md` 7.2). */
const SEE_ALL: readonly Role[] = ['staff', 'support', 'administrator'];

export function seesAllBookings(actor: UserActor): boolean {
  return SEE_ALL.includes(actor.role) && !isDoorStaff(actor);
}

/** A caller's own bookings, those of the events at whose doors it works, or all. */
export function ownBookings(actor: UserActor): Prisma.bookingsWhereInput {
  if (seesAllBookings(actor)) return {};
  if (!isDoorStaff(actor)) return { user_id: actor.id };
  return { OR: [{ user_id: actor.id }, { event_id: { in: [...actor.only_events] } }] };
}

/** The bookings that a caller may see: its own, those of events it helps to organize, all for the house. */
export function visibleBookings(actor: UserActor): Prisma.bookingsWhereInput {
  if (seesAllBookings(actor)) return {};
  return { OR: [ownBookings(actor), { event: { organization: { members: { some: { user_id: actor.id } } } } }] };
}

type BookingOfEvent = { user_id: string; event_id: string; event: { organization_id: string } };

/** Everything that a caller is to a booking. */
export async function relationsTo(db: DbOrTx, actor: Actor, booking: BookingOfEvent): Promise<Relation[]> {
  if (actor.kind !== 'user') return ['system'];
  const role = await memberRole(db, booking.event.organization_id, actor.id);
  const relations: Relation[] = booking.user_id === actor.id ? ['owner'] : [];
  if (role !== undefined) relations.push(role === 'member' ? 'onlooker' : 'manager');
  if (isDoorStaff(actor)) return actor.only_events.includes(booking.event_id) ? [...relations, 'onlooker'] : relations;
  if (actor.role === 'staff' || actor.role === 'support' || actor.role === 'administrator') relations.push(actor.role);
  return relations;
}

/**
 * Refuses who may not take this action on this booking: as if there were none where it is private, else aloud.
 * @throws booking.not_found, request.forbidden
 */
export async function requireAction(
  db: DbOrTx,
  actor: Actor,
  booking: BookingOfEvent,
  action: BookingAction,
): Promise<void> {
  const relations = await relationsTo(db, actor, booking);
  if (isAllowed(action, relations)) return;
  throw relations.length === 0 ? bookingErrors.not_found() : commonErrors.forbidden();
}
