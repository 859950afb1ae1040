import type { AppRouter } from '@setiket/core/router';
import { QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  type Operation,
  splitLink,
  TRPCClientError,
  type TRPCLink,
} from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { keyOf, noteAnswer, randomKey } from './keys.ts';

export type Output = inferRouterOutputs<AppRouter>;
export type Input = inferRouterInputs<AppRouter>;

const url = '/trpc';

const wishOf = ({ path, input }: Pick<Operation, 'path' | 'input'>) => `${path}\n${JSON.stringify(input)}`;

/** Notes which changes were answered for certain. */
const answers: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (result) => {
          noteAnswer(wishOf(op));
          observer.next(result);
        },
        error: (error) => {
          noteAnswer(wishOf(op), refusalOf(error));
          observer.error(error);
        },
        complete: () => observer.complete(),
      }),
    );

/** Every procedure, typed as the server has it. Queries of one moment travel together. */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'mutation',
      // Each on its own, with a key that stays the same until it was answered.
      true: [
        answers,
        httpLink({
          url,
          headers: ({ op }) => ({
            'Idempotency-Key': op.input instanceof FormData ? randomKey() : keyOf(wishOf(op)),
            ...language(),
            ...(typeof op.context.admission_token === 'string' && { 'Admission-Token': op.context.admission_token }),
          }),
        }),
      ],
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

export type FieldProblems = Record<string, { message: string }[]>;

export function sentencesOf(problems: FieldProblems = {}): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(problems).map(([field, told]) => [field, told.map(({ message }) => message)]),
  );
}

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
    const data = error.data as { reason?: string; errors?: FieldProblems; httpStatus?: number } | undefined;
    if (data?.reason)
      return {
        code: data.reason,
        message: error.message,
        fields: sentencesOf(data.errors),
        status: data.httpStatus ?? 500,
      };
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
