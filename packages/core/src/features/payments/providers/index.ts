import type { Env } from '../../../env.ts';
import { checkoutErrors } from '../payments.errors.ts';
import type { PaymentProvider, ProviderName } from './provider.ts';
import { openStripe } from './stripe.ts';

const OPENERS: Record<ProviderName, (env: Env) => PaymentProvider | undefined> = { stripe: openStripe };

const opened = new WeakMap<Env, Map<ProviderName, PaymentProvider>>();

/**
 * The provider of that name, as the environment sets it up.
 * @throws payment.not_configured
 */
export function providerOf({ env }: { env: Env }, name: ProviderName): PaymentProvider {
  const known = opened.get(env) ?? new Map<ProviderName, PaymentProvider>();
  opened.set(env, known);
  const provider = known.get(name) ?? OPENERS[name](env);
  if (!provider) throw checkoutErrors.not_configured();
  known.set(name, provider);
  return provider;
}

/** The providers that are set up here. */
export function configuredProviders({ env }: { env: Env }): PaymentProvider[] {
  return (Object.keys(OPENERS) as ProviderName[]).flatMap((name) => {
    const isSetUp = OPENERS[name](env) !== undefined;
    return isSetUp ? [providerOf({ env }, name)] : [];
  });
}
