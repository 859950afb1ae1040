import type Stripe from 'stripe';
import { z } from 'zod';
import { checkoutErrors } from '../payments.errors.ts';
import type { ProviderEvent } from './provider.ts';
import { paymentFrom, refundFrom } from './stripe.ts';
import { fromMinorUnits } from './stripe-money.ts';

type Message = { body: Buffer; signature: string | undefined; webhook_secret: string };

const envelope = z.object({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  data: z.object({ object: z.unknown().optional() }).optional(),
});

/**
 * Checks who sent a message, and says it in our words. Stamps older than five minutes are refused by the library.
 * A message without what we read from it is not about one of our payments: an account may serve other systems too.
 * @throws payment.webhook_signature, payment.webhook_unreadable
 */
export function readStripeEvent(stripe: Stripe, { body, signature, webhook_secret }: Message): ProviderEvent {
  if (signature === undefined) throw checkoutErrors.webhook_signature();
  let sent: unknown;
  try {
    sent = stripe.webhooks.constructEvent(body, signature, webhook_secret);
  } catch {
    throw checkoutErrors.webhook_signature();
  }
  const event = envelope.safeParse(sent).data;
  if (!event) throw checkoutErrors.webhook_unreadable();
  return { id: event.id, type: event.type, ...contentOf(event.type, event.data?.object) };
}

type Content = ProviderEvent extends infer E ? (E extends unknown ? Omit<E, 'id' | 'type'> : never) : never;

const NOTHING: Content = { about: 'nothing' };

const currency = z.string().length(3);
const units = z.int().min(0);
const ref = z.string().min(1).max(255);
const refOf = z.union([ref, z.object({ id: ref }).transform(({ id }) => id)]);
const metadata = z
  .looseObject({
    payment_id: z.uuid().optional().catch(undefined),
    refund_id: z.uuid().optional().catch(undefined),
  })
  .nullish()
  .transform((value) => value ?? {});

/** The parts that are read below. Stripe's types promise them; a message of another system, or an old one, may lack them. */
const intent = z.looseObject({
  id: ref,
  status: z.string(),
  amount: units,
  amount_received: units,
  currency,
  metadata,
});
const session = z.object({
  id: ref,
  payment_intent: refOf,
  amount_total: units,
  currency,
  payment_status: z.string(),
  metadata,
});
const charge = z.object({ payment_intent: refOf, amount_refunded: units, currency });
const refund = z.looseObject({ id: ref, status: z.string().nullable(), metadata });
const dispute = z.object({ payment_intent: refOf, amount: units, currency, status: z.string() });

function contentOf(type: string, object: unknown): Content {
  switch (type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.processing':
    case 'payment_intent.requires_action':
    case 'payment_intent.canceled':
      return read(intent, object, (known) => ({
        about: 'payment',
        payment: paymentFrom(known as unknown as Stripe.PaymentIntent),
      }));
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      return read(session, object, pageContent);
    case 'checkout.session.expired':
      return read(z.object({ id: ref }), object, ({ id }) => ({ about: 'page_expired', session_ref: id }));
    case 'charge.refunded':
      return read(charge, object, (known) => ({
        about: 'refunded',
        payment_ref: known.payment_intent,
        total: fromMinorUnits(known.amount_refunded, known.currency.toUpperCase()),
      }));
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return read(refund, object, (known) => ({
        about: 'refund',
        refund: { ...refundFrom(known as unknown as Stripe.Refund), refund_id: known.metadata.refund_id },
      }));
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      return read(dispute, object, disputeContent);
    default:
      return NOTHING;
  }
}

function read<S extends z.ZodType>(schema: S, object: unknown, then: (known: z.output<S>) => Content): Content {
  const known = schema.safeParse(object).data;
  return known === undefined ? NOTHING : then(known);
}

/**
 * The status decides, not the type of the message: a dispute may arrive decided. An early inquiry (`warning_*`) moves no
 * money, and neither does a dispute that was prevented; a refund in its place has messages of its own.
 */
const DISPUTES: Record<string, 'open' | 'won' | 'lost'> = {
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
};

function disputeContent(known: z.output<typeof dispute>): Content {
  const status = DISPUTES[known.status];
  if (status === undefined) return NOTHING;
  const sum = fromMinorUnits(known.amount, known.currency.toUpperCase());
  return { about: 'dispute', payment_ref: known.payment_intent, amount: sum, status };
}

function pageContent(known: z.output<typeof session>): Content {
  const currency = known.currency.toUpperCase();
  const total = fromMinorUnits(known.amount_total, currency);
  const isPaid = known.payment_status === 'paid';
  return {
    about: 'payment',
    payment: {
      ref: known.payment_intent,
      payment_id: known.metadata.payment_id,
      status: isPaid ? 'succeeded' : 'processing',
      amount: total,
      received: isPaid ? total : fromMinorUnits(0, currency),
      currency,
    },
  };
}
