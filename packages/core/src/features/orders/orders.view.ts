import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { UserActor } from '../../kernel/context.ts';
import { type Amount, amount, moneyString } from '../../kernel/money.ts';
import { splitTax, taxLines } from '../../kernel/tax.ts';
import { iso } from '../../kernel/time.ts';
import { orderNumber } from '../invoices/index.ts';
import { ticketView, withTicketParts } from '../tickets/index.ts';
import { isReader } from './orders.policy.ts';
import type { orderOutput } from './orders.schema.ts';

export type OrderView = z.output<typeof orderOutput>;

const paidBy = { select: { payer_id: true } } as const;

/** What a view of an order needs beside the booking itself. */
export const withParts = {
  user: { select: { username: true, email: true } },
  event: { select: { title: true } },
  lines: { include: { ticket_type: { select: { title: true } } }, orderBy: { id: 'asc' } },
  tickets: { include: withTicketParts, orderBy: { id: 'asc' } },
  payments: {
    include: {
      refunds: { include: { credit_note: { select: { number: true } } }, orderBy: { id: 'asc' } },
      upgrade: {
        select: {
          id: true,
          ticket_id: true,
          from_type: { select: { title: true } },
          to_type: { select: { title: true } },
        },
      },
    },
    orderBy: { id: 'asc' },
  },
  invoices: {
    include: { upgrade: paidBy, invoice: { include: { upgrade: paidBy } } },
    orderBy: [{ issued_at: 'asc' }, { kind: 'asc' }, { number: 'asc' }],
  },
  upgrades: { where: { status: 'completed' }, select: { amount: true } },
} as const satisfies Prisma.bookingsInclude;

export type OrderRow = Prisma.bookingsGetPayload<{ include: typeof withParts }>;

/** A pending order whose time is over shows as expired, also before a job has come by. */
export function orderView(row: OrderRow, { now, actor }: { now: Date; actor: UserActor }): OrderView {
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
    upgrades_amount: money(sum(row.upgrades.map((upgrade) => upgrade.amount))),
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
    tickets: row.tickets.map((ticket) => {
      const isShown = isReader(actor, ticket.owner_id);
      return { ...ticketView(ticket, { shows_link: isShown }), code: isShown ? ticket.code : null };
    }),
    payments: row.payments.map((payment) => ({
      id: payment.id,
      upgrade: upgradeOf(payment),
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
    invoice_number:
      row.invoices.find(({ kind, upgrade_id }) => kind === 'invoice' && upgrade_id === null)?.number ?? null,
    documents: row.invoices.filter((paper) => isReader(actor, payerOf(row, paper))).map(documentView),
    created_at: iso(row.created_at),
    confirmed_at: iso(row.confirmed_at),
    expires_at: iso(row.expires_at),
  };
}

function upgradeOf({ upgrade }: OrderRow['payments'][number]): OrderView['payments'][number]['upgrade'] {
  if (!upgrade) return null;
  const { id, ticket_id, from_type, to_type } = upgrade;
  return { id, ticket_id, from: from_type.title, to: to_type.title };
}

type Paper = OrderRow['invoices'][number];

/** Whose money a document is about. */
function payerOf({ user_id }: OrderRow, { upgrade, invoice }: Paper): string {
  return (upgrade ?? invoice?.upgrade)?.payer_id ?? user_id;
}

function documentView(paper: Paper): OrderView['documents'][number] {
  const { kind, number, invoice, refund_id, currency } = paper;
  return {
    kind,
    number,
    corrects: invoice?.number ?? null,
    upgrade_id: paper.upgrade_id ?? invoice?.upgrade_id ?? null,
    refund_id,
    net_amount: moneyString(paper.net_amount, currency),
    tax_amount: moneyString(paper.tax_amount, currency),
    total_amount: moneyString(paper.total_amount, currency),
    currency,
    issued_at: iso(paper.issued_at),
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
