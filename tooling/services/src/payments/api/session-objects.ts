import type Stripe from 'stripe';
import type { Line } from '../book.ts';
import { knownCurrency } from '../currencies.ts';
import { refused } from '../failures.ts';
import type { Reader } from '../form.ts';
import { newId, type Work } from '../work.ts';

type Session = Stripe.Checkout.Session;

/** A line of `line_items`; its product is kept, so that it can be asked for. */
export function readLine(work: Work, line: Reader): Line {
  const data = line.group('price_data');
  if (!data) {
    const message = 'Give `price_data` in each of line_items; this local stand-in keeps no prices.';
    throw refused(message, { code: 'parameter_missing', param: 'line_items' });
  }
  const currency = knownCurrency(data.required('currency'), 'line_items[price_data][currency]');
  data.required('unit_amount');
  const unit_amount = data.whole('unit_amount') ?? 0;
  if (unit_amount < 0) throw refused('Invalid non-negative integer', { param: 'line_items[price_data][unit_amount]' });
  const product = data.group('product_data');
  if (!product) throw refused('Missing required param: product_data.', { code: 'parameter_missing' });
  const quantity = line.whole('quantity') ?? 1;
  if (quantity < 1) throw refused('Invalid positive integer', { param: 'line_items[quantity]' });
  const name = product.required('name');
  const product_row = newProduct(work, name, product.text('description') ?? null, product.metadata());
  product.texts('images');
  const amount = unit_amount * quantity;
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: name,
    metadata: {},
    price: {
      id: newId('price'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: work.now,
      currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: product_row.id,
      recurring: null,
      tax_behavior: 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount,
      unit_amount_decimal: String(unit_amount),
    },
    quantity,
  };
}

function newProduct(work: Work, name: string, description: string | null, metadata: Record<string, string> = {}) {
  const product: Stripe.Product = {
    id: newId('prod'),
    object: 'product',
    active: false,
    created: work.now,
    description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata,
    name,
    package_dimensions: null,
    shippable: null,
    tax_details: null,
    type: 'service',
    updated: work.now,
    url: null,
  };
  work.put('products', product);
  return product;
}

type SessionInput = Pick<
  Session,
  | 'id'
  | 'currency'
  | 'expires_at'
  | 'success_url'
  | 'cancel_url'
  | 'client_reference_id'
  | 'customer_email'
  | 'metadata'
  | 'locale'
  | 'submit_type'
  | 'payment_method_types'
  | 'url'
> & { now: number; total: number };

/** A session as it is when nobody has paid it. */
export function newSession({ now, total, ...input }: SessionInput): Session {
  return {
    ...input,
    object: 'checkout.session',
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: now,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: customerDetails(input.customer_email),
    discounts: [],
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    managed_payments: null,
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_status: 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    wallet_options: null,
  };
}

/** What is known about a buyer who gave an address. */
export function customerDetails(email: string | null): Session['customer_details'] {
  if (email === null) return null;
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}
