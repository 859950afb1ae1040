// Registers the codes of the doors themselves.
import '../http/errors.ts';
import { type ErrorKind, errorCatalogue } from '@setiket/core/kernel/errors';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';

export type Code = { code: string; status: number; message: string };

/** Codes that no use case raises: tRPC's own refusals, and what went wrong on our side. */
const OF_THE_DOORS: readonly (Omit<Code, 'status'> & { kind: TRPCError['code'] })[] = [
  { code: 'request.bad_request', kind: 'BAD_REQUEST', message: 'The request is not understood.' },
  { code: 'request.parse_error', kind: 'PARSE_ERROR', message: 'The body is not valid JSON.' },
  {
    code: 'request.method_not_supported',
    kind: 'METHOD_NOT_SUPPORTED',
    message: 'The path exists, but not with this method.',
  },
  {
    code: 'request.procedure_not_found',
    kind: 'NOT_FOUND',
    message: 'The API has no such procedure. Natively only; over REST an unknown path is `request.not_found`.',
  },
  {
    code: 'request.internal_server_error',
    kind: 'INTERNAL_SERVER_ERROR',
    message: 'Something went wrong on our side. It has been logged.',
  },
];

/** Every code with which a request can be refused, by status and name. */
export function allCodes(): Code[] {
  const raised = [...errorCatalogue].map(([code, { kind, message }]) => ({
    code,
    kind: kind as ErrorKind | TRPCError['code'],
    message,
  }));
  return [...raised, ...OF_THE_DOORS]
    .map(({ code, kind, message }) => ({
      code,
      status: getHTTPStatusCodeFromError(new TRPCError({ code: kind })),
      message,
    }))
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}
