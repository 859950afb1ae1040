import { STATUS_CODES } from 'node:http';
import { commonErrors, DomainError, type Facts } from '@setiket/core/kernel/errors';
import type { Language } from '@setiket/core/kernel/format';
import { type FieldProblems, fieldProblems } from '@setiket/core/kernel/language';
import { errorCodeOf, fieldErrorsOf, publicMessageOf } from '@setiket/core/kernel/trpc';
import type { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { callOf, pathOf } from './call.ts';
import { refusalLanguage } from './caller.ts';
import { asTrpcError } from './errors.ts';

/** RFC 9457, with `code`, `request_id`, one array of sentences a field, and under `errors` the same with codes. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  request_id: string;
  errors?: FieldProblems;
  facts?: Facts;
  [field: string]: unknown;
};

/** Members of the problem itself: a field of the same name (an event has a `title`) is told in `errors` only. */
const OWN = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id', 'errors', 'facts']);

export function problemOf(error: TRPCError, call: { id: string; path: string; language: Language }): Problem {
  const status = getHTTPStatusCodeFromError(error);
  const code = errorCodeOf(error);
  const refused = error.code === 'INTERNAL_SERVER_ERROR' ? undefined : fieldErrorsOf(error.cause);
  const fields = refused && fieldProblems(refused, call.language);
  const mirrored = Object.entries(fields ?? {})
    .filter(([field]) => !OWN.has(field))
    .map(([field, problems]) => [field, problems.map(({ message }) => message)] as const);
  return {
    ...Object.fromEntries(mirrored),
    type: `/problems/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: publicMessageOf(error, call.language),
    instance: call.path,
    code,
    request_id: call.id,
    ...(fields && { errors: fields }),
    ...(error.cause instanceof DomainError && error.cause.facts && { facts: error.cause.facts }),
  };
}

/** The last handler: every failure outside of /trpc leaves through it. */
export const sendProblem: ErrorRequestHandler = (failure, req, res, next) => {
  const error = asTrpcError(failure);
  const call = callOf(req);
  const problem = problemOf(error, { id: call.id, path: pathOf(req), language: refusalLanguage(req) });
  call.code = problem.code;
  // A caller who has gone away causes failures of his own: nothing to repair, nobody to tell.
  const gone = res.destroyed || req.socket.destroyed;
  if (problem.status >= 500 && !gone) call.log.error({ err: failure }, problem.code);
  // The answer has begun: all that is left is to break it off, so that nobody takes it for complete.
  if (res.headersSent) return next(failure);
  setErrorHeaders(res, error, problem);
  res.status(problem.status).type('application/problem+json');
  res.end(Buffer.from(JSON.stringify(problem)));
};

function setErrorHeaders(res: Response, error: TRPCError, problem: Problem): void {
  for (const name of ['ETag', 'Content-Disposition', 'Content-Length']) res.removeHeader(name);
  res.setHeader('Cache-Control', 'no-store');
  if (problem.status === 401) {
    const reason = problem.code === 'request.token_invalid' ? ', error="invalid_token"' : '';
    res.setHeader('WWW-Authenticate', `Bearer realm="setiket"${reason}`);
  }
  const retry = error.cause instanceof DomainError ? error.cause.retry_after_seconds : undefined;
  if (retry !== undefined) res.setHeader('Retry-After', String(retry));
}

/** For whatever no route has answered. */
export function notFound(_req: Request): never {
  throw commonErrors.not_found();
}
