import { type Ctx, type Deps, systemContext } from '../../kernel/context.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { type Tx, withTransaction } from '../../kernel/transaction.ts';
import { closeUnpaidBooking, closeUnpaidTicket } from '../bookings/index.ts';
import { cancelBookingsOfEvent } from '../event-planning/index.ts';
import { countRefund } from '../events/index.ts';
import {
  type CardPayment,
  completeRefund,
  markVoided,
  type ProviderEvent,
  type ProviderName,
  providerOf,
  recordDispute,
  recordExternalRefund,
  refundToBalance,
  withBuyer,
  withRefundedPayment,
} from '../payments/index.ts';
import { organizationOf } from './find-payment.ts';
import { type Claim, type Outcome, settle } from './settle.service.ts';

type Message = { provider: ProviderName; body: Buffer; signature: string | undefined };

/**
 * Takes in a message of a payment provider: exactly once, in whatever order they come. Its id is kept in the transaction of
 * its effect, so a message that fails is sent again and has its effect then.
 * @throws payment.webhook_signature, payment.not_configured
 */
export async function receiveProviderEvent(deps: Deps, { provider, body, signature }: Message): Promise<Outcome> {
  const event = (await providerOf(deps, provider)).readEvent(body, signature);
  const ctx = systemContext(deps, `payments.webhook.${provider}`);
  const known = await deps.db.provider_events.findUnique({
    where: { provider_event_id: { provider, event_id: event.id } },
  });
  const outcome = known ? 'repeated' : await take(ctx, provider, event);
  deps.log.info({ provider, event_id: event.id, type: event.type, outcome }, 'message of a payment provider');
  return outcome;
}

function claimOf(provider: ProviderName, event: ProviderEvent, ctx: Ctx): Claim {
  return async (tx, { payment_id, outcome }) => {
    const { count } = await tx.provider_events.createMany({
      data: [{ provider, event_id: event.id, type: event.type, payment_id, outcome, received_at: ctx.clock.now() }],
      skipDuplicates: true,
    });
    // The same message at the same moment: this effect is undone, the other one stands.
    if (count === 0) throw new Repeated();
    return true;
  };
}

class Repeated extends Error {}

async function take(ctx: Ctx, provider: ProviderName, event: ProviderEvent): Promise<Outcome> {
  const claim = claimOf(provider, event, ctx);
  try {
    if (event.about === 'payment') return await settle(ctx, provider, event.payment, claim);
    if (event.about === 'refunded' || event.about === 'dispute') await settleFirst(ctx, provider, event.payment_ref);
    return await withTransaction(ctx, async (tx) => {
      const { payment, outcome } = await apply(tx, ctx, provider, event);
      await claim(tx, { payment_id: payment?.id ?? null, outcome });
      return outcome;
    });
  } catch (error) {
    if (error instanceof Repeated) return 'repeated';
    throw error;
  }
}

/** Money that goes came first, but its message may be late: then the provider says what it was. */
async function settleFirst(ctx: Ctx, provider: ProviderName, ref: string): Promise<void> {
  const known = await ctx.db.payments.findUnique({
    where: { provider_provider_ref: { provider, provider_ref: ref } },
    select: { status: true },
  });
  if (known?.status === 'succeeded' || known?.status === 'surplus') return;
  const news = await (await providerOf(ctx, provider)).fetchPayment(ref);
  if (news) await settle(ctx, provider, news);
}

type Applied = { payment?: { id: string } | null; outcome: Outcome };
type OtherEvent = Exclude<ProviderEvent, { about: 'payment' }>;

async function apply(tx: Tx, ctx: Ctx, provider: ProviderName, event: OtherEvent): Promise<Applied> {
  switch (event.about) {
    case 'page_expired': {
      const payment = await tx.payments.findUnique({ where: { session_ref: event.session_ref } });
      if (!payment) return { outcome: 'unknown' };
      return { payment, outcome: (await markVoided(tx, payment)) ? 'applied' : 'ignored' };
    }
    case 'refunded':
      return refundedThere(tx, ctx, await findPaid(tx, provider, event.payment_ref), event.total);
    case 'refund':
      return refundChanged(tx, event.refund);
    case 'dispute':
      return disputed(tx, ctx, await findPaid(tx, provider, event.payment_ref), event);
    case 'nothing':
      return { outcome: 'ignored' };
    default:
      return event satisfies never;
  }
}

function findPaid(tx: Tx, provider: ProviderName, provider_ref: string): Promise<CardPayment | null> {
  return tx.payments.findUnique({
    where: { provider_provider_ref: { provider, provider_ref } },
    include: withBuyer,
  });
}

/** Somebody has given money back at the provider. When it was all of it, the tickets end with it. */
export async function refundedThere(
  tx: Tx,
  ctx: Ctx,
  payment: CardPayment | null,
  total: ReturnType<typeof amount>,
): Promise<Applied> {
  if (!payment) return { outcome: 'unknown' };
  const { organization_id } = await organizationOf(tx, payment);
  const sum = await recordExternalRefund(tx, { payment, organization_id, total });
  if (sum.isZero()) return { payment, outcome: 'ignored' };
  await countRefund(tx, { event_id: payment.booking.event_id, tickets: 0, revenue: sum, bookings: 0 });
  if (total.greaterThanOrEqualTo(amount(payment.amount)))
    await closeUnpaid(tx, ctx, payment, 'refunded by the payment provider');
  return { payment, outcome: 'applied' };
}

/** What is left of what was paid goes back with the tickets: of an upgrade the one ticket, else the booking's. */
function closeUnpaid(tx: Tx, ctx: Ctx, { booking_id, upgrade }: CardPayment, reason: string): Promise<void> {
  return upgrade
    ? closeUnpaidTicket(tx, ctx, upgrade.ticket_id, reason)
    : closeUnpaidBooking(tx, ctx, booking_id, reason);
}

type RefundNews = Extract<ProviderEvent, { about: 'refund' }>['refund'];

async function refundChanged(tx: Tx, { ref, refund_id, status, reason }: RefundNews): Promise<Applied> {
  const refund = await tx.refunds.findFirst({
    where: refund_id === undefined ? { provider_ref: ref } : { OR: [{ provider_ref: ref }, { id: refund_id }] },
    include: withRefundedPayment,
  });
  if (!refund) return { outcome: 'unknown' };
  const isNew = status !== 'pending' && (refund.status === 'pending' || status === 'failed');
  if (isNew && status === 'succeeded') await completeRefund(tx, refund, ref);
  if (isNew && status === 'failed') await refundToBalance(tx, refund, reason ?? '');
  return { payment: refund.payment, outcome: isNew ? 'applied' : 'ignored' };
}

type DisputeNews = Extract<ProviderEvent, { about: 'dispute' }>;

/** What a bank takes back is no revenue while it has it; a lost dispute ends the tickets. */
async function disputed(
  tx: Tx,
  ctx: Ctx,
  payment: CardPayment | null,
  { amount: sum, status }: DisputeNews,
): Promise<Applied> {
  if (!payment) return { outcome: 'unknown' };
  const { organization_id } = await organizationOf(tx, payment);
  const change = await recordDispute(tx, payment, { status, amount: sum, organization_id });
  if (change === undefined) return { payment, outcome: 'ignored' };
  const { event_id } = payment.booking;
  if (!change.isZero()) await countRefund(tx, { event_id, tickets: 0, revenue: change.negated(), bookings: 0 });
  if (status === 'lost') await closeUnpaid(tx, ctx, payment, 'disputed by the buyer’s bank');
  if (status !== 'open') await resumeCancellation(tx, event_id);
  return { payment, outcome: 'applied' };
}

/** The cancellation of an event waits for a bank before it closes a disputed booking. */
async function resumeCancellation(tx: Tx, event_id: string): Promise<void> {
  const { status } = await tx.events.findUniqueOrThrow({ where: { id: event_id }, select: { status: true } });
  if (status === 'cancelled') await enqueue(tx, cancelBookingsOfEvent, { event_id });
}
