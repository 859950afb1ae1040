import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { Deps } from '../../kernel/context.ts';
import { iso } from '../../kernel/time.ts';
import { mediaUrl } from '../media/index.ts';
import { proposedFields, type revisionOutput } from './revisions.schema.ts';

export type RevisionView = z.output<typeof revisionOutput>;
export type Proposed = z.output<typeof proposedFields>;

/** A revision with its author and picture. */
export const withRevisionParts = {
  author: { select: { username: true } },
  image: true,
} as const satisfies Prisma.event_revisionsInclude;

/** What the event itself says, to compare with. */
const eventParts = {
  category: { select: { slug: true } },
  venue: { select: { name: true } },
  image: true,
} as const satisfies Prisma.eventsInclude;

export const withRevisedEvent = { ...withRevisionParts, event: { include: eventParts } } as const;

type RevisionRow = Prisma.event_revisionsGetPayload<{ include: typeof withRevisionParts }>;
type EventRow = Prisma.eventsGetPayload<{ include: typeof eventParts }>;

/** The stored fields, typed. */
export function proposedOf({ proposed }: { proposed: Prisma.JsonValue }): Proposed {
  return proposedFields.parse(proposed);
}

const SHOWN_AS_STORED = [
  'title',
  'description',
  'timezone',
  'place_name',
  'city',
  'full_address',
  'location',
  'is_online',
] as const;

export function revisionView(ctx: Pick<Deps, 'env' | 'clock'>, event: EventRow, row: RevisionRow): RevisionView {
  return {
    id: row.id,
    event_id: row.event_id,
    event: event.title,
    status: row.status,
    author: row.author.username,
    reason: row.reason,
    changes: changesOf(ctx, event, row),
    created_at: iso(row.created_at),
    decided_at: iso(row.decided_at),
  };
}

function changesOf(ctx: Pick<Deps, 'env' | 'clock'>, event: EventRow, row: RevisionRow): RevisionView['changes'] {
  const proposed = proposedOf(row);
  const changes: RevisionView['changes'] = [];
  const add = (field: string, before: string | boolean | null, after: string | boolean | null | undefined) => {
    // What the event has become otherwise meanwhile is no change any more.
    if (after !== undefined && after !== before) changes.push({ field, before, after });
  };
  for (const field of SHOWN_AS_STORED) add(field, event[field], proposed[field]);
  add('starts_at', iso(event.starts_at), proposed.starts_at);
  add('ends_at', iso(event.ends_at), proposed.ends_at);
  if (proposed.category_id !== undefined) add('category', event.category.slug, proposed.category ?? '');
  if (proposed.venue_id !== undefined) {
    add('venue', event.venue?.name ?? null, proposed.venue ?? null);
    add('venue_id', event.venue_id, proposed.venue_id);
  }
  if (proposed.image_id !== undefined) add('image_url', mediaUrl(ctx, event.image), mediaUrl(ctx, row.image));
  return changes;
}
