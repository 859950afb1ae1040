import { z } from 'zod';
import { id } from '../../kernel/validation.ts';

export const SNAPSHOT_FORMAT = 'setiket-gate-snapshot-1';

/** Where a reader of the feed is: everything up to this moment, and of this moment up to a ticket whose id is hidden. */
const version = z.string().regex(/^\d{1,15}\.[A-Za-z0-9_-]{22}$/, 'This is no version of ours.');

export const snapshotInput = z.object({
  event_id: id.optional().describe('Required for people; a device has its own event'),
  since: version.optional().describe('`version` of the last part that was loaded: gives what has changed since'),
  limit: z.int().min(1).max(10_000).default(5_000).describe('Tickets a part'),
});

export const snapshotOutput = z
  .object({
    payload: z
      .string()
      .describe('JSON of a GateSnapshotPayload. Verify the signature over exactly this text before you read it'),
    signature: z.string().describe('Ed25519, base64url'),
    public_key: z.string().describe('Raw, base64url; compare it with the one from pairing'),
    version: z.string().describe('Send it as `since` to go on'),
    is_complete: z.boolean().describe('False: ask again at once, with `version`'),
  })
  .meta({ id: 'GateSnapshot' });

/** What the text says; a gate parses it with this after it has verified the signature. */
export const snapshotPayload = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  event: z.object({
    id,
    title: z.string(),
    status: z.string(),
    doors_open_at: z.iso.datetime(),
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    timezone: z.string(),
    allows_reentry: z.boolean(),
  }),
  since: z.string().nullable(),
  version: z.string(),
  is_complete: z.boolean(),
  /** Verifies the QR codes themselves. */
  qr_public_key: z.string(),
  /** Titles of ticket types, as entries number them. */
  ticket_types: z.array(z.string()),
  /**
   * `[ref, key, status, ticket type, sealed name]`, see snapshot-seal.ts. An entry replaces the one with the same ref.
   * Status: `a` admit, `i` is inside, `o` has left, `x` never admit.
   */
  tickets: z.array(z.tuple([z.string(), z.string(), z.enum(['a', 'i', 'o', 'x']), z.int(), z.string()])),
  /** Keys of QR codes that these tickets had before: genuine, and refused with `scan.transferred`. */
  superseded: z.array(z.string()),
});
