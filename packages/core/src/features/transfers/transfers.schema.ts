import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, email, id, line, text } from '../../kernel/validation.ts';

const TRANSFER_STATUSES = ['pending', 'accepted', 'declined', 'cancelled', 'expired'] as const;
const DIRECTIONS = ['sent', 'received'] as const;

/** `oc-mena.md`, My transfers. Dates and times are those of the event, in its time zone. */
export const transferOutput = z
  .object({
    id,
    direction: z.enum(DIRECTIONS).describe('Seen from the caller'),
    status: z.enum(TRANSFER_STATUSES),
    ticket_id: id,
    ticket_code: z.string().nullable().describe('Null to the recipient until it is accepted'),
    ticket: z.string().describe('Title of its ticket type'),
    event: z.string().describe('Title of the event'),
    event_id: id,
    start_date: z.string(),
    start_time: z.string(),
    timezone: z.string(),
    from: z.string().describe('Username of the sender'),
    to_email: z.string(),
    to: z.string().nullable().describe('Username of who accepted'),
    message: z.string(),
    expires_at: z.iso.datetime().describe('Until when it can be accepted'),
    created_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Transfer' });

export const listTransfersInput = z.object({
  ...pageInput,
  status: anyCase(TRANSFER_STATUSES).optional(),
  direction: anyCase(DIRECTIONS).optional().describe('Both when absent'),
});

/** `oc-mena.md`, Create transfer. */
export const createTransferInput = z.object({
  ticket_id: id,
  to_email: email.optional().describe('Whom the ticket is for; an account is not needed yet'),
  recipient_email: email.optional().describe('May be sent instead of `to_email`'),
  email: email.optional().describe('May be sent instead of `to_email`'),
  message: text(500).optional().describe('To the recipient, in the mail'),
});

/** `oc-mena.md`, Accept transfer: by the token of the mail. */
export const transferTokenInput = z.object({ token: line(500).describe('From the mail') });

export const transferInput = z.object({ id });
