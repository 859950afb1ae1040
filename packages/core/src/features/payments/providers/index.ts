import type { Env } from '../../../env.ts';
import { checkoutErrors } from '../payments.errors.ts';
import type { PaymentProvider, ProviderName } from './provider.ts';

/** A provider's library is loaded where its payments are taken. */
const OPENERS: Record<ProviderName, (env: Env) => Promise<PaymentProvider | undefined>> = {
  stripe: async (env) => {
    if (env.STRIPE_SECRET_KEY === undefined) return undefined;
    const { openStripe } = await import('./stripe.ts');
    return openStripe(env);
  },
};

const opened = new WeakMap<Env, Map<ProviderName, Promise<PaymentProvider | undefined>>>();

/**
 * The provider of that name, as the environment sets it up.
 * @throws payment.not_configured
 */
export async function providerOf({ env }: { env: Env }, name: ProviderName): Promise<PaymentProvider> {
  const provider = await open(env, name);
  if (!provider) throw checkoutErrors.not_configured();
  return provider;
}

/** The providers that are set up here. */
export async function configuredProviders({ env }: { env: Env }): Promise<PaymentProvider[]> {
  const names = Object.keys(OPENERS) as ProviderName[];
  const providers = await Promise.all(names.map((name) => open(env, name)));
  return providers.filter((provider) => provider !== undefined);
}

function open(env: Env, name: ProviderName): Promise<PaymentProvider | undefined> {
  const known = opened.get(env) ?? new Map<ProviderName, Promise<PaymentProvider | undefined>>();
  opened.set(env, known);
  const provider = known.get(name) ?? OPENERS[name](env);
  known.set(name, provider);
  return provider;
}
