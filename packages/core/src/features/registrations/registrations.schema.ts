import { z } from 'zod';
import { moneyInput, moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id, text } from '../../kernel/validation.ts';
import { BOOKING_STATUSES } from '../bookings/bookings.schema.ts';

/** `dicoevent.md`, registrations: another name for bookings. */
export const registrationOutput = z
  .object({
    id,
    user: id,
    user_id: id,
    event: id,
    event_id: id,
    ticket: id.describe('Ticket type'),
    ticket_id: id,
    quantity: z.int(),
    total_amount: moneyOutput,
    currency: z.string(),
    status: z.enum(BOOKING_STATUSES),
    expires_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Registration' });

export const registerInput = z.object({
  event: id.optional(),
  event_id: id.optional(),
  ticket: id.optional().describe('Ticket type; default the cheapest of the event'),
  ticket_id: id.optional(),
  quantity: z.int().min(1).max(100).default(1),
  price: moneyInput.nullish(),
});

export const listRegistrationsInput = z.object({ ...pageInput, status: anyCase(BOOKING_STATUSES).optional() });

export const changeRegistrationInput = z.object({
  id,
  status: anyCase(['confirmed', 'cancelled']),
  reason: text(1000).optional(),
});

export const PAYMENT_STATUSES = ['pending', 'succeeded', 'failed', 'voided', 'surplus', 'refunded'] as const;

export const paymentOutput = z
  .object({
    id,
    registration: id.describe('The booking'),
    registration_id: id,
    booking_id: id,
    user_id: id,
    payment_method: z.string(),
    amount: moneyOutput,
    amount_paid: moneyOutput.describe('The same'),
    refunded_amount: moneyOutput,
    currency: z.string(),
    status: z.enum(PAYMENT_STATUSES).describe('`refunded` when all of it went back'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Payment' });

export const payInput = z.object({
  registration: id.optional(),
  registration_id: id.optional(),
  booking_id: id.optional(),
  payment_method: z.string().max(50).optional().describe('Only `balance` so far'),
  amount: moneyInput.optional().describe('If sent, it must be what is due'),
  amount_paid: moneyInput.optional(),
});

export const changePaymentInput = z.object({
  id,
  status: anyCase(['voided', 'failed', 'refunded']),
  reason: text(1000).optional(),
});
