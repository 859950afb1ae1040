import type { Amount } from '../../../kernel/money.ts';

/**
 * What a payment provider has to be able to do. One file here is one provider; nothing else knows its names. Every call
 * is made outside of transactions and may be repeated: creating calls carry the id of our own row as the provider's
 * idempotency key, so that a retry never charges or refunds twice.
 *
 * Amounts are decimals in the currency's own units; minor units are the provider's affair. Failures are refusals:
 * `payment.provider_unavailable` (try again), `payment.declined`, `payment.refused`.
 */
export type PaymentProvider = {
  name: ProviderName;
  /** Begins a payment that the buyer completes with the provider's own form. */
  createPayment(order: PaymentOrder): Promise<ProviderPayment>;
  /** Begins a payment on a page of the provider's. */
  createPage(order: PaymentOrder & PageOrder): Promise<{ session_ref: string; url: string }>;
  /** Where a page is that can still be paid on; undefined when it has run out, was paid on, or is not known. */
  openPage(session_ref: string): Promise<{ url: string } | undefined>;
  /** Completes a payment with a payment method that the buyer has registered with the provider. */
  confirmPayment(ref: string, method: { payment_method: string; return_url: string }): Promise<ProviderPayment>;
  /** What the provider knows; undefined when it knows no such payment. */
  fetchPayment(ref: string): Promise<ProviderPayment | undefined>;
  fetchPage(session_ref: string): Promise<ProviderPayment | undefined>;
  /** Ends what was not paid. Nothing happens to what was. */
  cancelPayment(ref: string): Promise<void>;
  cancelPage(session_ref: string): Promise<void>;
  refund(order: RefundOrder): Promise<ProviderRefund>;
  /** Every payment that was begun since, also those that we have never heard of. */
  listPayments(since: Date): AsyncIterable<ProviderPayment>;
  /** @throws payment.webhook_signature */
  readEvent(body: Buffer, signature: string | undefined): ProviderEvent;
};

export type ProviderName = 'stripe';

export type PaymentOrder = {
  /** Our payment; also the idempotency key. */
  payment_id: string;
  booking_id: string;
  amount: Amount;
  currency: string;
  description: string;
  email: string;
};

export type PageOrder = {
  lines: { title: string; quantity: number; unit_price: Amount }[];
  success_url: string;
  cancel_url: string;
  expires_at: Date;
  locale: string;
};

export type RefundOrder = { refund_id: string; payment_ref: string; amount: Amount; currency: string };

export type ProviderRefund = { ref: string; status: 'pending' | 'succeeded' | 'failed'; reason?: string };

export type ProviderPayment = {
  ref: string;
  /** Our payment, as it was given along. */
  payment_id: string | undefined;
  status: 'open' | 'action_required' | 'processing' | 'succeeded' | 'cancelled';
  amount: Amount;
  received: Amount;
  /** Unknown in most messages. */
  refunded?: Amount;
  currency: string;
  /** `ref` names the attempt. */
  failure?: { code: string; message: string; ref: string };
  /** Where the buyer proves who they are (3-D Secure). */
  next_action_url?: string;
  /** With which the buyer's browser completes the payment. */
  client_secret?: string;
};

export type ProviderEvent = { id: string; type: string } & (
  | { about: 'payment'; payment: ProviderPayment }
  | { about: 'page_expired'; session_ref: string }
  | { about: 'refunded'; payment_ref: string; total: Amount }
  | { about: 'refund'; refund: ProviderRefund & { refund_id: string | undefined } }
  | { about: 'dispute'; payment_ref: string; amount: Amount; status: 'open' | 'won' | 'lost' }
  | { about: 'nothing' }
);
