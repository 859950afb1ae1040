import type { events } from '@setiket/db';
import type { UserCtx } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { type HolderFacts, mailEventChange } from '../notifications/index.ts';
import type { EventDetails } from './event-details.ts';

/** What ticket holders plan by. */
const FOR_HOLDERS = [
  'starts_at',
  'ends_at',
  'timezone',
  'place_name',
  'full_address',
  'city',
  'location',
  'venue_id',
  'is_online',
  'online_url',
] as const satisfies readonly (keyof EventDetails)[];

/**
 * Records a change of time, place or link, and enqueues its mails. The sequence grows for drafts too, so a calendar file
 * is never older than the one before.
 */
export async function noteChangeForHolders(tx: Tx, ctx: UserCtx, before: events, after: EventDetails): Promise<void> {
  if (FOR_HOLDERS.every((field) => String(before[field]) === String(after[field]))) return;
  const { calendar_sequence: sequence } = await tx.events.update({
    where: { id: before.id },
    data: { calendar_sequence: { increment: 1 } },
    select: { calendar_sequence: true },
  });
  const event_id = before.id;
  // A sale can't be under way where nothing was ever on sale.
  const isSold = before.published_at !== null || (await tx.tickets.findFirst({ where: { event_id } })) !== null;
  if (!isSold) return;
  await tx.event_changes.create({
    data: {
      event_id,
      sequence,
      before: holderFacts(before),
      after: holderFacts(after),
      created_at: ctx.clock.now(),
    },
  });
  await enqueue(tx, mailEventChange, { event_id, sequence });
}

function holderFacts(event: EventDetails): HolderFacts {
  const { timezone, place_name, full_address, city, location, is_online, online_url } = event;
  const starts_at = event.starts_at.toISOString();
  const ends_at = event.ends_at.toISOString();
  return { starts_at, ends_at, timezone, place_name, full_address, city, location, is_online, online_url };
}
