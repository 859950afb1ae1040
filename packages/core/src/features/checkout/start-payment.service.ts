import type { z } from 'zod';
import type { UserCtx } from '../../kernel/context.ts';
import { fieldError } from '../../kernel/errors.ts';
import { enqueue } from '../../kernel/jobs.ts';
import { amount, moneyString, moneyText } from '../../kernel/money.ts';
import { addSeconds, iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { bookingErrors } from '../bookings/index.ts';
import { checkoutErrors, linkPayment, openPayment, providerOf, refuseWhileInProgress } from '../payments/index.ts';
import { askBeforeExpiry } from './checkout.jobs.ts';
import type { createIntentInput, createPageInput, intentOutput, pageOutput } from './checkout.schema.ts';
import { requireKnownOrigins } from './return-address.ts';
import { settle } from './settle.service.ts';

type Begun = { payment_id: string };

/** A provider's page lives for half an hour at least; it is closed sooner, when the booking is. */
const PAGE_SECONDS = 31 * 60;

/** Who asks at the last moment is in time to hear of a payment that was made before it. */
const ASK_SECONDS_BEFORE = 20;

/**
 * `oc-mena.md`, Create payment: an attempt to pay a pending booking by card. Asking again gives the same one.
 * @throws booking.not_found, booking.wrong_state, booking.expired, payment.nothing_due, payment.not_configured
 */
export function startIntent(ctx: UserCtx, input: z.output<typeof createIntentInput>): Promise<Begun> {
  return start(ctx, input.booking_id ?? input.order_id, 'form');
}

/** The same on a page of the provider's. */
export async function startPage(ctx: UserCtx, input: z.output<typeof createPageInput>): Promise<Begun> {
  requireKnownOrigins(ctx, input);
  return start(ctx, input.booking_id ?? input.order_id, 'page');
}

async function start(ctx: UserCtx, booking_id: string | undefined, flow: 'form' | 'page'): Promise<Begun> {
  if (booking_id === undefined) throw fieldError('booking_id', 'This field is required.');
  const booking = await ctx.db.bookings.findFirst({ where: { id: booking_id, user_id: ctx.actor.id } });
  if (!booking) throw bookingErrors.not_found();
  if (booking.status !== 'pending') throw bookingErrors.wrong_state(`This booking is ${booking.status}.`);
  const { expires_at, currency } = booking;
  const now = ctx.clock.now();
  if (expires_at !== null && expires_at <= now) throw bookingErrors.expired();
  const sum = amount(booking.total_amount);
  if (sum.isZero()) throw checkoutErrors.nothing_due();
  const provider = await providerOf(ctx, 'stripe');
  await refuseWhileInProgress(ctx, { booking_id, flow });
  return withTransaction(ctx, async (tx) => {
    const order = { provider: provider.name, booking_id, upgrade_id: null, amount: sum, currency, flow };
    const { id } = await openPayment(tx, order);
    // Under the lock that opening takes: paid or cancelled meanwhile, the booking takes no other payment.
    const { status } = await tx.bookings.findUniqueOrThrow({ where: { id: booking_id }, select: { status: true } });
    if (status !== 'pending') throw bookingErrors.wrong_state(`This booking is ${status}.`);
    if (expires_at !== null)
      await enqueue(
        tx,
        askBeforeExpiry,
        { payment_id: id },
        { start_after: addSeconds(expires_at, -ASK_SECONDS_BEFORE) },
      );
    return { payment_id: id };
  });
}

const forOrder = {
  upgrade: {
    select: {
      expires_at: true,
      ticket_id: true,
      payer: { select: { email: true, locale: true } },
      to_type: { select: { title: true } },
    },
  },
  booking: {
    include: {
      event: { select: { title: true } },
      user: { select: { email: true, locale: true } },
      lines: { include: { ticket_type: { select: { title: true } } } },
    },
  },
} as const;

async function load(ctx: UserCtx, payment_id: string) {
  const payment = await ctx.db.payments.findUniqueOrThrow({ where: { id: payment_id }, include: forOrder });
  const { booking, upgrade, currency } = payment;
  const payer = upgrade?.payer ?? booking.user;
  const what = upgrade ? `1 × ${upgrade.to_type.title}` : `${booking.quantity} ×`;
  const titleOf = (type: { title: string }) => `${booking.event.title} – ${type.title}`;
  const order = {
    payment_id,
    booking_id: booking.id,
    amount: amount(payment.amount),
    currency,
    description: `${booking.event.title}: ${what} (${moneyText(payment.amount, currency, payer.locale)})`,
    email: payer.email,
  };
  const common = {
    payment_id,
    booking_id: booking.id,
    order_id: booking.id,
    amount: moneyString(payment.amount, currency),
    currency,
    expires_at: iso(upgrade ? upgrade.expires_at : booking.expires_at),
  };
  const page = {
    lines: upgrade
      ? [{ title: titleOf(upgrade.to_type), quantity: 1, unit_price: order.amount }]
      : booking.lines.map(({ ticket_type, quantity, unit_price }) => ({
          title: titleOf(ticket_type),
          quantity,
          unit_price: amount(unit_price),
        })),
    home: `${ctx.env.PUBLIC_URL}${upgrade ? `/tickets/${upgrade.ticket_id}` : `/orders/${booking.id}`}`,
    locale: payer.locale,
  };
  return { payment, order, common, page };
}

/** Made at the provider after our own row is safe; its id is the provider's idempotency key, so a retry makes no second. */
export async function presentIntent(ctx: UserCtx, { payment_id }: Begun): Promise<z.output<typeof intentOutput>> {
  const { payment, order, common } = await load(ctx, payment_id);
  const provider = await providerOf(ctx, 'stripe');
  if (payment.provider_ref === null && payment.status === 'voided') throw checkoutErrors.not_open();
  const known = payment.provider_ref === null ? undefined : await provider.fetchPayment(payment.provider_ref);
  const intent = known ?? (await provider.createPayment(order));
  if (payment.provider_ref === null)
    await withTransaction(ctx, (tx) => linkPayment(tx, payment_id, { provider_ref: intent.ref }), { side: true });
  // Paid already, and the message about it is still on its way.
  if (intent.status === 'succeeded') await settle(ctx, provider.name, intent);
  return {
    object: 'payment_intent',
    ...common,
    status: intent.status === 'open' ? 'pending' : intent.status === 'cancelled' ? 'voided' : intent.status,
    payment_intent_id: intent.ref,
    client_secret: intent.client_secret ?? '',
    publishable_key: ctx.env.STRIPE_PUBLISHABLE_KEY ?? null,
  };
}

type ReturnAddresses = Pick<z.output<typeof createPageInput>, 'success_url' | 'cancel_url'>;

/** The same on the provider's page, from which the buyer comes back. One that is still open is shown again. */
export async function presentPage(
  ctx: UserCtx,
  { payment_id }: Begun,
  input: ReturnAddresses,
): Promise<z.output<typeof pageOutput>> {
  const { payment, order, common, page } = await load(ctx, payment_id);
  if (payment.status === 'voided') throw checkoutErrors.not_open();
  const known = payment.session_ref === null ? undefined : await knownPage(ctx, payment.session_ref, page.home);
  const { session_ref, url } = known ?? (await makePage(ctx, payment_id, { order, page, input }));
  return {
    object: 'checkout_session',
    ...common,
    status: payment.status,
    session_id: session_ref,
    url,
    checkout_url: url,
  };
}

type Page = { session_ref: string; url: string };

/** The page that was made before: while it is open its address, once it was paid on ours. Undefined when it has run out. */
async function knownPage(ctx: UserCtx, session_ref: string, home: string): Promise<Page | undefined> {
  const provider = await providerOf(ctx, 'stripe');
  const open = await provider.openPage(session_ref);
  if (open) return { session_ref, url: open.url };
  const news = await provider.fetchPage(session_ref);
  if (!news) return undefined;
  await settle(ctx, provider.name, news);
  const isPaid = news.status === 'succeeded' || news.status === 'processing';
  return isPaid ? { session_ref, url: `${home}?payment=done` } : undefined;
}

type NewPage = Pick<Awaited<ReturnType<typeof load>>, 'order' | 'page'> & { input: ReturnAddresses };

async function makePage(
  ctx: UserCtx,
  payment_id: string,
  { order, page: { lines, home, locale }, input }: NewPage,
): Promise<Page> {
  const made = await (await providerOf(ctx, 'stripe')).createPage({
    ...order,
    lines,
    success_url: input.success_url ?? `${home}?payment=done`,
    cancel_url: input.cancel_url ?? `${home}?payment=cancelled`,
    // The provider wants half an hour from the moment of its own clock; the payment may have begun long before.
    expires_at: addSeconds(ctx.clock.now(), PAGE_SECONDS),
    locale,
  });
  await withTransaction(ctx, (tx) => linkPayment(tx, payment_id, { session_ref: made.session_ref }), { side: true });
  return made;
}
