import { z } from 'zod';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { offsetInstantString as moment } from '../../kernel/time.ts';
import { line } from '../../kernel/validation.ts';

/** One thing that happened. */
export const auditEntryOutput = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actor: z
      .object({ id: z.uuid(), username: z.string().nullable().describe('Null when the account is gone') })
      .nullable()
      .describe('Who did it; null for Setiket itself, gates and visitors'),
    action: z.string().describe('What happened, `event.approved`'),
    subject_type: z.string().describe('To what kind of thing, `event`'),
    subject_id: z.string().describe('To which one'),
    data: z.record(z.string(), z.unknown()).describe('Ids and reasons'),
    request_id: z.string().describe('The same as in the log and in the answer to the request'),
  })
  .meta({ id: 'AuditEntry' });

export type AuditEntry = z.output<typeof auditEntryOutput>;

/** Every condition has to hold; none at all gives everything. */
export const listAuditEntriesInput = z.object({
  who: line(254).optional().describe('Username, e-mail address or id of who did it'),
  action: line(100).optional().describe('What happened, exactly: `ticket.refunded`'),
  subject_type: line(100).optional().describe('Kind of thing: `ticket`'),
  subject_id: line(100).optional().describe('Id of the thing'),
  from: moment.optional().describe('Not before this moment'),
  to: moment.optional().describe('Before this moment'),
  before: z
    .string()
    .regex(/^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional()
    .describe('As `cursor`: `next` of the page before'),
  ...pageInput,
  page_size: z.int().min(1).max(100).default(50).describe('Entries a page, at most 100'),
});

/** A page that goes on where the one before ended, however many entries were written meanwhile. */
export const auditPageOutput = pageOf(auditEntryOutput).extend({
  next: z.string().nullable().describe('Send it as `before` to read on; null at the beginning of the trail'),
});
