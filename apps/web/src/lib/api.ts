import type { AppRouter } from '@setiket/core/router';
import { QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

export type Output = inferRouterOutputs<AppRouter>;
export type Input = inferRouterInputs<AppRouter>;

const url = '/trpc';

/** Every procedure, typed as the server has it. Queries of one moment travel together. */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'mutation',
      // Each on its own with its own key: a retry after a lost answer changes nothing twice.
      true: httpLink({
        url,
        headers: ({ op }) => ({
          'Idempotency-Key': crypto.randomUUID(),
          ...language(),
          ...(typeof op.context.admission_token === 'string' && { 'Admission-Token': op.context.admission_token }),
        }),
      }),
      false: splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpBatchLink({ url, headers: language, maxURLLength: 4000, maxItems: 20 }),
      }),
    }),
  ],
});

function language() {
  return { 'Accept-Language': document.documentElement.lang };
}

/** What a refusal says: `code` is stable, `message` a sentence, `fields` one array of sentences a field. */
export type Refusal = { code: string; message: string; fields: Record<string, string[]>; status: number };

/** Refused where tRPC was not asked: a file over REST. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A failed call in the words of the server; `network` where none was reached. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof TRPCClientError) {
    const data = error.data as { reason?: string; errors?: Record<string, string[]>; httpStatus?: number } | undefined;
    if (data?.reason)
      return { code: data.reason, message: error.message, fields: data.errors ?? {}, status: data.httpStatus ?? 500 };
  }
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
