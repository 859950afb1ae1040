import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';
import { id, line, text } from '../../kernel/validation.ts';

export const sendGuestMessageInput = z.object({
  id: id.describe('Of the event'),
  subject: line(150).describe('Of the mail'),
  text: text(5_000)
    .refine((value) => value.trim() !== '', 'This field may not be blank.')
    .describe('Plain text; lines are kept'),
  ticket_type_ids: z
    .array(id)
    .max(100)
    .optional()
    .describe('Only to those who hold a ticket of these types; absent or empty: to all holders'),
});

export const listGuestMessagesInput = z.object({ ...pageInput, id: id.describe('Of the event') });

export const guestMessageOutput = z
  .object({
    id,
    event_id: id,
    subject: z.string(),
    text: z.string(),
    ticket_types: z.array(z.object({ id, title: z.string() })).describe('Empty: it went to all holders'),
    sent_by: z.string().describe('Username'),
    recipients: z.int().describe('Whom it is for'),
    sent: z.int().describe('To how many of them it has gone out'),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable().describe('When it had gone out to all'),
  })
  .meta({ id: 'GuestMessage' });
