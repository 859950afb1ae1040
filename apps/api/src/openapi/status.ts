import type { ErrorKind } from '@setiket/core/kernel/errors';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';

/** The HTTP status of a kind of refusal, from the table that answers requests as well. */
export function statusOf(kind: ErrorKind): number {
  return getHTTPStatusCodeFromError(new TRPCError({ code: kind }));
}
