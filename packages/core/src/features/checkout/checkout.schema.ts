import { z } from 'zod';
import { moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { id } from '../../kernel/validation.ts';
import { bookingOutput } from '../bookings/index.ts';
import { PAYMENT_EVENTS } from '../payments/index.ts';

const what = {
  booking_id: id.optional(),
  order_id: id.optional().describe('May be sent instead of `booking_id`: an order is a booking'),
};

const web = z.url({ protocol: /^https?$/ }).max(2000);

/** `oc-mena.md`, Create payment. */
export const createIntentInput = z.object(what);

/** Where a buyer comes back to from the provider's page. */
export const wayBack = {
  success_url: web.optional().describe('Where the buyer comes back to; `{CHECKOUT_SESSION_ID}` is filled in'),
  cancel_url: web.optional(),
};

export const createPageInput = z.object({ ...what, ...wayBack });

export const CHECKOUT_STATUSES = [
  'pending',
  'action_required',
  'processing',
  'succeeded',
  'failed',
  'voided',
  'surplus',
] as const;

const common = {
  payment_id: id,
  booking_id: id,
  order_id: id.describe('The same as `booking_id`'),
  amount: moneyOutput,
  currency: z.string(),
  status: z
    .enum(CHECKOUT_STATUSES)
    .describe('`failed`: the last attempt was declined, try again; `surplus`: nothing to give any more, it goes back'),
};

export const intentOutput = z
  .object({
    object: z.literal('payment_intent'),
    ...common,
    payment_intent_id: z.string(),
    client_secret: z.string().describe('With which the buyer’s browser completes the payment'),
    publishable_key: z.string().nullable(),
    expires_at: z.iso.datetime().nullable().describe('Until when the places are held'),
  })
  .meta({ id: 'PaymentIntent' });

export const pageOutput = z
  .object({
    object: z.literal('checkout_session'),
    ...common,
    session_id: z.string(),
    url: z.string().describe('Send the buyer there'),
    checkout_url: z.string().describe('The same as `url`'),
    expires_at: z.iso.datetime().nullable().describe('Until when the places are held'),
  })
  .meta({ id: 'CheckoutSession' });

/** `oc-mena.md`, Confirm payment. */
export const confirmInput = z.object({
  payment_intent_id: z.string().max(255).optional(),
  session_id: z.string().max(255).optional(),
  payment_id: id.optional(),
  ...what,
  payment_method: z
    .string()
    .regex(/^pm_\w+$/, 'This is not a payment method.')
    .optional()
    .describe('Completes the payment with a method that was registered with the provider'),
  return_url: web.optional().describe('Where the buyer comes back to from 3-D Secure'),
});

/** The same for an upgrade, which is named by its id. */
export const confirmUpgradeInput = confirmInput.pick({ payment_method: true, return_url: true }).extend({ id });

export const nextAction = z
  .object({ url: z.string() })
  .nullable()
  .describe('Where the buyer proves who they are (3-D Secure)');

export const confirmOutput = z
  .object({
    object: z.literal('payment'),
    ...common,
    payment_intent_id: z.string().nullable(),
    next_action: nextAction,
    booking: bookingOutput,
  })
  .meta({ id: 'ConfirmedPayment' });

export const timelineOutput = z.object({
  payment_id: id,
  provider: z.string(),
  kind: z.enum(PAYMENT_EVENTS),
  amount: moneyOutput.nullable(),
  currency: z.string(),
  detail: z.string().describe('The provider’s own sentence, where it has one'),
  at: z.iso.datetime(),
});

const difference = z.object({
  kind: z.enum(['not_recorded', 'not_compared', 'amount', 'refund', 'unknown_here', 'unknown_there']),
  payment_id: id.nullable(),
  provider_ref: z.string().nullable(),
  ours: z.string(),
  theirs: z.string(),
  mended: z.boolean(),
});

export type Difference = z.output<typeof difference>;

export const reconciliationOutput = z
  .object({
    id,
    provider: z.string(),
    since: z.iso.datetime(),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime(),
    checked: z.int().describe('Payments that were compared'),
    mended: z.int(),
    differences: z.array(difference),
  })
  .meta({ id: 'Reconciliation' });

export const listReconciliationsInput = z.object({ ...pageInput });

export const reconcileInput = z.object({
  days: z
    .int()
    .min(1)
    .max(7)
    .default(7)
    .describe('How far back payments are compared while the caller waits; a nightly job compares a month'),
});
