import type { Ctx } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { checkoutErrors } from './payments.errors.ts';
import { providerOf } from './providers/index.ts';
import type { ProviderPayment } from './providers/provider.ts';

type About = {
  booking_id: string;
  upgrade_id?: string | null;
  /** The way that is asked for now: going on with the same one is no second payment. Absent for the balance. */
  flow?: 'form' | 'page';
};

/**
 * Refuses another way to pay while a provider has the money for the same thing, or is about to have it: our books learn it
 * from the provider's message, which may still be on its way. Called outside of transactions, since it asks the provider.
 * @throws payment.in_progress
 */
export async function refuseWhileInProgress(ctx: Ctx, { booking_id, upgrade_id = null, flow }: About): Promise<void> {
  const open = await ctx.db.payments.findMany({
    where: { booking_id, upgrade_id, provider: 'stripe', status: { in: ['pending', 'failed'] } },
    select: { provider_ref: true, session_ref: true },
  });
  for (const { provider_ref, session_ref } of open) {
    if (flow === (session_ref === null ? 'form' : 'page')) continue;
    const status = (await statusOf(ctx, { provider_ref, session_ref }))?.status;
    if (status === 'succeeded' || status === 'processing') throw checkoutErrors.in_progress();
  }
}

type Names = { provider_ref: string | null; session_ref: string | null };

/** A provider that is away must not keep a buyer from paying: what then arrives twice is returned. */
async function statusOf(ctx: Ctx, { provider_ref, session_ref }: Names): Promise<ProviderPayment | undefined> {
  try {
    const provider = await providerOf(ctx, 'stripe');
    if (provider_ref !== null) return await provider.fetchPayment(provider_ref);
    return session_ref === null ? undefined : await provider.fetchPage(session_ref);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'SERVICE_UNAVAILABLE') return undefined;
    throw error;
  }
}
