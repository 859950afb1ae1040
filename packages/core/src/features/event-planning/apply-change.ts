import type { events } from '@setiket/db';
import type { UserCtx } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { changeEventRow, type EventDetails } from '../events/index.ts';
import { touchPasses } from '../wallets/index.ts';
import { type Places, reequip } from './capacity.ts';

/** Changes an event with all that follows it: wallet passes, capacity, the default ticket type. */
export async function applyChange(
  tx: Tx,
  ctx: UserCtx,
  before: events,
  after: EventDetails & { image_id: string | null },
  places: Places,
) {
  const event = await changeEventRow(tx, ctx, before, after);
  if (isOnPasses(before, event)) await touchPasses(tx, { event_id: event.id, change: 'event_changed' });
  await reequip(tx, ctx, event, places);
  return event;
}

/** What stands on the passes of those who come. */
const ON_PASSES = ['title', 'starts_at', 'ends_at', 'timezone', 'place_name', 'city', 'is_online'] as const;

function isOnPasses(before: events, after: events): boolean {
  return ON_PASSES.some((field) => String(before[field]) !== String(after[field]));
}
