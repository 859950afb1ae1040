import { z } from 'zod';
import { moneyInput, moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { email, id, line } from '../../kernel/validation.ts';
import { bookingOutput } from '../bookings/index.ts';

const reason = line(1000).describe('Kept in the audit trail');

/** `oc-mena.md`, Issue comp tickets. */
export const issueCompsInput = z.object({
  ticket_type_id: id.optional(),
  event_id: id.optional().describe('Its cheapest type, where no type is named'),
  email: email
    .optional()
    .describe('Of whom they are for. Where no account has verified the address, its reader gets one by a mailed link'),
  user_id: id.optional().describe('May be sent instead of `email`'),
  quantity: z.int().min(1).max(50).default(1),
  reason,
});

export const compsOutput = z
  .object({
    booking: bookingOutput,
    comps_left: z.int().describe('How many more the event may give away'),
  })
  .meta({ id: 'IssuedComps' });

export const eventInput = z.object({ id });

export const compQuotaOutput = z
  .object({
    event_id: id,
    comp_quota: z.int().describe('How many tickets may be given away'),
    used: z.int().describe('Those that still admit somebody, or have'),
    left: z.int(),
  })
  .meta({ id: 'CompQuota' });

export const setCompQuotaInput = z.object({ id, comp_quota: z.int().min(0).max(100_000) });

export const listCompsInput = z.object({ ...pageInput, id: id.describe('Of the event') });

export const compOutput = z
  .object({
    booking_id: id,
    username: z.string().describe('Of who has them'),
    email: z.string(),
    ticket_type: z.string(),
    quantity: z.int(),
    reason: z.string(),
    issued_by: z.string().describe('Username'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Comp' });

const order = {
  ticket_id: id.optional(),
  booking_id: id.optional(),
  order_id: id.optional().describe('May be sent instead of `booking_id`: an order is a booking'),
};

/** `oc-mena.md`, Process refund. */
export const staffRefundInput = z.object({
  ...order,
  reason,
  amount: moneyInput.optional().describe('A part of what was paid: the tickets stay good. All of it when absent'),
});

export const staffRefundOutput = z
  .object({
    message: z.string(),
    refunded_amount: moneyOutput.describe('What has gone back of this order, in all'),
    booking: bookingOutput,
  })
  .meta({ id: 'StaffRefund' });

/** `oc-mena.md`, Resend tickets and Resend invoice. */
export const resendInput = z.object(order);

export const resendOutput = z.object({ detail: z.string() });
