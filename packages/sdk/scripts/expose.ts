import type { appRouter } from '@setiket/core/router';
import type {
  TRPCBuiltRouter,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';

/**
 * The router's type without what is nobody's business outside: context, meta, Prisma. The compiler prints the type of
 * `record` in full; `scripts/contract.ts` keeps what it prints. Two levels are written out, because a type that called
 * itself would be printed as that call, with everything it was called with.
 */
type Source = (typeof appRouter)['_def']['record'];

/** What an error carries natively; see `errorFormatter` of the API. */
type ErrorShape = {
  message: string;
  code: number;
  data: {
    code: string;
    httpStatus: number;
    path?: string;
    reason: string;
    request_id: string;
    errors?: Record<string, { code: string; params: Record<string, string>; message: string }[]>;
    retry_after_seconds?: number;
    facts?: Record<string, string | number | boolean | null>;
  };
};

type Root = { ctx: object; meta: object; errorShape: ErrorShape; transformer: false };

declare function expose<R extends Source>(
  source: R,
): {
  [Noun in keyof R]: {
    // Subscriptions are for the pages of the app; a program asks again.
    [Verb in keyof R[Noun] as R[Noun][Verb] extends TRPCSubscriptionProcedure<infer _D>
      ? never
      : Verb]: R[Noun][Verb] extends TRPCQueryProcedure<infer D>
      ? TRPCQueryProcedure<{ input: D['input']; output: D['output']; meta: unknown; errorShape: ErrorShape }>
      : R[Noun][Verb] extends TRPCMutationProcedure<infer D>
        ? TRPCMutationProcedure<{ input: D['input']; output: D['output']; meta: unknown; errorShape: ErrorShape }>
        : never;
  };
};

declare const source: Source;
const record = expose(source);

export type AppRouter = TRPCBuiltRouter<Root, typeof record>;
