import { audit } from '../../kernel/audit.ts';
import { newId } from '../../kernel/ids.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { post } from '../ledger/index.ts';

type Payment = { booking_id: string; user_id: string; organization_id: string; amount: Amount; currency: string };

/**
 * Pays a booking from the buyer's balance. What is free is not paid.
 * @throws payment.insufficient_balance
 */
export async function payFromBalance(tx: Tx, payment: Payment): Promise<void> {
  if (payment.amount.isZero()) return;
  const now = contextOf(tx).clock.now();
  const { booking_id, currency } = payment;
  await post(tx, {
    kind: 'sale',
    from: { kind: 'user_balance', owner_id: payment.user_id },
    to: { kind: 'organization_revenue', owner_id: payment.organization_id },
    amount: payment.amount,
    currency,
    booking_id,
  });
  await tx.payments.create({
    data: {
      id: newId(now.getTime()),
      booking_id,
      provider: 'balance',
      status: 'succeeded',
      amount: payment.amount.toFixed(),
      currency,
      created_at: now,
      updated_at: now,
    },
  });
}

type Refund = {
  booking_id: string;
  ticket_id: string;
  organization_id: string;
  amount: Amount;
  reason: string;
  requested_by: string;
};

/**
 * Gives the price of one ticket back, the way it came. A ticket is refunded once: its row in `refunds` is unique.
 * @returns what was given back; zero when the booking was not paid
 */
export async function refundTicketPrice(tx: Tx, refund: Refund): Promise<Amount> {
  const payment = await tx.payments.findFirst({
    where: { booking_id: refund.booking_id, status: 'succeeded' },
    include: { booking: { select: { user_id: true } } },
  });
  if (!payment || refund.amount.isZero()) return amount(0);
  const now = contextOf(tx).clock.now();
  const { booking_id, ticket_id } = refund;
  await tx.refunds.create({
    data: {
      id: newId(now.getTime()),
      payment_id: payment.id,
      ticket_id,
      amount: refund.amount.toFixed(),
      currency: payment.currency,
      status: 'succeeded',
      reason: refund.reason,
      requested_by: refund.requested_by,
      created_at: now,
    },
  });
  await tx.payments.update({
    where: { id: payment.id },
    data: { refunded_amount: { increment: refund.amount.toFixed() }, updated_at: now },
  });
  await post(tx, {
    kind: 'refund',
    from: { kind: 'organization_revenue', owner_id: refund.organization_id },
    to: { kind: 'user_balance', owner_id: payment.booking.user_id },
    amount: refund.amount,
    currency: payment.currency,
    booking_id,
    ticket_id,
  });
  return refund.amount;
}

/** Ends a payment of which nothing was captured; false when it is in any other state. */
export async function voidPayment(tx: Tx, id: string, status: 'voided' | 'failed'): Promise<boolean> {
  const { count } = await tx.payments.updateMany({
    where: { id, status: 'pending' },
    data: { status, updated_at: contextOf(tx).clock.now() },
  });
  if (count > 0) await audit(tx, { action: `payment.${status}`, subject_type: 'payment', subject_id: id });
  return count > 0;
}
