import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { type AnyJob, defineJob } from '../../kernel/jobs.ts';
import { addSeconds } from '../../kernel/time.ts';
import { configuredProviders, providerOf } from '../payments/index.ts';
import { reconcileWith } from './reconcile.service.ts';
import { settle } from './settle.service.ts';

/** Asks the provider about a payment that nothing was heard of, just before its booking expires. */
export const askBeforeExpiry = defineJob({
  name: 'payment.ask',
  payload: z.object({ payment_id: z.uuid() }),
  async run(deps, { payment_id }) {
    const payment = await deps.db.payments.findUnique({ where: { id: payment_id } });
    if (payment?.provider !== 'stripe' || (payment.status !== 'pending' && payment.status !== 'failed')) return;
    const provider = await providerOf(deps, payment.provider);
    const { provider_ref, session_ref } = payment;
    const news =
      provider_ref !== null
        ? await provider.fetchPayment(provider_ref)
        : session_ref !== null && (await provider.fetchPage(session_ref));
    if (news) await settle(systemContext(deps, askBeforeExpiry.name), provider.name, news);
  },
});

const HOUR = 3600;

const reconcile = (name: string, schedule: string, hours: number) =>
  defineJob({
    name,
    schedule,
    payload: z.object({}),
    async run(deps) {
      const since = addSeconds(deps.clock.now(), -hours * HOUR);
      const failures: unknown[] = [];
      for (const provider of await configuredProviders(deps))
        failures.push(...(await reconcileWith(systemContext(deps, name), provider, since)).failures);
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} payments could not be compared`);
    },
  });

/** Every ten minutes what may still be pending somewhere, every night a month. */
export const checkoutJobs: readonly AnyJob[] = [
  askBeforeExpiry,
  reconcile('payment.reconcile', '*/10 * * * *', 26),
  reconcile('payment.reconcile_month', '30 19 * * *', 31 * 24),
];
