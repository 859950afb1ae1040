import type { Prisma } from '@setiket/db';
import { newId } from '../../kernel/ids.ts';
import { type AmountLike, amount } from '../../kernel/money.ts';
import { contextOf, type DbOrTx, type Tx } from '../../kernel/transaction.ts';

/** What can become of a payment, as its buyer reads it. */
export const PAYMENT_EVENTS = [
  'started',
  'action_required',
  'processing',
  'declined',
  'succeeded',
  'voided',
  'came_too_late',
  'came_twice',
  'wrong_amount',
  'refund_requested',
  'refunded',
  'refunded_to_balance',
  'disputed',
  'dispute_won',
  'dispute_lost',
] as const;

export type PaymentEventKind = (typeof PAYMENT_EVENTS)[number];

type Note = {
  payment_id: string;
  kind: PaymentEventKind;
  amount?: AmountLike;
  /** The provider's own sentence, where it has one. */
  detail?: string | undefined;
};

/** Adds to the timeline of a payment, in the transaction of what it tells. */
export async function noteOnTimeline(tx: Tx, { payment_id, kind, detail = '', ...note }: Note): Promise<void> {
  const now = contextOf(tx).clock.now();
  await tx.payment_events.create({
    data: {
      id: newId(now.getTime()),
      payment_id,
      kind,
      detail: detail.slice(0, 500),
      ...(note.amount !== undefined && { amount: amount(note.amount).toFixed() }),
      occurred_at: now,
    },
  });
}

/** One line of what became of a payment. */
export type TimelineRow = Prisma.payment_eventsGetPayload<{ include: typeof withPayment }>;

const withPayment = { payment: { select: { provider: true, currency: true } } } as const;

/**
 * Everything that became of the payments of a booking, the first first. A payment from the balance happens at once and is
 * its own record, so a sale writes no line for it. Of upgrades, a payer sees those that they paid.
 */
export async function timelineOf(
  db: DbOrTx,
  booking_id: string,
  payer_id?: string,
): Promise<Omit<TimelineRow, 'id' | 'sequence'>[]> {
  const own: Prisma.paymentsWhereInput =
    payer_id === undefined ? {} : { OR: [{ upgrade_id: null }, { upgrade: { payer_id } }] };
  const [events, at_once] = await Promise.all([
    db.payment_events.findMany({
      where: { payment: { booking_id, ...own } },
      include: withPayment,
      orderBy: { sequence: 'asc' },
    }),
    db.payments.findMany({ where: { booking_id, ...own, provider: 'balance', status: 'succeeded' } }),
  ]);
  const paid = at_once.map(({ id, amount, provider, currency, created_at }) => ({
    payment_id: id,
    kind: 'succeeded',
    amount,
    detail: '',
    occurred_at: created_at,
    payment: { provider, currency },
  }));
  return [...paid, ...events].sort((a, b) => a.occurred_at.getTime() - b.occurred_at.getTime());
}
