import Stripe from 'stripe';
import type { Env } from '../../../env.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { checkoutErrors } from '../payments.errors.ts';
import type { PaymentOrder, PaymentProvider, ProviderPayment, ProviderRefund } from './provider.ts';
import { readStripeEvent } from './stripe-events.ts';
import { fromMinorUnits, toMinorUnits } from './stripe-money.ts';

/** What this file was written for and tested with. Accounts may be on another version; our calls are not. */
const API_VERSION = '2026-10-28.endive';

/** Stripe by its own library; undefined where no key is set. */
export function openStripe(env: Env): PaymentProvider | undefined {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: webhook_secret } = env;
  if (key === undefined || webhook_secret === undefined) return undefined;
  const stripe = new Stripe(key, {
    apiVersion: API_VERSION,
    timeout: 15_000,
    maxNetworkRetries: 2,
    telemetry: false,
    ...standIn(env.STRIPE_API_BASE),
  });
  const hosted = stripe.checkout.sessions;
  return {
    name: 'stripe',

    async createPayment(order) {
      const params = { ...paymentOf(order), ...sum(order), automatic_payment_methods: { enabled: true } };
      return paymentFrom(
        await attempt(() => stripe.paymentIntents.create(params, { idempotencyKey: `payment-${order.payment_id}` })),
      );
    },

    async createPage(order) {
      const expires_at = Math.floor(order.expires_at.getTime() / 1000);
      const session = await attempt(() =>
        hosted.create(
          {
            mode: 'payment',
            client_reference_id: order.booking_id,
            customer_email: order.email,
            expires_at,
            locale: order.locale === 'id' ? 'id' : 'en',
            success_url: order.success_url,
            cancel_url: order.cancel_url,
            line_items: order.lines.map((line) => ({
              quantity: line.quantity,
              price_data: {
                currency: order.currency.toLowerCase(),
                unit_amount: toMinorUnits(line.unit_price, order.currency),
                product_data: { name: line.title },
              },
            })),
            metadata: metadataOf(order),
            payment_intent_data: { description: order.description, metadata: metadataOf(order) },
          },
          // The time is part of it: a page that has run out is followed by another one.
          { idempotencyKey: `page-${order.payment_id}-${expires_at}` },
        ),
      );
      if (!session.url) throw checkoutErrors.provider_unavailable();
      return { session_ref: session.id, url: session.url };
    },

    async confirmPayment(ref, { payment_method, return_url }) {
      return paymentFrom(await attempt(() => stripe.paymentIntents.confirm(ref, { payment_method, return_url })));
    },

    async fetchPayment(ref) {
      const intent = await unlessMissing(() => stripe.paymentIntents.retrieve(ref, { expand: ['latest_charge'] }));
      return intent && paymentFrom(intent);
    },

    async openPage(session_ref) {
      const session = await unlessMissing(() => hosted.retrieve(session_ref));
      return session?.status === 'open' && session.url !== null ? { url: session.url } : undefined;
    },

    async fetchPage(session_ref) {
      const session = await unlessMissing(() =>
        hosted.retrieve(session_ref, { expand: ['payment_intent', 'payment_intent.latest_charge'] }),
      );
      const intent = session?.payment_intent;
      return intent && typeof intent !== 'string' ? paymentFrom(intent) : undefined;
    },

    async cancelPayment(ref) {
      await unlessOver(() => stripe.paymentIntents.cancel(ref));
    },

    async cancelPage(session_ref) {
      await unlessOver(() => hosted.expire(session_ref));
    },

    async refund({ refund_id, payment_ref, ...order }) {
      try {
        const refund = await stripe.refunds.create(
          { payment_intent: payment_ref, metadata: { refund_id }, ...{ amount: sum(order).amount } },
          { idempotencyKey: `refund-${refund_id}` },
        );
        return refundFrom(refund);
      } catch (error) {
        const code = error instanceof Stripe.errors.StripeInvalidRequestError ? error.code : undefined;
        // The bank decides first; the refund is asked for again after it.
        if (code === 'charge_disputed') return { ref: '', status: 'pending' };
        if (code !== 'charge_already_refunded') throw refusalOf(error);
        // All of it was given back there, by hand perhaps: nothing is left to ask for.
        const { data } = await attempt(() => stripe.refunds.list({ payment_intent: payment_ref, limit: 100 }));
        const ours = data.find(({ metadata }) => metadata?.refund_id === refund_id);
        return { ref: ours?.id ?? `already_refunded:${refund_id}`, status: 'succeeded' };
      }
    },

    async *listPayments(since) {
      const created = { gte: Math.floor(since.getTime() / 1000) };
      const intents = stripe.paymentIntents.list({ created, limit: 100, expand: ['data.latest_charge'] });
      for await (const intent of intents) yield paymentFrom(intent);
    },

    readEvent: (body, signature) => readStripeEvent(stripe, { body, signature, webhook_secret }),
  };
}

function standIn(base: string | undefined) {
  if (base === undefined) return {};
  const { hostname, port, protocol } = new URL(base);
  const isSecure = protocol === 'https:';
  return {
    host: hostname,
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    protocol: isSecure ? ('https' as const) : ('http' as const),
  };
}

function metadataOf({ payment_id, booking_id }: PaymentOrder) {
  return { payment_id, booking_id };
}

function paymentOf(order: PaymentOrder) {
  return { description: order.description, receipt_email: order.email, metadata: metadataOf(order) };
}

function sum({ amount: value, currency }: Pick<PaymentOrder, 'amount' | 'currency'>) {
  return { amount: toMinorUnits(value, currency), currency: currency.toLowerCase() };
}

const STATUS: Record<string, ProviderPayment['status']> = {
  requires_action: 'action_required',
  processing: 'processing',
  succeeded: 'succeeded',
  canceled: 'cancelled',
};

/** A PaymentIntent in our words; what is not known here (`requires_payment_method`, …) is still open. */
export function paymentFrom(intent: Stripe.PaymentIntent): ProviderPayment {
  const currency = intent.currency.toUpperCase();
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const failure = intent.last_payment_error;
  const url = intent.next_action?.redirect_to_url?.url;
  return {
    ref: intent.id,
    payment_id: intent.metadata?.payment_id,
    status: STATUS[intent.status] ?? 'open',
    amount: fromMinorUnits(intent.amount, currency),
    received: fromMinorUnits(intent.amount_received, currency),
    currency,
    ...(charge && { refunded: fromMinorUnits(charge.amount_refunded, currency) }),
    ...(failure && {
      failure: {
        code: failure.decline_code ?? failure.code ?? 'declined',
        message: failure.message ?? '',
        ref: failure.charge ?? `${intent.id}-${failure.code}`,
      },
    }),
    ...(url && { next_action_url: url }),
    ...(intent.client_secret && { client_secret: intent.client_secret }),
  };
}

export function refundFrom(refund: Stripe.Refund): ProviderRefund {
  const { status, failure_reason } = refund;
  const state =
    status === 'succeeded' ? 'succeeded' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
  return { ref: refund.id, status: state, ...(failure_reason && { reason: failure_reason }) };
}

async function attempt<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof RangeError) return checkoutErrors.refused(error.message);
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  if (error instanceof Stripe.errors.StripeCardError)
    return new DomainError('payment.declined', 'PAYMENT_REQUIRED', error.message);
  if (error instanceof Stripe.errors.StripeIdempotencyError)
    return checkoutErrors.refused('This payment was begun with other addresses or another order: go on with those.');
  const isTheirs =
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    (error.statusCode ?? 0) >= 500;
  if (isTheirs) return checkoutErrors.provider_unavailable(undefined, { retry_after_seconds: 5 });
  // A wrong or revoked key is ours to mend; the caller can only come back later.
  const isOurs =
    error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError;
  if (isOurs) return checkoutErrors.provider_unavailable(undefined, { retry_after_seconds: 60 });
  return invalidRequest(error);
}

/** Everything else that Stripe answers is about what was sent: a 4xx for the caller, with the provider's own reason. */
function invalidRequest(error: Stripe.errors.StripeError): DomainError {
  const details = { facts: { provider_code: error.code ?? null, param: error.param ?? null } };
  if (error.param === 'payment_method') return checkoutErrors.method_refused(undefined, details);
  if (error.code === 'payment_intent_unexpected_state') return checkoutErrors.not_open(undefined, details);
  return checkoutErrors.refused(error.message, details);
}

async function unlessMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return undefined;
    throw refusalOf(error);
  }
}

/** Whoever cancels wants it to be over; when it is already, or was paid in this moment, there is nothing to cancel. */
async function unlessOver(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return;
    throw refusalOf(error);
  }
}
