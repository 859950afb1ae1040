import type Stripe from 'stripe';
import { checkoutErrors } from '../payments.errors.ts';
import type { ProviderEvent } from './provider.ts';
import { paymentFrom, refundFrom } from './stripe.ts';
import { fromMinorUnits } from './stripe-money.ts';

type Message = { body: Buffer; signature: string | undefined; webhook_secret: string };

/**
 * Checks who sent a message, and says it in our words. Stamps older than five minutes are refused by the library.
 * @throws payment.webhook_signature
 */
export function readStripeEvent(stripe: Stripe, { body, signature, webhook_secret }: Message): ProviderEvent {
  if (signature === undefined) throw checkoutErrors.webhook_signature();
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(body, signature, webhook_secret);
  } catch {
    throw checkoutErrors.webhook_signature();
  }
  return { id: event.id, type: event.type, ...contentOf(event) };
}

type Content = ProviderEvent extends infer E ? (E extends unknown ? Omit<E, 'id' | 'type'> : never) : never;

function contentOf(event: Stripe.Event): Content {
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.processing':
    case 'payment_intent.requires_action':
    case 'payment_intent.canceled':
      return { about: 'payment', payment: paymentFrom(event.data.object) };
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      return pageContent(event.data.object);
    case 'checkout.session.expired':
      return { about: 'page_expired', session_ref: event.data.object.id };
    case 'charge.refunded': {
      const { payment_intent, amount_refunded, currency } = event.data.object;
      if (!payment_intent) return { about: 'nothing' };
      return {
        about: 'refunded',
        payment_ref: idOf(payment_intent),
        total: fromMinorUnits(amount_refunded, currency.toUpperCase()),
      };
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated': {
      const refund = event.data.object;
      return { about: 'refund', refund: { ...refundFrom(refund), refund_id: refund.metadata?.refund_id } };
    }
    case 'charge.dispute.created':
    case 'charge.dispute.closed': {
      const { payment_intent, amount, currency, status } = event.data.object;
      if (!payment_intent) return { about: 'nothing' };
      return {
        about: 'dispute',
        payment_ref: idOf(payment_intent),
        amount: fromMinorUnits(amount, currency.toUpperCase()),
        status: disputeStatus(event.type, status),
      };
    }
    default:
      return { about: 'nothing' };
  }
}

/** An inquiry that was closed (`warning_closed`) took no money in the end: it counts as won. */
function disputeStatus(type: string, status: string): 'open' | 'won' | 'lost' {
  if (type === 'charge.dispute.created') return 'open';
  return status === 'lost' ? 'lost' : 'won';
}

function pageContent(session: Stripe.Checkout.Session): Content {
  const { payment_intent, amount_total, currency, payment_status, metadata } = session;
  if (!payment_intent || amount_total === null || currency === null) return { about: 'nothing' };
  const total = fromMinorUnits(amount_total, currency.toUpperCase());
  const isPaid = payment_status === 'paid';
  return {
    about: 'payment',
    payment: {
      ref: idOf(payment_intent),
      payment_id: metadata?.payment_id,
      status: isPaid ? 'succeeded' : 'processing',
      amount: total,
      received: isPaid ? total : fromMinorUnits(0, currency.toUpperCase()),
      currency: currency.toUpperCase(),
    },
  };
}

function idOf(value: string | { id: string }): string {
  return typeof value === 'string' ? value : value.id;
}
