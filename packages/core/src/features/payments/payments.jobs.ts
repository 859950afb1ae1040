import { z } from 'zod';
import { type Deps, systemContext } from '../../kernel/context.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { amount } from '../../kernel/money.ts';
import { withTransaction } from '../../kernel/transaction.ts';
import { providerOf } from './providers/index.ts';
import { completeRefund, refundToBalance, withPayment } from './refund-outcomes.ts';

/**
 * Asks the provider to return money. The refund's id is the provider's idempotency key, so this may run as often as it
 * has to: the provider does it once.
 */
export const refundAtProvider = defineJob({
  name: 'payment.refund',
  payload: z.object({ refund_id: z.uuid() }),
  concurrency: 2,
  async run(deps, { refund_id }) {
    const refund = await deps.db.refunds.findUnique({ where: { id: refund_id }, include: withPayment });
    if (refund?.status !== 'pending' || refund.payment.provider !== 'stripe') return;
    const { provider_ref, provider } = refund.payment;
    if (provider_ref === null) throw new Error(`Payment ${refund.payment_id} was never linked to its provider.`);
    const result = await (await providerOf(deps, provider)).refund({
      refund_id,
      payment_ref: provider_ref,
      amount: amount(refund.amount),
      currency: refund.currency,
    });
    // Still pending there: the provider's message, or the reconciliation, ends it here.
    if (result.status === 'pending') return;
    await withTransaction(systemContext(deps, refundAtProvider.name), (tx) =>
      result.status === 'succeeded'
        ? completeRefund(tx, refund, result.ref)
        : refundToBalance(tx, refund, result.reason ?? ''),
    );
  },
});

/** Ends at the provider what nobody shall pay any more. Paid in this moment, it comes back as a late payment. */
export const cancelAtProvider = defineJob({
  name: 'payment.cancel',
  payload: z.object({ payment_id: z.uuid() }),
  async run(deps: Deps, { payment_id }) {
    const payment = await deps.db.payments.findUnique({ where: { id: payment_id } });
    if (payment?.provider !== 'stripe' || payment.status !== 'voided') return;
    const provider = await providerOf(deps, payment.provider);
    if (payment.session_ref !== null) await provider.cancelPage(payment.session_ref);
    if (payment.provider_ref !== null) await provider.cancelPayment(payment.provider_ref);
  },
});

export const paymentJobs: readonly AnyJob[] = [refundAtProvider, cancelAtProvider];
