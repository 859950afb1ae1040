import type { Ctx } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { amount } from '../../kernel/money.ts';
import { isUniqueViolation, type Tx, withTransaction } from '../../kernel/transaction.ts';
import { confirmPaidBooking } from '../bookings/index.ts';
import {
  type CardPayment,
  insertSurplus,
  linkPayment,
  markDeclined,
  markSucceeded,
  markSurplus,
  markVoided,
  noteOnTimeline,
  type PaymentEventKind,
  type ProviderName,
  type ProviderPayment,
} from '../payments/index.ts';
import { completePaidUpgrade } from '../upgrades/index.ts';
import { findByProvider, organizationOf } from './find-payment.ts';

/**
 * What became of the provider's word: `applied` changed something, `ignored` said nothing new, `unknown` is about
 * somebody else's payment, `repeated` is a message that was taken in before.
 */
export type Outcome = 'applied' | 'ignored' | 'unknown' | 'repeated';

/** Runs in the transaction of the effect; false when the same message has had its effect already. */
export type Claim = (tx: Tx, about: { payment_id: string | null; outcome: Outcome }) => Promise<boolean>;

const always: Claim = async () => true;

/**
 * Brings our books to what a provider says about a payment, whoever heard it: a message, the buyer coming back, the
 * reconciliation. It may be called with old news and in any order: what was paid is not unpaid by it.
 */
export async function settle(
  ctx: Ctx,
  provider: ProviderName,
  news: ProviderPayment,
  claim: Claim = always,
): Promise<Outcome> {
  const payment = await findByProvider(ctx.db, provider, news);
  if (!payment) return inTransaction(ctx, claim, null, async () => 'unknown');
  switch (news.status) {
    case 'succeeded':
      return arrived(ctx, payment, news, claim);
    case 'cancelled':
      return inTransaction(ctx, claim, payment, (tx) => outcomeOf(markVoided(tx, payment)));
    case 'open': {
      const { failure } = news;
      if (!failure) return inTransaction(ctx, claim, payment, async () => 'ignored');
      return inTransaction(ctx, claim, payment, async (tx) => {
        await link(tx, payment, news);
        return outcomeOf(markDeclined(tx, payment, failure));
      });
    }
    case 'action_required':
    case 'processing':
      return inTransaction(ctx, claim, payment, async (tx) => {
        await link(tx, payment, news);
        return noteOnce(tx, payment, news.status === 'processing' ? 'processing' : 'action_required');
      });
    default:
      return news.status satisfies never;
  }
}

async function outcomeOf(changed: Promise<boolean>): Promise<Outcome> {
  return (await changed) ? 'applied' : 'ignored';
}

/** Side transactions: the answer to the caller's `Idempotency-Key` is made after them. */
function inTransaction(
  ctx: Ctx,
  claim: Claim,
  payment: CardPayment | null,
  work: (tx: Tx) => Promise<Outcome>,
): Promise<Outcome> {
  return withTransaction(
    ctx,
    async (tx) => {
      const outcome = await work(tx);
      return (await claim(tx, { payment_id: payment?.id ?? null, outcome })) ? outcome : 'repeated';
    },
    { side: true },
  );
}

/** A payment on the provider's page gets the provider's name only when the buyer begins to pay. */
async function link(tx: Tx, payment: CardPayment, { ref }: ProviderPayment): Promise<void> {
  if (payment.provider_ref === null) await linkPayment(tx, payment.id, { provider_ref: ref });
}

async function noteOnce(tx: Tx, payment: CardPayment, kind: PaymentEventKind): Promise<Outcome> {
  // A message and the buyer coming back may tell the same at the same moment; under the payment's lock one is first.
  const [now] = await tx.$queryRaw<{ status: string }[]>`
    SELECT status FROM payments WHERE id = ${payment.id}::uuid FOR UPDATE`;
  if (now?.status !== 'pending' && now?.status !== 'failed') return 'ignored';
  const last = await tx.payment_events.findFirst({ where: { payment_id: payment.id }, orderBy: { sequence: 'desc' } });
  if (last?.kind === kind) return 'ignored';
  await noteOnTimeline(tx, { payment_id: payment.id, kind });
  return 'applied';
}

/**
 * The money is there. It confirms what it was for; where that is not possible any more, all of it goes back. Either is one
 * transaction, and the message with it.
 */
async function arrived(ctx: Ctx, payment: CardPayment, news: ProviderPayment, claim: Claim): Promise<Outcome> {
  const isOther = payment.provider_ref !== null && payment.provider_ref !== news.ref;
  if (isOther && (payment.status === 'succeeded' || payment.status === 'surplus'))
    return inTransaction(ctx, claim, payment, (tx) => outcomeOf(insertSurplus(tx, payment, news)));
  const isRight = news.received.equals(amount(payment.amount)) && news.currency === payment.currency;
  if (!isRight) return goesBack(ctx, payment, news, claim, 'wrong_amount');
  try {
    return await inTransaction(ctx, claim, payment, async (tx) => {
      const { organization_id } = await organizationOf(tx, payment);
      if (!(await markSucceeded(tx, payment, { provider_ref: news.ref, organization_id }))) return 'ignored';
      if (payment.upgrade_id === null) await confirmPaidBooking(tx, ctx, payment.booking_id);
      else await completePaidUpgrade(tx, ctx, payment.upgrade_id);
      return 'applied';
    });
  } catch (error) {
    // Paid another way meanwhile, which the unique index on success says before the booking could.
    if (!(error instanceof DomainError) && !isUniqueViolation(error)) throw error;
    const { booking_id, upgrade_id } = payment;
    const isPaid = await ctx.db.payments.count({ where: { booking_id, upgrade_id, status: 'succeeded' } });
    return goesBack(ctx, payment, news, claim, isPaid > 0 ? 'came_twice' : 'came_too_late');
  }
}

function goesBack(
  ctx: Ctx,
  payment: CardPayment,
  received: ProviderPayment,
  claim: Claim,
  reason: 'came_too_late' | 'came_twice' | 'wrong_amount',
): Promise<Outcome> {
  return inTransaction(ctx, claim, payment, (tx) => outcomeOf(markSurplus(tx, payment, { received, reason })));
}
