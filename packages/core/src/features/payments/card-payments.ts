import type { Prisma } from '@setiket/db';
import { audit } from '../../kernel/audit.ts';
import { newId } from '../../kernel/ids.ts';
import { enqueue, enqueueAll } from '../../kernel/jobs.ts';
import { type Amount, amount } from '../../kernel/money.ts';
import { contextOf, type Tx } from '../../kernel/transaction.ts';
import { post } from '../ledger/index.ts';
import { withPayer } from './payer.ts';
import { cancelAtProvider } from './payments.jobs.ts';
import type { ProviderName, ProviderPayment } from './providers/provider.ts';
import { returnSurplus } from './refunds.service.ts';
import { noteOnTimeline } from './timeline.ts';

/** A payment with who pays. */
export const withBuyer = withPayer;
export type CardPayment = Prisma.paymentsGetPayload<{ include: typeof withBuyer }>;

const OPEN = ['pending', 'failed'] as const;

type NewPayment = {
  provider: ProviderName;
  booking_id: string;
  upgrade_id: string | null;
  amount: Amount;
  currency: string;
  /** On the caller's own form, or on a page of the provider's: an attempt is one of them. */
  flow: 'form' | 'page';
};

/**
 * An attempt to pay through a provider. There is one open attempt at a time: asking again gives the same one, unless it
 * was for another sum.
 */
export async function openPayment(tx: Tx, order: NewPayment): Promise<CardPayment> {
  const { booking_id, upgrade_id, provider, currency } = order;
  // Two that begin at once would both insert; the second waits here and finds the first one's.
  await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${booking_id}::uuid FOR UPDATE`;
  const open = await tx.payments.findFirst({
    where: { booking_id, upgrade_id, provider, status: { in: [...OPEN] } },
    include: withBuyer,
  });
  if (open && amount(open.amount).equals(order.amount) && isOfFlow(open, order.flow)) return open;
  if (open) await voidOpenPayments(tx, { id: open.id });
  const now = contextOf(tx).clock.now();
  const payment = await tx.payments.create({
    data: {
      id: newId(now.getTime()),
      booking_id,
      upgrade_id,
      provider,
      status: 'pending',
      amount: order.amount.toFixed(),
      currency,
      created_at: now,
      updated_at: now,
    },
    include: withBuyer,
  });
  await noteOnTimeline(tx, { payment_id: payment.id, kind: 'started', amount: order.amount });
  await audit(tx, { action: 'payment.started', subject_type: 'payment', subject_id: payment.id });
  return payment;
}

/** What is on no page and at no provider yet can still become either. */
function isOfFlow({ session_ref, provider_ref }: CardPayment, flow: NewPayment['flow']): boolean {
  return flow === 'page' ? session_ref !== null || provider_ref === null : session_ref === null;
}

/**
 * Keeps the provider's names for a payment, which are known only after it has answered. One that was given up meanwhile
 * is then ended there too, because the job that does so knew no name.
 */
export async function linkPayment(
  tx: Tx,
  id: string,
  refs: { provider_ref?: string; session_ref?: string },
): Promise<void> {
  const { status } = await tx.payments.update({
    where: { id },
    data: { ...refs, updated_at: contextOf(tx).clock.now() },
  });
  if (status === 'voided') await enqueue(tx, cancelAtProvider, { payment_id: id });
}

type Failure = NonNullable<ProviderPayment['failure']>;

/** Declined; the buyer may try again with the same payment. False when it is over, or this attempt is known already. */
export async function markDeclined(tx: Tx, { id }: CardPayment, failure: Failure): Promise<boolean> {
  const { count } = await tx.payments.updateMany({
    where: { id, status: { in: [...OPEN] }, OR: [{ failure_ref: null }, { failure_ref: { not: failure.ref } }] },
    data: {
      status: 'failed',
      failure_ref: failure.ref,
      failure_code: failure.code,
      failure_message: failure.message.slice(0, 500),
      updated_at: contextOf(tx).clock.now(),
    },
  });
  if (count === 0) return false;
  await noteOnTimeline(tx, { payment_id: id, kind: 'declined', detail: failure.message });
  await audit(tx, {
    action: 'payment.declined',
    subject_type: 'payment',
    subject_id: id,
    data: { code: failure.code },
  });
  return true;
}

/** Ended at the provider before anything arrived. False when it is over already. */
export async function markVoided(tx: Tx, { id }: { id: string }): Promise<boolean> {
  const { count } = await tx.payments.updateMany({
    where: { id, status: { in: [...OPEN] } },
    data: { status: 'voided', updated_at: contextOf(tx).clock.now() },
  });
  if (count === 0) return false;
  await noteOnTimeline(tx, { payment_id: id, kind: 'voided' });
  await audit(tx, { action: 'payment.voided', subject_type: 'payment', subject_id: id });
  return true;
}

/**
 * The money is there, also for a payment that was given up. False when that is known already: a message may come twice.
 */
export async function markSucceeded(
  tx: Tx,
  payment: CardPayment,
  { provider_ref, organization_id }: { provider_ref: string; organization_id: string },
): Promise<boolean> {
  const now = contextOf(tx).clock.now();
  const { count } = await tx.payments.updateMany({
    where: { id: payment.id, status: { in: [...OPEN, 'voided'] } },
    data: { status: 'succeeded', provider_ref, succeeded_at: now, updated_at: now },
  });
  if (count === 0) return false;
  await post(tx, {
    kind: 'sale',
    from: { kind: 'provider_clearing' },
    to: { kind: 'organization_revenue', owner_id: organization_id },
    amount: amount(payment.amount),
    currency: payment.currency,
    booking_id: payment.booking_id,
  });
  await noteOnTimeline(tx, { payment_id: payment.id, kind: 'succeeded', amount: payment.amount });
  await audit(tx, { action: 'payment.succeeded', subject_type: 'payment', subject_id: payment.id });
  return true;
}

type Surplus = { received: ProviderPayment; reason: 'came_too_late' | 'came_twice' | 'wrong_amount' };

/** The money is there, and nothing to give for it: it goes back. False when that is known already. */
export async function markSurplus(tx: Tx, payment: CardPayment, { received, reason }: Surplus): Promise<boolean> {
  const now = contextOf(tx).clock.now();
  const sum = received.received.toFixed();
  const { count } = await tx.payments.updateMany({
    where: { id: payment.id, status: { in: [...OPEN, 'voided'] } },
    data: {
      status: 'surplus',
      provider_ref: received.ref,
      amount: sum,
      currency: received.currency,
      succeeded_at: now,
      updated_at: now,
    },
  });
  if (count === 0) return false;
  await returnSurplus(tx, { payment: await reread(tx, payment.id), reason });
  return true;
}

/** A second payment by another way for what is paid already: a row of its own, all of which goes back. */
export async function insertSurplus(tx: Tx, payment: CardPayment, received: ProviderPayment): Promise<boolean> {
  const now = contextOf(tx).clock.now();
  const id = newId(now.getTime());
  const { count } = await tx.payments.createMany({
    data: [
      {
        id,
        booking_id: payment.booking_id,
        upgrade_id: payment.upgrade_id,
        provider: payment.provider,
        status: 'surplus',
        amount: received.received.toFixed(),
        currency: received.currency,
        provider_ref: received.ref,
        succeeded_at: now,
        created_at: now,
        updated_at: now,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await returnSurplus(tx, { payment: await reread(tx, id), reason: 'came_twice' });
  return true;
}

function reread(tx: Tx, id: string): Promise<CardPayment> {
  return tx.payments.findUniqueOrThrow({ where: { id }, include: withBuyer });
}

/** Gives up every open attempt of these bookings or of an upgrade, here at once and at the provider by a job. */
export async function voidOpenPayments(
  tx: Tx,
  where: { id: string } | { booking_ids: string[] } | { upgrade_id: string },
): Promise<void> {
  const open = await tx.payments.findMany({
    where: {
      ...('booking_ids' in where ? { booking_id: { in: where.booking_ids } } : where),
      provider: 'stripe',
      status: { in: [...OPEN] },
    },
    select: { id: true },
  });
  const given_up: { payment_id: string }[] = [];
  for (const { id } of open) if (await markVoided(tx, { id })) given_up.push({ payment_id: id });
  await enqueueAll(tx, cancelAtProvider, given_up);
}
