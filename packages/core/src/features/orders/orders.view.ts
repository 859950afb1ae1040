import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { type Amount, amount, moneyString } from '../../kernel/money.ts';
import { splitTax, taxLines } from '../../kernel/tax.ts';
import { iso } from '../../kernel/time.ts';
import { orderNumber } from '../invoices/index.ts';
import { ticketView, withTicketParts } from '../tickets/index.ts';
import type { orderOutput } from './orders.schema.ts';

export type OrderView = z.output<typeof orderOutput>;

/** What a view of an order needs beside the booking itself. */
export const withParts = {
  user: { select: { username: true, email: true } },
  event: { select: { title: true } },
  lines: { include: { ticket_type: { select: { title: true } } }, orderBy: { id: 'asc' } },
  tickets: { include: withTicketParts, orderBy: { id: 'asc' } },
  payments: {
    include: { refunds: { include: { credit_note: { select: { number: true } } }, orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  },
  invoices: { where: { kind: 'invoice' }, select: { number: true } },
} as const satisfies Prisma.bookingsInclude;

export type OrderRow = Prisma.bookingsGetPayload<{ include: typeof withParts }>;

/** A pending order whose time is over shows as expired, also before a job has come by. */
export function orderView(row: OrderRow, now: Date): OrderView {
  const { currency } = row;
  const money = (value: Parameters<typeof moneyString>[0]) => moneyString(value, currency);
  const isOverdue = row.status === 'pending' && row.expires_at !== null && row.expires_at <= now;
  const { net, tax, total } = splitTax(row.lines, row.tax_rate, currency);
  return {
    object: 'order',
    id: row.id,
    number: orderNumber(row),
    status: isOverdue ? 'expired' : row.status,
    user_id: row.user_id,
    user: row.user.username,
    email: row.user.email,
    event_id: row.event_id,
    event: row.event.title,
    quantity: row.quantity,
    currency,
    net_amount: money(net),
    tax_amount: money(tax),
    total_amount: money(total),
    paid_amount: money(arrived(row.payments)),
    refunded_amount: money(sum(row.payments.map((payment) => payment.refunded_amount))),
    lines: row.lines.map((line) => ({
      ticket_type_id: line.ticket_type_id,
      title: line.ticket_type.title,
      quantity: line.quantity,
      unit_price: money(line.unit_price),
      total_amount: money(amount(line.unit_price).times(line.quantity)),
    })),
    tax_lines: taxLines(row, row.lines),
    tickets: row.tickets.map(ticketView),
    payments: row.payments.map((payment) => ({
      id: payment.id,
      provider: payment.provider,
      status: payment.status,
      amount: moneyString(payment.amount, payment.currency),
      refunded_amount: moneyString(payment.refunded_amount, payment.currency),
      currency: payment.currency,
      failure_message: payment.failure_message,
      created_at: iso(payment.created_at),
      succeeded_at: iso(payment.succeeded_at),
    })),
    refunds: row.payments.flatMap((payment) => payment.refunds.map(refundView)),
    invoice_number: row.invoices[0]?.number ?? null,
    created_at: iso(row.created_at),
    confirmed_at: iso(row.confirmed_at),
    expires_at: iso(row.expires_at),
  };
}

function refundView(refund: OrderRow['payments'][number]['refunds'][number]): OrderView['refunds'][number] {
  return {
    id: refund.id,
    ticket_id: refund.ticket_id,
    kind: refund.kind,
    provider: refund.provider,
    status: refund.status,
    amount: moneyString(refund.amount, refund.currency),
    reason: refund.reason,
    credit_note: refund.credit_note?.number ?? null,
    created_at: iso(refund.created_at),
  };
}

/** Surplus arrived too, and all of it went back. */
function arrived(payments: OrderRow['payments']): Amount {
  const came = payments.filter(({ status }) => status === 'succeeded' || status === 'surplus');
  return sum(came.map((payment) => payment.amount));
}

function sum(values: { toFixed(): string }[]): Amount {
  return values.reduce<Amount>((total, value) => total.plus(amount(value)), amount(0));
}
