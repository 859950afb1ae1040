import type Stripe from 'stripe';
import { lastFour, type TestCard } from './cards.ts';
import { newId } from './work.ts';

/**
 * The objects of the API as they are when they begin. Typed by the SDK without a cast, so that a new version of it that
 * expects more of them does not compile.
 */

type Made = { now: number };

export type IntentInput = Made & {
  amount: number;
  currency: string;
  capture_method: 'automatic' | 'manual';
  automatic: { allow_redirects: 'always' | 'never' } | null;
  payment_method_types: string[];
  description: string | null;
  metadata: Record<string, string>;
  receipt_email: string | null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
};

export function newPaymentIntent({ now, automatic, ...input }: IntentInput): Stripe.PaymentIntent {
  const id = newId('pi');
  return {
    ...input,
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic && { enabled: true, ...automatic },
    canceled_at: null,
    cancellation_reason: null,
    client_secret: newId(`${id}_secret`),
    confirmation_method: 'automatic',
    created: now,
    customer: null,
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_record: null,
    processing: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    status: 'requires_payment_method',
    transfer_group: null,
  };
}

export function newPaymentMethod(card: TestCard, { now }: Made): Stripe.PaymentMethod {
  const common = {
    id: newId('pm'),
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  } as const;
  if (card.settles) {
    const us_bank_account = {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'TEST BANK',
      financial_connections_account: null,
      fingerprint: null,
      last4: lastFour(card),
      networks: null,
      routing_number: '110000000',
      status_details: null,
    } as const;
    return { ...common, type: 'us_bank_account', us_bank_account };
  }
  return {
    ...common,
    type: 'card',
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: card.country,
      display_brand: card.brand,
      exp_month: 12,
      exp_year: 2034,
      funding: 'credit',
      generated_from: null,
      last4: lastFour(card),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

type ChargeInput = Made & {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  card: TestCard;
  status: 'succeeded' | 'pending' | 'failed';
  is_authenticated: boolean;
  receipt_url: string;
};

export function newCharge(input: ChargeInput): Stripe.Charge {
  const { intent, method, card, status, now } = input;
  const is_captured = status === 'succeeded' && intent.capture_method !== 'manual';
  const { decline } = card;
  const is_failed = status === 'failed';
  return {
    id: newId(card.settles ? 'py' : 'ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: is_captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'LOCAL TEST',
    captured: is_captured,
    created: now,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: is_failed ? (decline?.code ?? 'payment_failed') : null,
    failure_message: is_failed ? (decline?.message ?? 'The payment failed.') : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: is_failed ? 'declined_by_network' : 'approved_by_network',
      reason: is_failed ? (decline?.decline_code ?? decline?.code ?? null) : null,
      risk_level: 'normal',
      seller_message: is_failed ? 'The bank declined the payment.' : 'Payment complete.',
      type: is_failed ? 'issuer_declined' : 'authorized',
    },
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(input),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: is_failed ? null : input.receipt_url,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: null,
  };
}

function methodDetails({ intent, card, is_authenticated }: ChargeInput): Stripe.Charge.PaymentMethodDetails {
  if (card.settles) return { type: 'us_bank_account' };
  return {
    type: 'card',
    card: {
      amount_authorized: intent.amount,
      authorization_code: null,
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2034,
      funding: 'credit',
      installments: null,
      last4: lastFour(card),
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: is_authenticated
        ? {
            authentication_flow: 'challenge',
            electronic_commerce_indicator: '05',
            exemption_indicator: null,
            result: 'authenticated',
            result_reason: null,
            transaction_id: newId('3ds'),
            version: '2.2.0',
          }
        : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

type RefundInput = Made & {
  charge: Stripe.Charge;
  amount: number;
  status: 'succeeded' | 'pending';
  reason: Stripe.Refund['reason'];
  metadata: Record<string, string>;
};

export function newRefund({ now, charge, amount, status, reason, metadata }: RefundInput): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: { type: 'card', card: { type: 'refund' } },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}

type MovementInput = Made & {
  amount: number;
  currency: string;
  source: string;
  type: 'charge' | 'payment' | 'refund' | 'refund_failure' | 'adjustment';
};

/** A movement of the account's balance. No fees: nobody is paid for what is no payment. */
export function newBalanceTransaction({ now, ...input }: MovementInput): Stripe.BalanceTransaction {
  return {
    ...input,
    id: newId('txn'),
    object: 'balance_transaction',
    available_on: now,
    balance_type: 'payments',
    created: now,
    description: null,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: input.amount,
    reporting_category: input.type === 'adjustment' ? 'dispute' : input.type,
    status: 'available',
  };
}
