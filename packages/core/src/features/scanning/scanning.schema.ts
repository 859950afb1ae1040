import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { instantString } from '../../kernel/time.ts';
import { anyCase, id, text } from '../../kernel/validation.ts';
import { TICKET_STATUSES } from '../tickets/tickets.schema.ts';
import { REASONS } from './judgement.ts';

export const DIRECTIONS = ['entry', 'exit'] as const;
export const RESULTS = ['admitted', 'reentered', 'left', 'conflict', 'unmatched', 'refused'] as const;

/** Longer than any QR of ours, shorter than what would be a burden. */
const read = text(1000).optional();
const SAME = 'The same as `qr_code`';

/** The text of a ticket, under any of the names that gates give it. */
const ticketText = {
  qr_code: read.describe('Text of the QR code, or the ticket code TKT-… typed by hand'),
  qr: read.describe(SAME),
  code: read.describe(SAME),
  token: read.describe(SAME),
  qr_code_string: read.describe(SAME),
  qr_data: read.describe(SAME),
  ticket_code: read.describe(SAME),
};

const direction = anyCase(DIRECTIONS).default('entry');

/** `oc-mena.md`, Validate QR code and Mark ticket as used. */
export const scanInput = z.object({
  ...ticketText,
  event_id: id.optional().describe('Only tickets of this event are good'),
  gate: text(100).optional().describe('Name of the gate; whatever is written here is in the log'),
  gate_id: id.optional().describe('The gate, where it has an id; paired devices need not say'),
  device_scan_id: text(100)
    .min(1)
    .optional()
    .describe('The device’s own id of this scan: a scan that is sent again is answered as it was, not as a second one'),
  direction: direction.describe('`exit` when somebody leaves'),
});

export const scannedTicketOutput = z
  .object({
    id,
    code: z.string(),
    ticket_type: z.string().describe('Title of its type'),
    holder: z.string().describe('Name of its owner'),
    event_id: id,
    event: z.string().describe('Title'),
    status: z.enum(TICKET_STATUSES),
    used_at: z.iso.datetime().nullable().describe('First entry'),
    is_inside: z.boolean(),
    entries: z.int(),
  })
  .meta({ id: 'ScannedTicket' });

export const validationOutput = z
  .object({
    valid: z.boolean(),
    action: z.enum(['admit', 'reenter', 'leave']).nullable().describe('What a commit would do'),
    reason: z.enum(REASONS).nullable().describe('Why it is not valid'),
    code: z.string().nullable().describe('The same as a commit’s `code`: `scan.already_used`'),
    message: z.string().describe('A sentence in the caller’s language'),
    ticket: scannedTicketOutput.nullable().describe('Null where it is unknown, forged or for another event'),
    last_entry_at: z.iso.datetime().nullable(),
    last_entry_gate: z.string().nullable(),
  })
  .meta({ id: 'ScanValidation' });

export const passageOutput = z
  .object({
    admitted: z.boolean().describe('Somebody came in; false when somebody left'),
    result: z.enum(['admitted', 'reentered', 'left']),
    message: z.string(),
    scan_id: id,
    scanned_at: z.iso.datetime(),
    gate: z.string(),
    replayed: z.boolean().describe('This `device_scan_id` was committed before; nothing happened now'),
    ticket: scannedTicketOutput,
  })
  .meta({ id: 'Passage' });

export const undoInput = z.object({
  ticket_id: id,
  reason: text(1000).min(1).describe('Why; it is in the audit trail'),
});

export const undoOutput = z
  .object({ message: z.string(), ticket_id: id, status: z.enum(TICKET_STATUSES), scans_undone: z.int() })
  .meta({ id: 'ScanUndo' });

const moment = instantString.optional();

export const listScansInput = z.object({
  ...pageInput,
  event_id: id.optional(),
  event: id.optional().describe('The same as `event_id`'),
  gate_id: id.optional(),
  gate: text(100).optional().describe('Id or name of the gate'),
  result: anyCase(RESULTS).optional(),
  reason: anyCase(REASONS).optional(),
  ticket_id: id.optional(),
  ticket: text(100).optional().describe('Id or code of the ticket'),
  since: moment.describe('Read at this moment or later'),
});

export const scanOutput = z
  .object({
    id,
    event_id: id.nullable(),
    ticket_id: id.nullable(),
    ticket_code: z.string().nullable(),
    gate_id: id.nullable(),
    gate: z.string(),
    device_id: id.nullable(),
    scanned_by: z.string().describe('Name of the device, or username'),
    device_scan_id: z.string().nullable(),
    source: z.enum(['online', 'offline']),
    direction: z.enum(DIRECTIONS),
    result: z
      .enum(RESULTS)
      .describe(
        '`conflict`: an entry too many; `unmatched`: an exit without a known entry; `refused`: not let through',
      ),
    reason: z.enum(REASONS).nullable(),
    scanned_at: z.iso.datetime(),
    received_at: z.iso.datetime(),
    undone_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Scan' });

export const statsInput = z.object({
  event_id: id.optional().describe('Default: all events that the caller may scan'),
  event: id.optional().describe('The same as `event_id`'),
  minutes: z.int().min(1).max(1440).default(180).describe('Length of the series'),
});

export const statsOutput = z
  .object({
    event_id: id.nullable(),
    expected: z.int().describe('Tickets that admit or have admitted'),
    admitted: z.int().describe('Tickets that came in'),
    inside_now: z.int().describe('With those whom gates without network let in although the ticket was not good'),
    left: z.int().describe('Came in and have left'),
    refused: z.int(),
    conflicts_open: z.int().describe('Conflicts that are not resolved yet'),
    gates: z.array(
      z.object({
        gate_id: id.nullable(),
        gate: z.string(),
        admitted: z.int(),
        reentered: z.int(),
        left: z.int(),
        refused: z.int(),
        last_scan_at: z.iso.datetime(),
      }),
    ),
    per_minute: z.array(z.object({ minute: z.iso.datetime(), entries: z.int(), exits: z.int(), refused: z.int() })),
    refusals: z.record(z.string(), z.int()).describe('How many, by reason'),
  })
  .meta({ id: 'ScanStatistics' });

/** A batch that is small enough to be one transaction, which other gates may have to wait for. */
export const MAXIMUM_UPLOAD = 500;

const offlineScan = z
  .object({
    ...ticketText,
    device_scan_id: text(100)
      .min(1)
      .describe('The device’s own id of this scan; what was uploaded once is not counted twice'),
    at: instantString.optional().describe('When it was read'),
    scanned_at: moment.describe('The same as `at`'),
    gate: text(100).optional(),
    gate_id: id.optional(),
    direction,
  })
  .meta({ id: 'OfflineScan' });

export const uploadInput = z.object({
  scans: z.array(offlineScan).min(1).max(MAXIMUM_UPLOAD).describe('In any order'),
});

const entry = z.object({
  scan_id: id,
  gate: z.string(),
  scanned_by: z.string().describe('Name of the device, or username'),
  at: z.iso.datetime(),
});

export const UPLOAD_OUTCOMES = ['accepted', 'duplicate', 'conflict', 'refused'] as const;

export const uploadOutput = z
  .object({
    accepted: z.int(),
    duplicates: z.int(),
    conflicts: z.int(),
    refused: z.int(),
    scans: z
      .array(
        z.object({
          device_scan_id: z.string(),
          outcome: z
            .enum(UPLOAD_OUTCOMES)
            .describe(
              '`duplicate`: uploaded before, `result` says what became of it; `conflict`: admitted elsewhere before, or let in although the ticket was not good: `code` says why',
            ),
          result: z.enum(RESULTS),
          reason: z.enum(REASONS).nullable(),
          code: z.string().nullable().describe('`scan.forged`'),
          message: z.string(),
          ticket_id: id.nullable(),
          scanned_at: z.iso.datetime().describe('The time that counts'),
          is_time_corrected: z
            .boolean()
            .describe(
              'The sent time is in the future, or before the device was paired, the account or the ticket existed, or an hour before the doors open: the time of arrival counts in its place',
            ),
          first_entry: entry.nullable().describe('Of a double entry: the entry that counts'),
        }),
      )
      .describe('One for each uploaded scan, in the same order'),
  })
  .meta({ id: 'ScanUpload' });

export const conflictOutput = z
  .object({
    id: id.describe('Of the entry that should not have happened'),
    event_id: id,
    ticket_id: id,
    ticket_code: z.string(),
    holder: z.string(),
    reason: z
      .enum(REASONS)
      .describe('`already_used`: a double entry; all others: why the server would have refused the entry'),
    first_entry: entry.nullable().describe('Of a double entry: the one that counts, the first in time'),
    second_entry: entry.describe('The one that should not have happened'),
    detected_at: z.iso.datetime(),
    resolved_at: z.iso.datetime().nullable(),
    resolved_by: z.string().nullable().describe('Username'),
    note: z.string(),
  })
  .meta({ id: 'ScanConflict' });

export const listConflictsInput = z.object({
  ...pageInput,
  event_id: id.optional(),
  event: id.optional().describe('The same as `event_id`'),
  is_resolved: z.boolean().optional(),
});

export const resolveConflictInput = z.object({ id, note: text(1000).min(1).describe('What became of it') });
