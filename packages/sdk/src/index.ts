import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from './contract.gen.ts';

export {
  type AuthHelpers,
  type Credentials,
  createSetiketClient,
  type SetiketClient,
  type SetiketClientOptions,
} from './client.ts';
export type { AppRouter } from './contract.gen.ts';
export {
  type FieldErrors,
  type FieldProblem,
  SetiketAuthenticationError,
  SetiketConflictError,
  SetiketConnectionError,
  SetiketError,
  SetiketNotFoundError,
  SetiketPermissionError,
  SetiketRateLimitError,
  SetiketServerError,
  SetiketUsageError,
  SetiketValidationError,
} from './errors.ts';
export type { Listing, PageOptions } from './paginate.ts';
export { memoryTokens, type TokenStore, type Tokens } from './tokens.ts';

/** What procedures take: `SetiketInputs['events']['list']`. */
export type SetiketInputs = inferRouterInputs<AppRouter>;
/** What procedures answer: `SetiketOutputs['events']['get']`. */
export type SetiketOutputs = inferRouterOutputs<AppRouter>;
