import type { booking_status } from '@setiket/db';

/** What somebody is to a booking; one person can be several of them. An onlooker reads it and may do nothing with it. */
export type Relation = 'owner' | 'manager' | 'onlooker' | 'staff' | 'support' | 'administrator' | 'system';

type Transition = { from: readonly booking_status[]; to: booking_status; by: readonly Relation[] };

/**
 * A booking's life, `btick.md` 7 and `event-ticketing.md`. Every change of state is one of these, as a compare-and-set
 * on `from`; who is none of `by` may not.
 */
export const bookingTransitions = {
  /** From the balance. */
  pay: { from: ['pending'], to: 'confirmed', by: ['owner', 'administrator'] },
  /** By a provider's word that the money is there; it may come after the time was over. */
  settle: { from: ['pending', 'expired'], to: 'confirmed', by: ['system'] },
  /** Without payment. */
  confirm: { from: ['pending'], to: 'confirmed', by: ['support', 'administrator'] },
  cancel: { from: ['pending', 'confirmed'], to: 'cancelled', by: ['owner', 'staff', 'support', 'administrator'] },
  refund: { from: ['confirmed'], to: 'cancelled', by: ['manager', 'support', 'administrator'] },
  expire: { from: ['pending'], to: 'expired', by: ['system'] },
} as const satisfies Record<string, Transition>;

export type BookingAction = keyof typeof bookingTransitions;

/** Whether one of these relations allows the action at all. */
export function isAllowed(action: BookingAction, relations: readonly Relation[]): boolean {
  const by: readonly Relation[] = bookingTransitions[action].by;
  return relations.some((relation) => by.includes(relation));
}

/** Whether a booking in this state can take the action. */
export function isPossible(action: BookingAction, status: booking_status): boolean {
  const from: readonly booking_status[] = bookingTransitions[action].from;
  return from.includes(status);
}
