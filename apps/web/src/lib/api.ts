import type { AppRouter } from '@setiket/core/router';
import { QueryClient } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { createClient, type Refusal, Refused } from './native.ts';

export { type Refusal, Refused };
export type Output = inferRouterOutputs<AppRouter>;
export type Input = inferRouterInputs<AppRouter>;

/** Every procedure, typed as the server has it. */
export const api = createClient<AppRouter>({
  url: '/trpc',
  headers: (verb) => ({
    'Accept-Language': document.documentElement.lang,
    // Each with a key of its own: a retry after a lost answer changes nothing twice.
    ...(verb === 'mutation' && { 'Idempotency-Key': crypto.randomUUID() }),
  }),
});

/** A failed call in the words of the server; `network` where none was reached. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  return { code: 'network', message: '', fields: {}, status: 0 };
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      refetchOnWindowFocus: false,
      // What the server refused, it refuses again.
      retry: (count, error) => count < 2 && refusalOf(error).status === 0,
    },
  },
});
