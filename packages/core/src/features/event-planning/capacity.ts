import type { events } from '@setiket/db';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { setEventPool } from '../events/index.ts';
import {
  attachEventPool,
  createDefaultTicketType,
  detachEventPool,
  followEvent,
  lockPoolsOf,
  resizePool,
} from '../inventory/index.ts';
import { findVenue } from '../venues/index.ts';
import type { PlanInput } from './planning.schema.ts';

export type Places = { capacity: number | null; price: string | undefined };

/** How many places an event is planned with; a venue's capacity bounds them, and stands where nothing was said. */
export function plannedCapacity(
  input: PlanInput,
  venue_capacity: number | null,
  before: number | null = null,
): number | null {
  const capacity = input.capacity === undefined ? (before ?? venue_capacity) : (input.capacity ?? venue_capacity);
  if (capacity !== null && venue_capacity !== null && capacity > venue_capacity) {
    throw fieldError('capacity', `The venue has room for ${venue_capacity}.`);
  }
  return capacity;
}

/** Again in the transaction, where the venue's row stays as it is until the commit. */
export async function requireRoom(tx: Tx, venue_id: string | null, capacity: number | null): Promise<void> {
  const venue = venue_id === null ? null : await findVenue(tx, venue_id);
  plannedCapacity({ capacity: capacity ?? undefined }, venue?.capacity ?? null);
}

type EventWithPool = Pick<events, 'id' | 'ends_at' | 'currency' | 'pool_id'> & { timezone: string };

/** A new event's pool and, where a price was given too, its default ticket type. */
export async function equip(tx: Tx, ctx: UserCtx, event: EventWithPool, { capacity, price }: Places): Promise<void> {
  if (capacity !== null) await setEventPool(tx, event.id, await attachEventPool(tx, event.id, capacity));
  if (price === undefined) return;
  if (capacity === null) throw fieldError('capacity', 'This field is required with a price.');
  const row = await tx.events.findUniqueOrThrow({ where: { id: event.id }, include: { pool: true } });
  await createDefaultTicketType(tx, ctx, { event: row, quota: capacity, price });
}

/** The pool and the default ticket type follow a change of the event's capacity, price or end. */
export async function reequip(tx: Tx, ctx: UserCtx, event: EventWithPool, { capacity, price }: Places): Promise<void> {
  await resizeEvent(tx, event, capacity);
  const hasDefault = (await tx.ticket_types.count({ where: { event_id: event.id, is_default: true } })) > 0;
  if (!hasDefault && price !== undefined) {
    if ((await tx.ticket_types.count({ where: { event_id: event.id } })) > 0)
      throw fieldError('price', 'This event has ticket types of its own: change their prices.');
    if (capacity === null) throw fieldError('capacity', 'This field is required with a price.');
    const row = await tx.events.findUniqueOrThrow({ where: { id: event.id }, include: { pool: true } });
    return createDefaultTicketType(tx, ctx, { event: row, quota: capacity, price });
  }
  if (!(await followEvent(tx, { event, quota: capacity ?? undefined, price }))) throw tooSmall();
}

async function resizeEvent(tx: Tx, event: EventWithPool, capacity: number | null): Promise<void> {
  if (capacity !== null && event.pool_id !== null) {
    if (!(await resizePool(tx, event.pool_id, capacity))) throw tooSmall();
    return;
  }
  if (capacity === null && event.pool_id === null) return;
  await lockPoolsOf(tx, event.id);
  if ((await tx.bookings.count({ where: { event_id: event.id } })) > 0) {
    throw fieldError(
      'capacity',
      'Whether an event has a capacity of its own can’t be changed once tickets are booked.',
    );
  }
  if (capacity !== null) return setEventPool(tx, event.id, await attachEventPool(tx, event.id, capacity));
  await setEventPool(tx, event.id, null);
  if (event.pool_id !== null) await detachEventPool(tx, event.pool_id);
}

function tooSmall() {
  return fieldError('capacity', 'The capacity can’t be below the tickets that are sold or held.');
}
