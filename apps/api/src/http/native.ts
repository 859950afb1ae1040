import { DomainError } from '@setiket/core/kernel/errors';
import { errorCodeOf } from '@setiket/core/kernel/trpc';
import type { AnyTRPCRouter } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { RequestHandler } from 'express';
import { MAXIMUM_UPLOAD } from '../rest/multipart.ts';
import { callOf } from './call.ts';
import { admit, type Caller, contextFor } from './caller.ts';
import { asTrpcError } from './errors.ts';

/** Enough for a page of ours; more would be a way round the limits. */
const MAXIMUM_BATCH = 20;

/** tRPC as its own clients speak it, under /trpc. */
export function nativeRouter(router: AnyTRPCRouter, caller: Caller): RequestHandler {
  const { RATE_LIMIT_APP: most, RATE_LIMIT_GATE } = caller.deps.env;
  const limit = { door: 'trpc', anonymous: most, signed_in: most, gate: Math.max(most, RATE_LIMIT_GATE) };
  return createExpressMiddleware({
    router,
    maxBatchSize: MAXIMUM_BATCH,
    maxBodySize: MAXIMUM_UPLOAD,
    async createContext({ req, res, info }) {
      res.setHeader('Cache-Control', 'private, no-cache');
      try {
        await admit(caller, req, res, limit, info.calls.length);
      } catch (refusal) {
        const error = asTrpcError(refusal);
        const retry = error.cause instanceof DomainError ? error.cause.retry_after_seconds : undefined;
        if (retry !== undefined) res.setHeader('Retry-After', String(retry));
        throw error;
      }
      return contextFor(caller.deps, req, res);
    },
    responseMeta: ({ errors }) =>
      errors.some(({ code }) => code === 'UNAUTHORIZED')
        ? { headers: { 'WWW-Authenticate': 'Bearer realm="setiket"' } }
        : {},
    onError({ error, path, req }) {
      const call = callOf(req);
      call.code = errorCodeOf(error);
      if (getHTTPStatusCodeFromError(error) >= 500)
        call.log.error({ err: error.cause ?? error, procedure: path }, call.code);
    },
  });
}
