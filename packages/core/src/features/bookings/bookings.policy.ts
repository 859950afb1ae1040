import type { Prisma } from '@setiket/db';
import type { Actor, Role, UserActor } from '../../kernel/context.ts';
import { commonErrors } from '../../kernel/errors.ts';
import type { DbOrTx } from '../../kernel/transaction.ts';
import { memberRole } from '../organizers/index.ts';
import { bookingErrors } from './bookings.errors.ts';
import { type BookingAction, isAllowed, type Relation } from './bookings.state.ts';

/** Roles that see every booking (`btick.md` 7.2). */
const SEE_ALL: readonly Role[] = ['staff', 'support', 'administrator'];

export function seesAllBookings(actor: UserActor): boolean {
  return SEE_ALL.includes(actor.role);
}

/** The bookings that a caller may see: its own, those of events it helps to organize, all for the house. */
export function visibleBookings(actor: UserActor): Prisma.bookingsWhereInput {
  if (seesAllBookings(actor)) return {};
  return { OR: [{ user_id: actor.id }, { event: { organization: { members: { some: { user_id: actor.id } } } } }] };
}

type BookingOfEvent = { user_id: string; event: { organization_id: string } };

/** Everything that a caller is to a booking. */
export async function relationsTo(db: DbOrTx, actor: Actor, booking: BookingOfEvent): Promise<Relation[]> {
  if (actor.kind !== 'user') return ['system'];
  const role = await memberRole(db, booking.event.organization_id, actor.id);
  const relations: Relation[] = booking.user_id === actor.id ? ['owner'] : [];
  if (role === 'owner' || role === 'manager') relations.push('manager');
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
