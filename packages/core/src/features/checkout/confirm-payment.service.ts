import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { moneyString } from '../../kernel/money.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { getBooking } from '../bookings/index.ts';
import { checkoutErrors, type ProviderPayment, providerOf } from '../payments/index.ts';
import type { confirmInput, confirmOutput } from './checkout.schema.ts';
import { requireKnownOrigins } from './return-address.ts';
import { settle } from './settle.service.ts';

type ConfirmInput = z.output<typeof confirmInput>;
type Confirmed = { payment_id: string; next_action_url: string | null };

/**
 * `oc-mena.md`, Confirm payment: asks the provider, so that the buyer need not wait for its message; with
 * `payment_method` it completes the payment first. The same effect as the message's, and only one of them.
 * @throws payment.not_found, payment.not_completed, payment.declined
 */
export async function confirmPayment(ctx: UserCtx, input: ConfirmInput): Promise<Confirmed> {
  return confirmFound(ctx, await findOwn(ctx, input), input);
}

type Found = Prisma.paymentsGetPayload<object>;

/** The same for a payment that is known to be the caller's. */
export async function confirmFound(
  ctx: UserCtx,
  payment: Found,
  input: Pick<ConfirmInput, 'payment_method' | 'return_url'>,
): Promise<Confirmed> {
  requireKnownOrigins(ctx, { return_url: input.return_url });
  const provider = await providerOf(ctx, 'stripe');
  if (payment.status !== 'succeeded' && payment.status !== 'surplus') {
    const news = await ask(ctx, payment, input);
    if (!news) throw checkoutErrors.not_completed();
    await settle(ctx, provider.name, news);
    if (news.failure && news.status === 'open') throw checkoutErrors.declined(news.failure.message || undefined);
    if (news.status === 'action_required' && input.payment_method !== undefined)
      return settled(ctx, { payment_id: payment.id, next_action_url: news.next_action_url ?? null });
    if (news.status !== 'succeeded' && news.status !== 'processing') throw checkoutErrors.not_completed();
  }
  return settled(ctx, { payment_id: payment.id, next_action_url: null });
}

/** The answer that a retry with the same key gets again. */
function settled(ctx: UserCtx, answer: Confirmed): Promise<Confirmed> {
  return withTransaction(ctx, async () => answer);
}

async function findOwn(ctx: UserCtx, input: ConfirmInput) {
  const booking_id = input.booking_id ?? input.order_id;
  const { payment_intent_id, session_id, payment_id } = input;
  if ([booking_id, payment_intent_id, session_id, payment_id].every((name) => name === undefined))
    throw fieldError('payment_intent_id', 'This field is required.');
  const where: Prisma.paymentsWhereInput = {
    provider: 'stripe',
    booking: { user_id: ctx.actor.id },
    // Who has been given one of its tickets pays for an upgrade alone, and confirms it there.
    OR: [{ upgrade_id: null }, { upgrade: { payer_id: ctx.actor.id } }],
    ...(payment_intent_id !== undefined && { provider_ref: payment_intent_id }),
    ...(session_id !== undefined && { session_ref: session_id }),
    ...(payment_id !== undefined && { id: payment_id }),
    // Whoever names the booking means the booking, not an upgrade of one of its tickets.
    ...(booking_id !== undefined && { booking_id, upgrade_id: null }),
  };
  const payment = await ctx.db.payments.findFirst({ where, orderBy: { created_at: 'desc' } });
  if (!payment) throw checkoutErrors.not_found();
  return payment;
}

type Names = { provider_ref: string | null; session_ref: string | null };

async function ask(
  ctx: UserCtx,
  { provider_ref, session_ref }: Names,
  { payment_method, return_url }: Pick<ConfirmInput, 'payment_method' | 'return_url'>,
): Promise<ProviderPayment | undefined> {
  const provider = await providerOf(ctx, 'stripe');
  if (provider_ref !== null && payment_method !== undefined) {
    const back = return_url ?? `${ctx.env.PUBLIC_URL}/tickets`;
    try {
      return await provider.confirmPayment(provider_ref, { payment_method, return_url: back });
    } catch (error) {
      // Declined: the buyer learns it from the error, the books from the provider. What is paid already is no refusal.
      const news = await provider.fetchPayment(provider_ref);
      if (news?.status === 'succeeded' || news?.status === 'processing') return news;
      if (news) await settle(ctx, provider.name, news);
      throw error;
    }
  }
  if (provider_ref !== null) return provider.fetchPayment(provider_ref);
  return session_ref === null ? undefined : provider.fetchPage(session_ref);
}

export async function presentConfirmed(
  ctx: UserCtx,
  { payment_id, next_action_url }: Confirmed,
): Promise<z.output<typeof confirmOutput>> {
  const payment = await ctx.db.payments.findUniqueOrThrow({ where: { id: payment_id } });
  const booking = await getBooking(ctx, { id: payment.booking_id });
  return {
    object: 'payment',
    payment_id,
    booking_id: payment.booking_id,
    order_id: payment.booking_id,
    amount: moneyString(payment.amount, payment.currency),
    currency: payment.currency,
    status: next_action_url === null ? payment.status : 'action_required',
    payment_intent_id: payment.provider_ref,
    next_action: next_action_url === null ? null : { url: next_action_url },
    booking,
  };
}
