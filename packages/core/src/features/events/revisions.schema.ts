import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id } from '../../kernel/validation.ts';

export const REVISION_STATUSES = ['pending', 'approved', 'rejected', 'withdrawn'] as const;

/** `event_revisions.proposed`: the fields that would change, and how category and venue were called then. */
export const proposedFields = z
  .object({
    title: z.string(),
    description: z.string(),
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    timezone: z.string(),
    place_name: z.string(),
    city: z.string(),
    full_address: z.string(),
    location: z.string(),
    is_online: z.boolean(),
    category_id: id,
    venue_id: id.nullable(),
    image_id: id.nullable(),
    category: z.string(),
    venue: z.string().nullable(),
  })
  .partial();

const value = z.union([z.string(), z.boolean(), z.null()]);

export const revisionOutput = z
  .object({
    id,
    event_id: id,
    event: z.string().describe('Title of the event as it is on sale'),
    status: z.enum(REVISION_STATUSES),
    author: z.string().describe('Username'),
    reason: z.string().describe('What the administrator said with the decision'),
    changes: z
      .array(z.object({ field: z.string(), before: value, after: value }))
      .describe('Each field that would change: as it is on sale, and as it would be'),
    created_at: z.iso.datetime(),
    decided_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'EventRevision' });

export const listRevisionsInput = z.object({ ...pageInput, status: anyCase(REVISION_STATUSES).optional() });

export const eventRevisionsInput = z.object({ ...pageInput, id: id.describe('Of the event') });
