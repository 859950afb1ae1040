import { z } from 'zod';
import { moneyOutput } from '../../kernel/money.ts';
import { pageInput } from '../../kernel/paging.ts';
import { anyCase, id } from '../../kernel/validation.ts';
import { BOOKING_STATUSES } from '../bookings/index.ts';
import { timelineOutput } from '../checkout/index.ts';
import { bookedTicketOutput } from '../tickets/index.ts';

const status = anyCase(BOOKING_STATUSES).optional();

export const listOrdersInput = z.object({ ...pageInput, status });

/** `oc-mena.md`, Staff Actions. */
export const listAllOrdersInput = z.object({
  ...pageInput,
  status,
  event: id.optional().describe('Of one event'),
  user: id.optional().describe('Of one buyer'),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('An order’s id or number, an invoice’s number, or part of a ticket code, username or e-mail address'),
});

export const orderInput = z.object({ id });

const line = z.object({
  ticket_type_id: id,
  title: z.string(),
  quantity: z.int(),
  unit_price: moneyOutput.describe('A ticket, with tax'),
  total_amount: moneyOutput,
});

const taxLine = z.object({
  name: z.string(),
  rate: z.number().describe('Percent'),
  net_amount: moneyOutput.describe('What is taxed'),
  tax_amount: moneyOutput,
});

const refund = z.object({
  id,
  ticket_id: id.nullable(),
  kind: z
    .enum(['ticket', 'partial', 'surplus', 'external'])
    .describe('A ticket’s price, a part of it, money that came too late or twice, or given back at the provider'),
  provider: z.enum(['balance', 'stripe', 'comp']).describe('The way it went back'),
  status: z.enum(['pending', 'succeeded', 'failed']),
  amount: moneyOutput,
  reason: z.string(),
  credit_note: z.string().nullable().describe('Number of its credit note'),
  created_at: z.iso.datetime(),
});

const payment = z.object({
  id,
  upgrade: z
    .object({ id, ticket_id: id, from: z.string().describe('Title of the type it was'), to: z.string() })
    .nullable()
    .describe('What it is for, where it is not the order itself'),
  provider: z.enum(['balance', 'stripe', 'comp']),
  status: z.enum(['pending', 'succeeded', 'failed', 'voided', 'surplus']),
  amount: moneyOutput,
  refunded_amount: moneyOutput,
  currency: z.string(),
  failure_message: z.string().nullable(),
  created_at: z.iso.datetime(),
  succeeded_at: z.iso.datetime().nullable(),
});

const document = z.object({
  kind: z.enum(['invoice', 'credit_note']),
  number: z.string().describe('INV-… or CN-…'),
  corrects: z.string().nullable().describe('Of a credit note: the number of its invoice'),
  upgrade_id: id.nullable().describe('The upgrade whose difference it is about; null for the order’s own'),
  refund_id: id.nullable().describe('Of a credit note: the refund it is for'),
  net_amount: moneyOutput,
  tax_amount: moneyOutput,
  total_amount: moneyOutput,
  currency: z.string(),
  issued_at: z.iso.datetime(),
});

/** A booking as its buyer pays for it. Amounts are with tax; `net_amount` and `tax_amount` say how much of it is tax. */
export const orderOutput = z
  .object({
    object: z.literal('order'),
    id: id.describe('The same as the booking’s'),
    number: z.string().describe('ORD-YYYYMMDD-XXXXXXXX'),
    status: z.enum(BOOKING_STATUSES),
    user_id: id,
    user: z.string().describe('Username of the buyer'),
    email: z.string().describe('Of the buyer'),
    event_id: id,
    event: z.string().describe('Title'),
    quantity: z.int(),
    currency: z.string(),
    net_amount: moneyOutput,
    tax_amount: moneyOutput,
    total_amount: moneyOutput,
    upgrades_amount: moneyOutput.describe('What upgrades of its tickets have cost on top'),
    paid_amount: moneyOutput.describe('What arrived, upgrades included, before refunds'),
    refunded_amount: moneyOutput,
    lines: z.array(line),
    tax_lines: z.array(taxLine),
    tickets: z.array(bookedTicketOutput),
    payments: z.array(payment),
    refunds: z.array(refund),
    invoice_number: z.string().nullable().describe('Null until the invoice was issued'),
    documents: z
      .array(document)
      .describe('Invoices and credit notes, the first first; each for who paid, and the house'),
    created_at: z.iso.datetime(),
    confirmed_at: z.iso.datetime().nullable(),
    expires_at: z.iso.datetime().nullable().describe('Until when a pending order holds its places'),
  })
  .meta({ id: 'Order' });

/** One order, with everything that became of its payments. */
export const orderDetailOutput = orderOutput
  .extend({ timeline: z.array(timelineOutput).describe('The first first') })
  .meta({ id: 'OrderDetail' });
