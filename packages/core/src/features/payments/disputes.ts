import { audit } from '../../kernel/audit.ts';
import { enqueueAll } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { post } from '../ledger/index.ts';
import type { CardPayment } from './card-payments.ts';
import { refundAtProvider } from './payments.jobs.ts';
import { dropPendingRefunds } from './refunds.service.ts';
import { noteOnTimeline } from './timeline.ts';

type Dispute = { status: 'open' | 'won' | 'lost'; amount: Amount; organization_id: string };

/**
 * The buyer's bank has taken a payment back (`open`), or decided about it. Messages may come in any order: one that
 * says `lost` first also says that it was opened.
 * @returns by how much the revenue changes with it, negative when money went; undefined when nothing is new
 */
export async function recordDispute(tx: Tx, payment: CardPayment, dispute: Dispute): Promise<Amount | undefined> {
  const before = payment.dispute_status;
  if (before === dispute.status || before === 'won' || before === 'lost') return undefined;
  const sum = before === null ? dispute.amount : amount(payment.disputed_amount);
  const { count } = await tx.payments.updateMany({
    where: { id: payment.id, status: 'succeeded', dispute_status: before },
    data: { dispute_status: dispute.status, disputed_amount: sum.toFixed(), updated_at: contextOf(tx).clock.now() },
  });
  if (count === 0) return undefined;
  const kind = ({ open: 'disputed', won: 'dispute_won', lost: 'dispute_lost' } as const)[dispute.status];
  await noteOnTimeline(tx, { payment_id: payment.id, kind, amount: sum });
  await audit(tx, { action: `payment.${kind}`, subject_type: 'payment', subject_id: payment.id });
  const isTaken = before === null && dispute.status !== 'won';
  const isReturned = before === 'open' && dispute.status === 'won';
  const revenue = { kind: 'organization_revenue' as const, owner_id: dispute.organization_id };
  const bank = { kind: 'provider_clearing' as const };
  const movement = { amount: sum, currency: payment.currency, booking_id: payment.booking_id };
  if (isTaken) await post(tx, { kind: 'dispute', from: revenue, to: bank, ...movement });
  if (isReturned) await post(tx, { kind: 'dispute_won', from: bank, to: revenue, ...movement });
  if (dispute.status === 'won') await askForRefundsAgain(tx, payment.id);
  const dropped =
    dispute.status === 'lost' ? await dropPendingRefunds(tx, payment, dispute.organization_id) : amount(0);
  return (isTaken ? sum.negated() : isReturned ? sum : amount(0)).plus(dropped);
}

/** The provider refuses refunds while a dispute is open, also those that were asked for just before. */
async function askForRefundsAgain(tx: Tx, payment_id: string): Promise<void> {
  const pending = await tx.refunds.findMany({ where: { payment_id, status: 'pending' }, select: { id: true } });
  await enqueueAll(
    tx,
    refundAtProvider,
    pending.map(({ id }) => ({ refund_id: id })),
  );
}
