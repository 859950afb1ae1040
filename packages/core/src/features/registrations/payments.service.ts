import type { Prisma } from '@setiket/db';
import type { z } from 'zod';
import { isAdministrator, type UserCtx } from '../../kernel/context.ts';
import { defineErrors, fieldError } from '../../kernel/errors.ts';
import { amount, digitsProblem, moneyString } from '../../kernel/money.ts';
import { keysetOf, type Page, type PageInput } from '../../kernel/paging.ts';
import { iso } from '../../kernel/time.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { type BookingView, bookingErrors, payBooking, refundBooking } from '../bookings/index.ts';
import { checkoutErrors, payerOf, voidPayment } from '../payments/index.ts';
import type { changePaymentInput, payInput, paymentOutput } from './registrations.schema.ts';

type PaymentView = z.output<typeof paymentOutput>;

export const paymentErrors = defineErrors('payment', {
  captured: ['CONFLICT', 'This payment has been captured: refund it instead.'],
  not_captured: ['CONFLICT', 'Only a payment that succeeded can be refunded.'],
  closed: ['CONFLICT', 'This payment can’t be changed any more.'],
  of_upgrade: ['CONFLICT', 'This payment is for the upgrade of a ticket. Refund the ticket instead.'],
});

const withBooking = {
  booking: { select: { user_id: true } },
  upgrade: { select: { payer_id: true, ticket_id: true } },
} as const satisfies Prisma.paymentsInclude;
type PaymentRow = Prisma.paymentsGetPayload<{ include: typeof withBooking }>;

function paymentView(row: PaymentRow): PaymentView {
  const sum = moneyString(row.amount, row.currency);
  const isPaid = row.status === 'succeeded' || row.status === 'surplus';
  const isRefunded = isPaid && amount(row.refunded_amount).equals(amount(row.amount));
  return {
    id: row.id,
    registration: row.booking_id,
    registration_id: row.booking_id,
    booking_id: row.booking_id,
    user_id: payerOf(row),
    payment_method: row.provider,
    amount: sum,
    amount_paid: sum,
    refunded_amount: moneyString(row.refunded_amount, row.currency),
    currency: row.currency,
    status: isRefunded ? 'refunded' : row.status,
    created_at: iso(row.created_at),
  };
}

/** `dicoevent.md`: one's own payments, all for administrators. */
export async function listPayments(ctx: UserCtx, input: PageInput): Promise<Page<PaymentView>> {
  const where = scopeOf(ctx);
  const keyset = keysetOf(input, 'created_at');
  const [rows, total] = await Promise.all([
    ctx.db.payments.findMany({
      where: { AND: [where, keyset.where] },
      include: withBooking,
      ...keyset.window,
    }),
    ctx.db.payments.count({ where }),
  ]);
  return keyset.page(rows, total, paymentView);
}

export async function getPayment(ctx: UserCtx, { id }: { id: string }): Promise<PaymentView> {
  return paymentView(await findPayment(ctx, id));
}

function scopeOf(ctx: UserCtx): Prisma.paymentsWhereInput {
  const { id } = ctx.actor;
  if (isAdministrator(ctx.actor)) return {};
  // An upgrade is paid by who had the ticket then, which need not be who had booked.
  return { OR: [{ upgrade_id: null, booking: { user_id: id } }, { upgrade: { payer_id: id } }] };
}

async function findPayment(ctx: UserCtx, id: string): Promise<PaymentRow> {
  const payment = await ctx.db.payments.findFirst({ where: { id, ...scopeOf(ctx) }, include: withBooking });
  if (!payment) throw checkoutErrors.not_found();
  return payment;
}

/** Pays for a registration from the balance of its owner; it is confirmed with it. */
export async function pay(ctx: UserCtx, input: z.output<typeof payInput>): Promise<BookingView> {
  const id = input.booking_id ?? input.registration ?? input.registration_id;
  if (id === undefined) throw fieldError('registration', 'This field is required.');
  if (input.payment_method !== undefined && input.payment_method.toLowerCase() !== 'balance')
    throw fieldError('payment_method', 'This is not a valid choice. Use one of: balance.');
  await refuseOtherAmount(ctx, id, { amount: input.amount, amount_paid: input.amount_paid });
  return payBooking(ctx, { id });
}

/** The payment that confirmed a booking. What was free has none, and is answered as a payment of nothing. */
export async function paymentOf(ctx: UserCtx, { id }: { id: string }): Promise<PaymentView> {
  const payment = await ctx.db.payments.findFirst({
    where: { booking_id: id, upgrade_id: null, status: 'succeeded' },
    include: withBooking,
  });
  if (payment) return paymentView(payment);
  const booking = await ctx.db.bookings.findUniqueOrThrow({ where: { id } });
  if (!amount(booking.total_amount).isZero()) throw checkoutErrors.nothing_due();
  const nothing = moneyString(0, booking.currency);
  return {
    id,
    registration: id,
    registration_id: id,
    booking_id: id,
    user_id: booking.user_id,
    payment_method: 'free',
    amount: nothing,
    amount_paid: nothing,
    refunded_amount: nothing,
    currency: booking.currency,
    status: 'succeeded',
    created_at: iso(booking.confirmed_at ?? booking.created_at),
  };
}

/** Nobody is charged another amount than the one that was agreed on. */
async function refuseOtherAmount(ctx: UserCtx, id: string, offers: Record<string, string | undefined>): Promise<void> {
  const scope = isAdministrator(ctx.actor) ? {} : { user_id: ctx.actor.id };
  const booking = await ctx.db.bookings.findFirst({ where: { id, ...scope } });
  if (!booking) throw bookingErrors.not_found();
  if (booking.status !== 'pending') throw checkoutErrors.nothing_due();
  for (const [field, offered] of Object.entries(offers)) {
    if (offered === undefined) continue;
    const problem = digitsProblem(offered, booking.currency);
    if (problem) throw fieldError(field, problem);
    if (!amount(offered).equals(amount(booking.total_amount)))
      throw fieldError(field, `${moneyString(booking.total_amount, booking.currency)} are due.`);
  }
}

/** By administrators: what was captured is refunded, what was not is voided. */
export async function changePayment(
  ctx: UserCtx,
  { id, status, reason }: z.output<typeof changePaymentInput>,
): Promise<{ id: string }> {
  const payment = await findPayment(ctx, id);
  if (status === 'refunded') {
    if (payment.status !== 'succeeded') throw paymentErrors.not_captured();
    if (payment.upgrade) throw paymentErrors.of_upgrade(undefined, { facts: { ticket_id: payment.upgrade.ticket_id } });
    return refundBooking(ctx, { id: payment.booking_id, ...(reason !== undefined && { reason }) });
  }
  return withTransaction(ctx, async (tx) => {
    if (!(await voidPayment(tx, id, status)))
      throw payment.status === 'succeeded' ? paymentErrors.captured() : paymentErrors.closed();
    return { id };
  });
}
